package dev.provenance.snippets;

import dev.provenance.Answer;
import dev.provenance.ClaimAnswer;
import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The examples of the javadoc. */
final class Reports {

    private Reports() {}

    static ProvenanceReport examine(Path baseFolder, Path suspectFolder) throws IOException, InterruptedException {
        // @start region=examine
        try (Model base = Model.open(baseFolder);
                Model suspect = Model.open(suspectFolder)) {
            ProvenanceReport report = Provenance.examine(suspect).against(base).run();
            System.out.println(report.verdict().relation());
            return report;
        }
        // @end
    }

    static ProvenanceReport byOwnThresholds(Model base, Model suspect) throws IOException, InterruptedException {
        // @start region=policy
        VerdictPolicy stricter = VerdictPolicy.defaults().with("log10Significance", -12);
        ProvenanceReport report =
                Provenance.examine(suspect).against(base).policy(stricter).run();
        // @end
        return report;
    }

    static void claims(ProvenanceReport report) {
        // @start region=claims
        for (ClaimAnswer claim : report.claims()) {
            System.out.println(claim.claim() + ": " + claim.sentence().in(Locale.KOREAN));
            if (claim.answer() == Answer.YES && claim.isConflicting()) {
                claim.opposing().findings().forEach(finding -> System.out.println("  but " + finding.reason()));
            }
        }
        // @end
    }

    static void write(ProvenanceReport report, Path file) throws IOException {
        // @start region=write
        System.out.print(TextReport.toString(report, Locale.KOREAN));
        JsonReport.write(report, file);
        // @end
    }
}
