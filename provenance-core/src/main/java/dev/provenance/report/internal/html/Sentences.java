package dev.provenance.report.internal.html;

import dev.provenance.message.Message;
import java.util.List;

/** Sentences, one below the other. */
final class Sentences {

    private Sentences() {}

    /** A list, or nothing where there are none. */
    static void list(List<Message> sentences, Html html) {
        if (!sentences.isEmpty()) {
            html.open("ul");
            sentences.forEach(sentence -> html.element("li", sentence));
            html.close();
        }
    }
}
