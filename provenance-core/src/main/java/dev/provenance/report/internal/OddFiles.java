package dev.provenance.report.internal;

import dev.provenance.ModelSummary;
import dev.provenance.ProvenanceReport;
import dev.provenance.internal.ArchiveMessages;
import dev.provenance.message.Message;
import dev.provenance.safetensors.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was odd about the files of weights, as sentences. A hostile folder may hold very many: a form shows the first ones and
 * says how many more there are.
 *
 * @param sentences one for each, and one on those that are not shown
 */
public record OddFiles(List<Message> sentences) {

    public OddFiles {
        sentences = List.copyOf(sentences);
    }

    /** Of all models of a report, at most so many. */
    public static OddFiles of(ProvenanceReport report, int most) {
        List<Message> sentences = new ArrayList<>();
        int all = 0;
        for (ModelSummary model : Stream.concat(Stream.of(report.suspect()), report.bases().stream())
                .toList()) {
            for (Anomaly anomaly : model.anomalies()) {
                if (all++ < most) {
                    sentences.add(Message.of("anomaly.ofModel", model.name(), ArchiveMessages.of(anomaly)));
                }
            }
        }
        if (all > most) {
            sentences.add(Message.of("anomaly.more", all - most));
        }
        return new OddFiles(sentences);
    }

    public boolean isEmpty() {
        return sentences.isEmpty();
    }
}
