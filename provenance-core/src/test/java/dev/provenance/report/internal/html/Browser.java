package dev.provenance.report.internal.html;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chromium without a window, driven by its DevTools protocol (its public JSON over a WebSocket), so that tests need no
 * library and no driver beside the browser itself.
 */
final class Browser implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int SECONDS = 60;

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new ArrayList<>();

    private Browser(Process process, URI address) throws IOException {
        this.process = process;
        try {
            socket = client.newWebSocketBuilder()
                    .buildAsync(address, new Listener())
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("Chromium does not answer at " + address, e);
        }
    }

    /** The program, if it is on the path. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with an empty profile in this folder. */
    static Browser start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int tenths = 0; tenths < 10 * SECONDS && process.isAlive(); tenths++) {
            List<String> lines = Files.exists(port) ? Files.readAllLines(port) : List.of();
            if (lines.size() == 2) {
                return new Browser(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException(program + " opened no debugging port within " + SECONDS + " s.");
    }

    /** Opens an empty tab. */
    Tab tab() throws IOException {
        String target = call(Optional.empty(), "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asString();
        String session = call(Optional.empty(), "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        return new Tab(this, session);
    }

    JsonNode call(Optional<String> session, String method, Map<String, ?> parameters) throws IOException {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> request = new HashMap<>(Map.of("id", id, "method", method, "params", parameters));
        session.ifPresent(name -> request.put("sessionId", name));
        try {
            socket.sendText(JSON.writeValueAsString(request), true).get(SECONDS, TimeUnit.SECONDS);
            JsonNode response = answer.get(SECONDS, TimeUnit.SECONDS);
            if (response.has("error")) {
                throw new IOException(method + ": " + response.path("error"));
            }
            return response.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(method + " was not answered within " + SECONDS + " s", e);
        }
    }

    /** Everything that a tab reported so far. */
    List<JsonNode> events(String session) {
        synchronized (events) {
            return events.stream()
                    .filter(event -> event.path("sessionId").asString().equals(session))
                    .toList();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(data);
        }

        private void receive(JsonNode message) {
            if (message.has("id")) {
                CompletableFuture<JsonNode> answer =
                        waiting.remove(message.path("id").intValue());
                if (answer != null) {
                    answer.complete(message);
                }
            } else {
                synchronized (events) {
                    events.add(message);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            call(Optional.empty(), "Browser.close", Map.of());
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            socket.abort();
            client.close();
            process.destroyForcibly();
        }
    }
}
