package dev.provenance.examples;

import dev.provenance.records.JsonLine;
import dev.provenance.records.RecordLimits;
import dev.provenance.records.RecordLines;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records the outputs of a served model, for {@code Compare --outputs}. Stopped or killed, the same command goes on from
 * where it was. Exit code 0 when all prompts are recorded, 2 with one line on standard error if not.
 */
@Command(
        name = "record-outputs",
        mixinStandardHelpOptions = true,
        version = "provenance 0.1.0-SNAPSHOT",
        description = "Asks an OpenAI-compatible completion endpoint for the next token, or a text, to each prompt.")
public final class RecordOutputs implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "URL",
            description = "as http://localhost:8000/v1/completions")
    private @Nullable URI endpoint;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "the model's name there")
    private String model = "";

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "JSON Lines with id and prompt; date and expected, where they are there, are passed on")
    private @Nullable Path prompts;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "the recording; continued if it is there")
    private @Nullable Path out;

    @Option(
            names = "--text",
            paramLabel = "TOKENS",
            description = "record texts of at most so many tokens (default: one token)")
    private @Nullable Integer text;

    @Option(
            names = "--per-minute",
            paramLabel = "N",
            description = "most requests a minute (default: ${DEFAULT-VALUE})")
    private double perMinute = 60;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "further tries of a request (default: ${DEFAULT-VALUE})")
    private int retries = 8;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            description =
                    "environment variable that holds the endpoint's key; the key itself is not taken from the command line")
    private @Nullable String keyVariable;

    private final CompletionEndpoint.Pause pause;

    private RecordOutputs(CompletionEndpoint.Pause pause) {
        this.pause = pause;
    }

    public static void main(String[] args) {
        System.exit(run(Thread::sleep, args));
    }

    static int run(CompletionEndpoint.Pause pause, String... args) {
        return BadInput.guard("record-outputs", new CommandLine(new RecordOutputs(pause)))
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (endpoint == null || prompts == null || out == null) {
            throw new IllegalArgumentException("--endpoint, --prompts and --out are all needed.");
        }
        if (!(perMinute > 0) || retries < 0 || (text != null && text < 1)) {
            throw new IllegalArgumentException(
                    "expected --per-minute above 0, --retries from 0 and --text from 1 on, actual " + perMinute + ", "
                            + retries + " and " + text + ".");
        }
        Map<String, JsonNode> asked = prompts(prompts);
        CompletionEndpoint server = new CompletionEndpoint(
                new CompletionEndpoint.Settings(endpoint, model, text == null ? 1 : text, perMinute, retries, key()),
                pause);
        try (OutputFile file = OutputFile.open(out)) {
            int done = 0;
            for (Map.Entry<String, JsonNode> entry : asked.entrySet()) {
                String prompt = entry.getValue().path("prompt").stringValue();
                if (!file.has(entry.getKey(), prompt)) {
                    ObjectNode line = (ObjectNode) entry.getValue();
                    line.put(text == null ? "token" : "text", server.complete(prompt));
                    file.append(JSON.writeValueAsString(line));
                    done++;
                }
            }
            System.out.println(done + " of " + asked.size() + " prompts recorded, " + (asked.size() - done)
                    + " were there: " + out);
        }
        return 0;
    }

    private Optional<String> key() {
        if (keyVariable == null) {
            return Optional.empty();
        }
        @Nullable String value = System.getenv(keyVariable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "--key-variable: expected the name of a variable that is set, actual " + keyVariable + ".");
        }
        return Optional.of(value);
    }

    /** What is to be written of each prompt, by id. */
    private static Map<String, JsonNode> prompts(Path file) throws IOException {
        Map<String, JsonNode> prompts = new LinkedHashMap<>();
        RecordLines.read(file, RecordLimits.DEFAULTS, (number, text) -> {
            JsonLine line = JsonLine.parse(file, number, text);
            JsonNode id = line.object().path("id");
            if (!id.isString() && !id.isIntegralNumber()) {
                throw line.refused("id", "a string or whole number", JsonLine.named(id));
            }
            ObjectNode kept = JSON.createObjectNode();
            kept.set("id", id);
            kept.put("prompt", line.text("prompt"));
            for (String field : new String[] {"date", "expected"}) {
                if (line.object().has(field)) {
                    kept.set(field, line.object().get(field));
                }
            }
            if (prompts.putIfAbsent(id.asString(), kept) != null) {
                throw line.refused("id", "another one on each line", "'" + id.asString() + "' again");
            }
        });
        return prompts;
    }
}
