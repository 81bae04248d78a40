package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ModelSummary;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Threshold;
import dev.provenance.lineage.VerdictPolicy;

/** What the other side needs to repeat it. */
final class MethodSection implements Section {

    @Override
    public String id() {
        return "method";
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        html.element("p", label("method.note")).element("p", label("method.sources"));
        html.element("h3", label("method.run"));
        Table run = Table.open(html, label("method.run"), "option", "value")
                .row(label("method.version"), report.libraryVersion())
                .row(label("method.created"), report.createdAt().toString())
                .row(label("method.sampling"), report.sampling().toString())
                .row(label("method.seed"), Long.toString(report.sampling().seed()));
        report.sampleDigests()
                .ifPresent(digests -> run.row(
                                label(
                                        "method.sampleDigest",
                                        report.nearestBase().name()),
                                new Name(digests.base()))
                        .row(label("method.sampleDigest", report.suspect().name()), new Name(digests.suspect())));
        report.passes()
                .forEach(pass -> run.row(label("method.pass", pass.purpose()), label("method.bytes", pass.bytes())));
        run.close();
        files(report, html);
        html.element("h3", label("method.policy")).element("p", label("method.policy.note"));
        policy(report.policy(), html);
    }

    private static void files(ProvenanceReport report, Html html) {
        html.element("h3", label("method.files")).element("p", label("method.files.note"));
        Table table = Table.open(html, label("method.files"), "model", "file", "#bytes", "sha256");
        files(report.suspect(), table);
        report.bases().forEach(base -> files(base, table));
        table.close();
    }

    private static void files(ModelSummary model, Table table) {
        model.files()
                .forEach(file -> table.row(
                        new Name(model.name()),
                        new Name(file.name()),
                        file.bytes(),
                        label("method.header", file.headerSha256())));
        model.settings()
                .forEach(file -> table.row(
                        new Name(model.name()), new Name(file.name()), file.bytes(), new Name(file.sha256())));
        model.tokenizerFiles()
                .forEach(file -> table.row(
                        new Name(model.name()), new Name(file.name()), file.bytes(), new Name(file.sha256())));
    }

    private static void policy(VerdictPolicy policy, Html html) {
        Table table = Table.open(html, label("method.policy"), "threshold", "#value", "#standard", "meaning", "source");
        for (Threshold threshold : policy.thresholds()) {
            table.row(
                    threshold.name(),
                    Double.toString(threshold.value()),
                    Double.toString(threshold.standard()),
                    threshold.meaning(),
                    threshold.source());
        }
        table.close();
    }
}
