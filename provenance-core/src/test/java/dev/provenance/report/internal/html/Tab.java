package dev.provenance.report.internal.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A tab of the browser, and what it reported. */
final class Tab {

    private final Browser browser;
    private final String session;

    Tab(Browser browser, String session) throws IOException {
        this.browser = browser;
        this.session = session;
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        return browser.call(Optional.of(session), method, parameters);
    }

    /** Size of the window, and which colours the reader's system asks for. */
    Tab looks(int width, int height, boolean dark) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** As {@link #looks} with dark colours, on this medium: {@code print}, or {@code screen}. */
    Tab medium(String medium) throws IOException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        return this;
    }

    /** The page as a PDF, as the browser prints it. */
    byte[] printed() throws IOException {
        return Base64.getDecoder()
                .decode(call("Page.printToPDF", Map.of()).path("data").asString());
    }

    /** Whether the page's scripts run. */
    Tab scripts(boolean run) throws IOException {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
        return this;
    }

    /** Opens a file and waits until it is loaded and its charts are drawn; returns after how many milliseconds. */
    double open(Path file) throws IOException, InterruptedException {
        long start = System.nanoTime();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        while (events("Page.loadEventFired").isEmpty()) {
            if (System.nanoTime() - start > 60_000_000_000L) {
                throw new IOException(file + " was not loaded within 60 s.");
            }
            Thread.sleep(5);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** The value of an expression, in the page. */
    JsonNode value(String expression) throws IOException {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** How many elements take up room, told by the browser itself and not by a script of the page. */
    int visible(String selector) throws IOException {
        int root = call("DOM.getDocument", Map.of()).path("root").path("nodeId").intValue();
        int count = 0;
        for (JsonNode node : call("DOM.querySelectorAll", Map.of("nodeId", root, "selector", selector))
                .path("nodeIds")) {
            try {
                JsonNode box = call("DOM.getBoxModel", Map.of("nodeId", node.intValue()));
                count += box.path("model").path("height").intValue() > 0 ? 1 : 0;
            } catch (IOException e) {
                // No box is the browser's answer for what is not displayed.
                if (!String.valueOf(e.getMessage()).contains("Could not compute box model")) {
                    throw e;
                }
            }
        }
        return count;
    }

    private List<JsonNode> events(String method) {
        return browser.events(session).stream()
                .filter(event -> event.path("method").asString().equals(method))
                .toList();
    }

    /** Errors of scripts, messages on the console, refusals by the page's policy, dialogs. */
    List<JsonNode> complaints() {
        Set<String> kinds = Set.of(
                "Runtime.exceptionThrown",
                "Runtime.consoleAPICalled",
                "Log.entryAdded",
                "Page.javascriptDialogOpening");
        return browser.events(session).stream()
                .filter(event -> kinds.contains(event.path("method").asString()))
                .toList();
    }

    /** Addresses that were asked for. */
    List<String> requests() {
        return events("Network.requestWillBeSent").stream()
                .map(event -> event.path("params").path("request").path("url").asString())
                .toList();
    }

    /** A picture of a part of the page, from its top. */
    void picture(Path file, int top, int width, int height) throws IOException {
        JsonNode result = call(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", top, "width", width, "height", height, "scale", 1)));
        Files.write(file, Base64.getDecoder().decode(result.path("data").asString()));
    }
}
