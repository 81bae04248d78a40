package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.weights.TensorComparison;

/** Every pair of tensors, where a page can hold them. */
final class TensorsSection implements Section {

    /** Rows that a browser still opens at once. */
    static final int MOST = 1500;

    @Override
    public String id() {
        return "tensors";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        int count = report.tensors().size();
        html.element("p", label("tensors.count", count));
        if (count > MOST) {
            html.element("p", label("tensors.many", MOST), "class", "note");
            return;
        }
        html.open("details").element("summary", label("tensors.show"));
        Table table = Table.open(
                html,
                label("section.tensors"),
                "tensor",
                "basetensor",
                "shape",
                "dtypes",
                "#cosine",
                "#centred",
                "#rell2",
                "#maxdiff",
                "#equalshare");
        for (TensorComparison tensor : report.tensors()) {
            table.row(
                    new Name(tensor.name()),
                    tensor.sameForm() ? label("tensors.samename") : new Name(tensor.baseName()),
                    tensor.shape().toString(),
                    tensor.baseDtype() == tensor.dtype()
                            ? tensor.dtype().name()
                            : tensor.baseDtype() + " / " + tensor.dtype(),
                    tensor.similarity().cosine(),
                    tensor.similarity().centredCosine(),
                    tensor.similarity().relativeL2(),
                    tensor.similarity().maxAbsDifference(),
                    tensor.similarity().read() == 0
                            ? Double.NaN
                            : (double) tensor.similarity().bitEqual()
                                    / tensor.similarity().read());
        }
        table.close();
        html.close();
    }
}
