package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import com.google.common.hash.Hashing;
import dev.provenance.safetensors.internal.Printable;
import java.nio.charset.StandardCharsets;

/**
 * A name from a model's file: shown whole where it is short, else cut in the middle, with more of it a key press away and,
 * where it is longer than that, its digest.
 *
 * @param text the name as it is in the file
 */
record Name(String text) {

    private static final int SHOWN = 72;
    private static final int ENDING = 16;
    private static final int UNFOLDED = 1000;
    private static final int IN_A_CHART = 28;

    /** The name, or its beginning and end. */
    String shown() {
        return cut(SHOWN);
    }

    /** As {@link #shown()}, for a chart's axis and legend, where escaping is not the page's. */
    String inAChart() {
        return Printable.plain(cut(IN_A_CHART));
    }

    private String cut(int longest) {
        int length = text.codePointCount(0, text.length());
        if (length <= longest) {
            return text;
        }
        int ending = Math.min(ENDING, longest / 3);
        return text.substring(0, text.offsetByCodePoints(0, longest - ending - 1))
                + "…"
                + text.substring(text.offsetByCodePoints(text.length(), -ending));
    }

    void write(Html html) {
        if (shown().equals(text)) {
            html.element("span", text, "class", "name");
            return;
        }
        html.open("details", "class", "name").element("summary", shown());
        boolean whole = text.length() <= UNFOLDED;
        html.element("span", whole ? text : text.substring(0, text.offsetByCodePoints(0, UNFOLDED / 2)) + "…");
        if (!whole) {
            html.text(" ").element("span", label("name.cut", text.length(), sha256()));
        }
        html.close();
    }

    private String sha256() {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }
}
