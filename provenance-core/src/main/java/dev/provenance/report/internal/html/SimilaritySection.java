package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.BaseComparison;
import dev.provenance.ProvenanceReport;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.lineage.KindEffect;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.NullModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Similarity by kind and by layer, raw against centred, beside what other layers give by the same measure. */
final class SimilaritySection implements Section {

    @Override
    public String id() {
        return "similarity";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return !report.kinds().isEmpty();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        html.element("p", label("similarity.note"));
        List<KindEffect> effects = effects(report);
        Chart.write(
                html,
                "kinds",
                "by-kind",
                label("similarity.shows"),
                data -> byKind(report.kinds(), effects, html, data),
                target -> kinds(report.kinds(), target));
        List<LayerMedians> medians = LayerMedians.of(report);
        if (medians.stream().anyMatch(median -> median.layer().isPresent())) {
            Chart.write(
                    html,
                    "course",
                    "by-layer",
                    label("similarity.layers"),
                    data -> byLayer(report.kinds(), medians, html, data),
                    target -> layers(medians, target));
        }
        if (!effects.isEmpty()) {
            html.element("h3", label("aligned.title")).element("p", label("aligned.note"));
            aligned(effects, html);
        }
    }

    private static List<KindEffect> effects(ProvenanceReport report) {
        return report.comparisons().stream()
                .filter(comparison ->
                        comparison.conclusion().base().equals(report.verdict().base()))
                .findFirst()
                .map(BaseComparison::effects)
                .orElse(List.of());
    }

    private static void byKind(List<KindSummary> kinds, List<KindEffect> effects, Html html, ChartData data) {
        for (String series : List.of("null", "raw", "centred", "aligned")) {
            data.text(series, label("series." + series).in(html.language()));
        }
        data.objects(
                "kinds",
                kinds,
                (target, kind) -> target.text(
                                "name", label("value", kind.group()).in(html.language()))
                        .numbers("rawNull", ends(kind.otherLayersCosine()))
                        .numbers("centredNull", ends(kind.otherLayersCentred()))
                        .number("raw", kind.cosine().number())
                        .number("centred", kind.centredCosine().number())
                        .number("aligned", aligned(kind.group(), effects)));
    }

    private static double aligned(Group group, List<KindEffect> effects) {
        double[] members = effects.stream()
                .filter(effect -> effect.kind().group() == group)
                .mapToDouble(KindEffect::centredCosine)
                .filter(Double::isFinite)
                .toArray();
        return members.length == 0 ? Double.NaN : new Median().evaluate(members);
    }

    /** Three robust standard deviations to both sides: where layers were repeated some of the others are copies. */
    private static double[] ends(Optional<NullModel> nullModel) {
        return nullModel
                .map(values -> new double[] {
                    Math.clamp(values.centre() - 3 * values.spread(), -1, 1),
                    Math.clamp(values.centre() + 3 * values.spread(), -1, 1)
                })
                .orElse(new double[0]);
    }

    private static void kinds(List<KindSummary> kinds, Html html) {
        Table table = Table.open(
                html,
                label("section.similarity"),
                "kind",
                "#tensors",
                "#parameters",
                "#equal",
                "#cosine",
                "#othercosine",
                "#centred",
                "#othercentred",
                "#othermax",
                "#rell2");
        for (KindSummary kind : kinds) {
            table.row(
                    label("value", kind.group()),
                    kind.tensors(),
                    kind.parameters(),
                    kind.equalTensors(),
                    kind.cosine(),
                    of(kind.otherLayersCosine(), NullModel::centre),
                    kind.centredCosine(),
                    of(kind.otherLayersCentred(), NullModel::centre),
                    of(kind.otherLayersCentred(), NullModel::largest),
                    kind.relativeL2());
        }
        table.close();
    }

    private static OptionalDouble of(Optional<NullModel> nullModel, ToDoubleFunction<NullModel> value) {
        return nullModel.isPresent() ? OptionalDouble.of(value.applyAsDouble(nullModel.get())) : OptionalDouble.empty();
    }

    private static void byLayer(List<KindSummary> kinds, List<LayerMedians> medians, Html html, ChartData data) {
        for (String series : List.of("null", "raw", "centred", "choose")) {
            data.text(series, label("series." + series).in(html.language()));
        }
        data.text("layer", label("column.suspectlayer").in(html.language()));
        List<KindSummary> withLayers = kinds.stream()
                .filter(kind -> !layersOf(kind, medians).isEmpty())
                .toList();
        data.objects("kinds", withLayers, (target, kind) -> {
            List<LayerMedians> layers = layersOf(kind, medians);
            target.text("name", label("value", kind.group()).in(html.language()))
                    .numbers("centredNull", ends(kind.otherLayersCentred()))
                    .whole(
                            "layers",
                            layers.stream()
                                    .map(layer -> layer.layer().getAsInt())
                                    .toList())
                    .numbers(
                            "raw",
                            layers.stream().mapToDouble(LayerMedians::cosine).toArray())
                    .numbers(
                            "centred",
                            layers.stream().mapToDouble(LayerMedians::centred).toArray());
        });
    }

    private static List<LayerMedians> layersOf(KindSummary kind, List<LayerMedians> medians) {
        return medians.stream()
                .filter(median ->
                        median.group() == kind.group() && median.layer().isPresent())
                .toList();
    }

    private static void layers(List<LayerMedians> medians, Html html) {
        Table table = Table.open(
                html, label("similarity.layers"), "kind", "#suspectlayer", "#tensors", "#cosine", "#centred", "#rell2");
        for (LayerMedians median : medians) {
            table.row(
                    label("value", median.group()),
                    median.layer().isPresent() ? (Object) median.layer().getAsInt() : Numbers.NOTHING,
                    median.tensors(),
                    median.cosine(),
                    median.centred(),
                    median.relativeL2());
        }
        table.close();
    }

    private static void aligned(List<KindEffect> effects, Html html) {
        Table table = Table.open(
                html,
                label("aligned.title"),
                "kind",
                "#layers",
                "#rawcosine",
                "#alignedcosine",
                "#rawcentred",
                "#alignedcentred",
                "#rell2",
                "#smallestfactor",
                "#largestfactor");
        for (KindEffect effect : effects) {
            table.row(
                    label("value", effect.kind()),
                    effect.tensors(),
                    effect.rawCosine(),
                    effect.cosine(),
                    effect.rawCentredCosine(),
                    effect.centredCosine(),
                    effect.relativeL2(),
                    effect.smallestFactor(),
                    effect.largestFactor());
        }
        table.close();
    }
}
