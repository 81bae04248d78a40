package dev.provenance.examples;

import dev.provenance.safetensors.internal.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A completion endpoint of OpenAI's form: a prompt posted as JSON, the text in {@code choices[0].text}. Asked greedily, no
 * faster than a rate, and again after 429, 5xx and broken connections: when the answer says so ({@code Retry-After}), else
 * after twice the time each time.
 */
final class CompletionEndpoint {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int SHOWN = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final Settings settings;
    private final Pause pause;
    private Instant next = Instant.MIN;

    CompletionEndpoint(Settings settings, Pause pause) {
        this.settings = settings;
        this.pause = pause;
    }

    /**
     * What does not change from prompt to prompt.
     *
     * @param address of the endpoint itself, as http://localhost:8000/v1/completions
     * @param model its name there
     * @param tokens most tokens of an answer
     * @param perMinute most requests a minute
     * @param retries further tries of a request
     * @param key secret that is sent as a bearer token
     */
    record Settings(URI address, String model, int tokens, double perMinute, int retries, Optional<String> key) {}

    /** Waits; a test does not. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /** The text that follows a prompt. */
    String complete(String prompt) throws IOException, InterruptedException {
        Duration pauseNow = FIRST_PAUSE;
        for (int attempt = 0; ; attempt++) {
            keepToTheRate();
            String problem;
            Optional<Duration> asked = Optional.empty();
            try {
                HttpResponse<String> response =
                        client.send(request(prompt), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                int status = response.statusCode();
                if (status == 200) {
                    return text(response.body());
                }
                problem = "status " + status + ", " + shown(response.body());
                if (status != 429 && status < 500) {
                    throw new IOException(settings.address() + ": expected status 200, actual " + problem);
                }
                asked = retryAfter(response);
            } catch (ConnectException | HttpTimeoutException e) {
                problem = e.getClass().getSimpleName() + " " + e.getMessage();
            }
            if (attempt == settings.retries()) {
                throw new IOException(settings.address() + ": gave up after " + (attempt + 1) + " tries; the last: "
                        + problem + ". What was recorded is kept; the same command goes on from there.");
            }
            pause.pause(asked.orElse(pauseNow));
            pauseNow = shorter(pauseNow.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private void keepToTheRate() throws InterruptedException {
        Instant now = Instant.now();
        if (now.isBefore(next)) {
            pause.pause(Duration.between(now, next));
            now = next;
        }
        next = now.plusMillis((long) (60_000 / settings.perMinute()));
    }

    private HttpRequest request(String prompt) {
        String body = JSON.writeValueAsString(
                Map.of("model", settings.model(), "prompt", prompt, "max_tokens", settings.tokens(), "temperature", 0));
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.address())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    private String text(String body) throws IOException {
        try {
            JsonNode text = JSON.readTree(body).path("choices").path(0).path("text");
            if (text.isString()) {
                return text.stringValue();
            }
        } catch (JacksonException e) {
            throw new IOException(settings.address() + ": expected JSON, actual " + shown(body), e);
        }
        throw new IOException(settings.address() + ": expected a string in choices[0].text, actual " + shown(body)
                + ". Chat endpoints have another form.");
    }

    /** Seconds or a date, at most the longest pause; what is neither counts as not said. */
    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(CompletionEndpoint::duration)
                .map(asked -> shorter(asked, LONGEST_PAUSE));
    }

    private static Optional<Duration> duration(String text) {
        if (text.strip().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), until);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String shown(String body) {
        return Printable.quoted(body.length() <= SHOWN ? body : body.substring(0, SHOWN));
    }
}
