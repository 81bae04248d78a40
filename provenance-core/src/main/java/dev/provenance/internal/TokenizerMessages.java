package dev.provenance.internal;

import dev.provenance.message.Message;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenizerAnomaly;

/** What the tokenizer module says, in the languages of the library. */
public final class TokenizerMessages {

    private TokenizerMessages() {}

    /** A reason of a comparison. */
    public static Message of(Reason reason) {
        return new Message("tokenizer." + reason.kind().name(), reason.values());
    }

    /** Something odd about a tokenizer's file. */
    public static Message of(TokenizerAnomaly anomaly) {
        return Message.of("tokenizer.anomaly", anomaly.file(), anomaly.rule(), anomaly.count(), of(anomaly.example()));
    }
}
