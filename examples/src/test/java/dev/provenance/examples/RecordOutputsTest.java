package dev.provenance.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.provenance.behavior.RecordedOutput;
import dev.provenance.behavior.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordOutputsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private HttpServer server;
    /** What was asked for, and what to answer with before answering well: status, and Retry-After. */
    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());

    private final Deque<String[]> troubles = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/completions", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        String[] trouble = troubles.poll();
        String body = trouble == null
                ? JSON.createObjectNode()
                        .putPOJO(
                                "choices",
                                List.of(JSON.createObjectNode()
                                        .put(
                                                "text",
                                                "to \"" + request.path("prompt").asString() + "\"\n한")))
                        .toString()
                : "busy \u001b[2J";
        if (trouble != null && trouble.length > 1) {
            exchange.getResponseHeaders().add("Retry-After", trouble[1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(trouble == null ? 200 : Integer.parseInt(trouble[0]), bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Path prompts(int count) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"id\": ")
                    .append(i)
                    .append(", \"prompt\": \"prompt ")
                    .append(i)
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve("prompts.jsonl"), lines);
    }

    private int run(Path prompts, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--endpoint",
                "http://localhost:" + server.getAddress().getPort() + "/v1/completions",
                "--model",
                "m",
                "--prompts",
                prompts.toString(),
                "--out",
                out.toString()));
        if (!List.of(more).contains("--per-minute")) {
            arguments.addAll(List.of("--per-minute", "1e9"));
        }
        arguments.addAll(Arrays.asList(more));
        return RecordOutputs.run(pauses::add, arguments.toArray(String[]::new));
    }

    @Test
    void recordsWhatIsReadBack() throws IOException {
        Path out = folder.resolve("m.jsonl");

        assertThat(run(prompts(3), out)).isZero();

        Recording recording = Recording.read(out);
        assertThat(recording.outputs().keySet()).containsExactly("0", "1", "2");
        assertThat(recording.outputs().values())
                .extracting(RecordedOutput::output)
                .containsExactly("to \"prompt 0\"\n한", "to \"prompt 1\"\n한", "to \"prompt 2\"\n한");
        assertThat(requests).hasSize(3).allSatisfy(request -> {
            assertThat(request.path("max_tokens").asInt()).isEqualTo(1);
            assertThat(request.path("temperature").asInt(9)).isZero();
            assertThat(request.path("model").asString()).isEqualTo("m");
        });
    }

    @Test
    void datedQuestionsKeepTheirDates() throws IOException {
        Path prompts = Files.writeString(
                folder.resolve("q.jsonl"),
                "{\"id\": \"q\", \"prompt\": \"who?\", \"date\": \"2024-03-15\", \"expected\": [\"X\"]}\n");

        assertThat(run(prompts, folder.resolve("m.jsonl"), "--text", "50")).isZero();

        RecordedOutput output = Recording.read(folder.resolve("m.jsonl"))
                .outputs()
                .values()
                .iterator()
                .next();
        assertThat(output.form()).isEqualTo(RecordedOutput.Form.TEXT);
        assertThat(output.question().orElseThrow().expected()).containsExactly("X");
        assertThat(requests.getFirst().path("max_tokens").asInt()).isEqualTo(50);
    }

    @Test
    void waitsAsLongAsItIsAskedTo() throws IOException {
        troubles.add(new String[] {"429", "7"});
        troubles.add(new String[] {"503"});
        troubles.add(new String[] {"500"});
        troubles.add(new String[] {"429", "Wed, 21 Oct 2015 07:28:00 GMT"});
        troubles.add(new String[] {"429", "99999999"});

        assertThat(run(prompts(1), folder.resolve("m.jsonl"))).isZero();

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ZERO,
                        Duration.ofMinutes(5));
        assertThat(requests).hasSize(6);
    }

    @Test
    void givesUpAndGoesOnLater() throws IOException {
        Path out = folder.resolve("m.jsonl");
        Path prompts = prompts(4);
        assertThat(run(prompts(2), out)).isZero();
        for (int i = 0; i < 3; i++) {
            troubles.add(new String[] {"503"});
        }
        assertThat(run(prompts(4), out, "--retries", "2")).isEqualTo(2);
        requests.clear();

        assertThat(run(prompts, out)).isZero();

        assertThat(requests)
                .extracting(request -> request.path("prompt").asString())
                .containsExactly("prompt 2", "prompt 3");
        assertThat(Recording.read(out).outputs()).hasSize(4);
    }

    @Test
    void whatIsNoPassingTroubleIsNotTriedAgain() throws IOException {
        troubles.add(new String[] {"401"});

        assertThat(run(prompts(1), folder.resolve("m.jsonl"))).isEqualTo(2);
        assertThat(requests).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    /** As a kill leaves the file at any byte: nothing recorded is lost, nothing is asked twice, nothing torn stays. */
    @Test
    void goesOnAfterAKillAtAnyByte() throws IOException {
        Path out = folder.resolve("m.jsonl");
        Path prompts = prompts(3);
        assertThat(run(prompts, out)).isZero();
        byte[] whole = Files.readAllBytes(out);

        for (int cut = 0; cut <= whole.length; cut++) {
            byte[] left = Arrays.copyOf(whole, cut);
            long lines = new String(left, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            Files.write(out, left);
            requests.clear();

            assertThat(run(prompts, out)).isZero();

            assertThat(requests).hasSize((int) (3 - lines));
            assertThat(Files.readAllBytes(out)).isEqualTo(whole);
        }
    }

    @Test
    void otherPromptsGoIntoAnotherFile() throws IOException {
        Path out = folder.resolve("m.jsonl");
        assertThat(run(prompts(1), out)).isZero();
        Path others = Files.writeString(folder.resolve("o.jsonl"), "{\"id\": 0, \"prompt\": \"other\"}\n");

        assertThat(run(others, out)).isEqualTo(2);
        assertThat(Recording.read(out).outputs().values().iterator().next().prompt())
                .isEqualTo("prompt 0");
    }

    @Test
    void oneProgramWritesAtATime() throws IOException {
        Path out = folder.resolve("m.jsonl");
        try (OutputFile ours = OutputFile.open(out)) {
            assertThatThrownBy(() -> OutputFile.open(out))
                    .hasMessageEndingWith("expected to be the only one who writes it, actual another program does.");
            ours.append("{\"id\": 0, \"prompt\": \"p\", \"token\": \"t\"}");
        }
        assertThat(Recording.read(out).outputs()).hasSize(1);
    }

    @Test
    void keepsToTheRate() throws IOException {
        assertThat(run(prompts(3), folder.resolve("m.jsonl"), "--per-minute", "6"))
                .isZero();

        assertThat(pauses).hasSize(2).allMatch(time -> time.compareTo(Duration.ofSeconds(8)) > 0);
    }
}
