package dev.provenance.tokenizer.encode;

/** A tokenizer cannot encode text here; the message says why. */
public final class NotEncodedException extends Exception {

    private static final long serialVersionUID = 1L;

    NotEncodedException(String reason) {
        super(reason);
    }

    NotEncodedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
