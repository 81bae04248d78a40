package dev.provenance.report.internal.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page's own files: its style, its script, and the chart library with its licence. */
final class Resources {

    static final String STYLE = read("page.css");
    static final String SCRIPT = read("page.js");
    static final String CHARTS = read("echarts/echarts.min.js");
    static final String NOTICE = read("echarts/NOTICE");
    static final String LICENCE = read("echarts/LICENSE");
    static final String LICENCE_OF_PARTS = read("echarts/LICENSE-d3");

    private Resources() {}

    private static String read(String name) {
        try (InputStream content = Resources.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("The library's jar lacks " + name + " beside " + Resources.class);
            }
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The library's jar cannot be read: " + name, e);
        }
    }
}
