package dev.provenance.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.provenance.records.RecordException;
import dev.provenance.records.RecordLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

    private static final String GOOD = "{\"id\": 1, \"prompt\": \"p\", \"token\": \"t\"}\n";

    @TempDir
    Path folder;

    @Test
    void readsLinesInTheirOrder() throws IOException {
        Recording recording = read(
                "m.jsonl",
                "{\"id\": \"b\", \"prompt\": \"p\", \"text\": \"\", \"more\": [1]}\r\n\n"
                        + "{\"id\": 7, \"prompt\": \"q\", \"token\": \"한\", \"date\": \"2024-03-15\", \"expected\": \"X\"}");

        assertThat(recording.name()).isEqualTo("m");
        assertThat(recording.outputs().keySet()).containsExactly("b", "7");
        assertThat(recording.outputs().values())
                .extracting(RecordedOutput::form, RecordedOutput::output)
                .containsExactly(tuple(RecordedOutput.Form.TEXT, ""), tuple(RecordedOutput.Form.TOKEN, "한"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"id\": 1, \"prompt\": \"p\", \"token\": \"u\"}"
                        + "|field 'id': expected another one on each line, actual '1', which line 1 has",
                "{\"id\": \"1\", \"prompt\": \"p\", \"token\": \"u\"}|'1', which line 1 has",
                "{\"prompt\": \"p\", \"token\": \"u\"}|field 'id': expected a string or whole number, actual none",
                "{\"id\": 1.5, \"prompt\": \"p\", \"token\": \"u\"}|field 'id': expected a string or whole number",
                "{\"id\": 2, \"token\": \"u\"}|field 'prompt': expected a string, actual none",
                "{\"id\": 2, \"prompt\": null, \"token\": \"u\"}|field 'prompt': expected a string, actual a JSON null",
                "{\"id\": 2, \"prompt\": \"p\"}|field 'token': expected either it or 'text', actual neither",
                "{\"id\": 2, \"prompt\": \"p\", \"token\": \"t\", \"text\": \"t\"}|either it or 'text', actual both",
                "{\"id\": 2, \"prompt\": \"p\", \"token\": 5}|field 'token': expected a string, actual a JSON number",
                "{\"id\": 2, \"id\": 3, \"prompt\": \"p\", \"token\": \"t\"}|not JSON: expected one JSON object",
                "{\"id\": 2, \"prompt\": \"p\", \"tok|not JSON: expected one JSON object",
                "{\"id\": 2, \"prompt\": \"p\", \"token\": \"t\"} {}|not JSON: expected one JSON object",
                "[1]|not an object: expected a JSON object, actual a JSON array",
                "{\"id\": 2, \"prompt\": \"p\", \"text\": \"t\", \"date\": \"2024-03-15\"}"
                        + "|field 'expected': expected both 'date' and 'expected', or neither, actual one of them",
                "{\"id\": 2, \"prompt\": \"p\", \"text\": \"t\", \"date\": \"March\", \"expected\": \"x\"}"
                        + "|field 'date': expected a day as 2024-03-15, actual 'March'",
                "{\"id\": 2, \"prompt\": \"p\", \"text\": \"t\", \"date\": \"2024-03-15\", \"expected\": []}"
                        + "|field 'expected': expected at least one answer, actual an empty list",
            })
    void refusesWithFileAndLine(String line, String told) {
        assertThatThrownBy(() -> read("m.jsonl", GOOD + line))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("m.jsonl, line 2: ")
                .hasMessageContaining(told);
    }

    @Test
    void refusesOtherEncodings() {
        assertThatThrownBy(() -> read("m.jsonl", "\ufeff" + GOOD))
                .hasMessageContaining("m.jsonl, line 1: byte order mark: expected UTF-8 without one");
        assertThatThrownBy(() -> write("m.jsonl", GOOD.getBytes(StandardCharsets.UTF_16LE)))
                .hasMessageContaining("m.jsonl, line 1: not ");
        byte[] latin = GOOD.replace('p', '\u00e9').getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> write("m.jsonl", latin))
                .hasMessageContaining("m.jsonl, line 1: not UTF-8: expected valid UTF-8, actual other bytes");
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        Path file = folder.resolve("m.jsonl");
        Files.writeString(file, GOOD + GOOD.replace("1", "2"));

        assertThatThrownBy(() -> Recording.read("m", file, new RecordLimits(20, 10)))
                .hasMessageContaining("line 1: line too long: expected at most 20 bytes, actual more");
        assertThatThrownBy(() -> Recording.read("m", file, new RecordLimits(100, 1)))
                .hasMessageContaining("line 2: too many lines: expected at most 1, actual more");
        assertThatThrownBy(() -> Recording.read(folder)).hasMessageContaining("not a file: expected a regular file");
        assertThatThrownBy(() -> read("empty.jsonl", "\n\n")).hasMessageContaining("nothing recorded");
    }

    @Test
    void onePromptForOneId() throws IOException {
        Recording one = read("one.jsonl", GOOD);
        Recording other = read("other.jsonl", GOOD.replace("\"p\"", "\"\\u001b[2J\""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recordings.of(one, other))
                .withMessage("Recordings: expected id '1' with the prompt 'p' of one, actual '\\u001b[2J' in other."
                        + " Record all models with the same prompts.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recordings.of(one, one))
                .withMessageStartingWith("Recordings: expected different names, actual twice one.");
    }

    @Test
    void whatIsNotInAllIsLeftOutAndListed() throws IOException {
        Recording suspect = read(
                "s.jsonl",
                GOOD
                        + GOOD.replace("1", "2")
                        + GOOD.replace("1", "3").replace("\"p\"", "\"q\"")
                        + GOOD.replace("1", "4").replace("\"p\"", "\"r\"").replace("\"t\"", "\"\u0120t\""));
        Recording base = read(
                "b.jsonl",
                GOOD
                        + GOOD.replace("1", "2")
                        + GOOD.replace("1", "3").replace("\"p\"", "\"q\"").replace("token", "text")
                        + GOOD.replace("1", "5").replace("\"t\"", "\"\u2581t\""));

        RecordedBehavior behavior = RecordedBehavior.of(Recordings.of(suspect, base));

        assertThat(behavior.comparisons().getFirst().prompts()).isEqualTo(1);
        assertThat(behavior.anomalies())
                .extracting(Object::toString)
                .containsExactly(
                        "In the comparison with b, 2 prompts are not in all recordings and were left out.",
                        "In the comparison with b, 1 prompts are repeated under another id and were counted once.",
                        "In the comparison with b, 1 prompts have a token in one recording and a text in another and"
                                + " were left out.",
                        "Tokens are not spelt alike in all recordings, so equal words can differ and agreement is too"
                                + " low: s writes a space as \u0120, b writes a space as \u2581.");
        assertThat(behavior.sentences().getFirst())
                .hasToString("Behaviour was not judged against b: the recordings have 1 different prompts in common, at"
                        + " least 100 are asked for.");
    }

    private Recording read(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Recording write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        return Recording.read(file);
    }
}
