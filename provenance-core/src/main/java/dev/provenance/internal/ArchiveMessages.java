package dev.provenance.internal;

import dev.provenance.message.Message;
import dev.provenance.safetensors.Anomaly;

/** What the safetensors module says, in the languages of the library. */
public final class ArchiveMessages {

    private ArchiveMessages() {}

    /** Something odd about a file of weights, after the file's name. */
    public static Message of(Anomaly anomaly) {
        return Message.of(
                "anomaly.inFile",
                String.valueOf(anomaly.file().getFileName()),
                new Message("anomaly." + anomaly.kind().name(), anomaly.values()));
    }
}
