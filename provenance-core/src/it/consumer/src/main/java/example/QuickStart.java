package example;

import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.report.JsonReport;
import dev.provenance.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;

public class QuickStart {

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Model base = Model.open(Path.of(args[0]));
                Model suspect = Model.open(Path.of(args[1]))) {
            ProvenanceReport report = Provenance.examine(suspect)
                    .against(base)
                    .onProgress(progress -> System.err.printf("%.0f %%%n", 100 * progress.share()))
                    .run();
            System.out.print(TextReport.toString(report));
            JsonReport.write(report, Path.of("report.json"));
            System.out.println(report.verdict().relation() + ", weights related: "
                    + report.verdict().weightsRelated());
        }
    }
}
