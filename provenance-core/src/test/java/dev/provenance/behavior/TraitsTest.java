package dev.provenance.behavior;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.behavior.RecordedOutput.Form;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitsTest {

    private static final LocalDate START = LocalDate.of(2023, 1, 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I am Qwen, created by Alibaba Cloud.|Alibaba",
                "Hello! I'm ChatGPT, a model.|OpenAI",
                "I am a large language model trained by Google.|Google",
                "As an AI assistant developed by DeepSeek, I can help.|DeepSeek",
                "I'm an AI model named Claude.|Anthropic",
                "저는 업스테이지에서 만든 Solar입니다.|Upstage",
                "我是通义千问。|Alibaba",
            })
    void whomItSaysItIs(String text, String vendor) {
        assertThat(identity(text).identifiesAs()).containsExactly(Map.entry(vendor, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I am a fan of Google.|Google",
                "I am not ChatGPT.|OpenAI",
                "Claude is made by Anthropic.|Anthropic",
                "You could ask Gemini.|Google",
            })
    void namingIsNotBeing(String text, String vendor) {
        assertThat(identity(text).identifiesAs()).isEmpty();
        assertThat(identity(text).mentions()).containsOnlyKeys(vendor);
    }

    @ParameterizedTest
    @CsvSource({"solar panels save energy", "granite is a rock and a falcon a bird", "metaphor", "I will bard you"})
    void commonWordsAreNoVendors(String text) {
        assertThat(identity(text).mentions().keySet()).isSubsetOf("Google");
    }

    private static Identity identity(String text) {
        return Identity.of(texts("m", 1, i -> text));
    }

    @Test
    void refusalsAndWordingsSharedBeyondControls() {
        Recording suspect =
                texts("s", 10, i -> i < 4 ? "I\u2019m sorry, but I can\u2019t do that here. Ask on." : "Fine.");
        Recording base = texts("b", 10, i -> i < 3 ? "I'm sorry, but I can't do that  here. Or so." : "Fine.");
        Recording control = texts("c", 10, i -> i < 3 ? "I cannot help with that." : "죄송하지만 어렵습니다.");

        RecordedBehavior behavior = RecordedBehavior.of(Recordings.of(suspect, base, control));

        assertThat(behavior.traits())
                .extracting(traits -> traits.refusals().rate())
                .containsExactly(0.4, 0.3, 1.0);
        assertThat(behavior.sentences())
                .extracting(Object::toString)
                .contains("Not counted: the suspect refuses in 40.0 % of 10 texts, b in 30.0 % of 10. 1 wordings are in"
                        + " both and in no control: i'm sorry, but i can't do that here.");
    }

    @Test
    void wholeTextsAgreeInTheirBeginnings() {
        BehaviorComparison comparison = RecordedBehavior.of(Recordings.of(
                        texts("s", 2, i -> i == 0 ? "abcd" : "x"), texts("b", 2, i -> i == 0 ? "abxx" : "x")))
                .comparisons()
                .getFirst();

        assertThat(comparison.agreement()).isEqualTo(0.5);
        assertThat(comparison.commonBeginning()).isEqualTo(0.75);
    }

    /** Of 200 made models, whose knowledge ends in between, 95 % of the intervals hold the end (two standard errors below). */
    @ParameterizedTest
    @CsvSource({"60, 0.8, 0.2, 0.5", "60, 0.9, 0.1, 0.3", "100, 0.7, 0.2, 0.7"})
    void theIntervalHoldsTheCutoff(int questions, double before, double after, double share) {
        Random random = new Random(5);
        int change = (int) (questions * share);
        int held = 0;
        int found = 0;
        for (int draw = 0; draw < 200; draw++) {
            Cutoff cutoff = cutoff(questions, i -> random.nextDouble() < (i < change ? before : after));
            if (cutoff.isFound()) {
                found++;
                LocalDate truth = START.plusDays(10L * change);
                held += cutoff.earliest().orElseThrow().isAfter(truth)
                                || cutoff.latest().orElseThrow().isBefore(truth)
                        ? 0
                        : 1;
            }
        }

        assertThat(found).isGreaterThan(180);
        assertThat(held).isGreaterThan((int) (found * 0.95 - 2 * Math.sqrt(found * 0.95 * 0.05)));
    }

    @Test
    void withoutAChangeNoCutoffIsFound() {
        Random random = new Random(6);
        int found = 0;
        for (int draw = 0; draw < 200; draw++) {
            found += cutoff(60, i -> random.nextDouble() < 0.6).isFound() ? 1 : 0;
        }
        // At a level of 0.01 two are expected.
        assertThat(found).isLessThanOrEqualTo(6);
        assertThat(cutoff(29, i -> i < 15).isFound()).isFalse();
    }

    @Test
    void cutoffsOfTwoModelsAreCompared() {
        RecordedBehavior behavior =
                RecordedBehavior.of(Recordings.of(dated("s", 60, i -> i < 20), dated("b", 60, i -> i < 45)));

        assertThat(behavior.traits().getFirst().cutoff().firstUnknown()).contains(START.plusDays(200));
        assertThat(behavior.sentences())
                .extracting(Object::toString)
                .anyMatch(sentence -> sentence.startsWith(
                        "Not counted: on 60 dated questions the suspect's right answers fall at 2023-07-20"))
                .anyMatch(sentence -> sentence.endsWith("does not overlap with the suspect's."));
    }

    private static Cutoff cutoff(int questions, IntPredicate knows) {
        return ChangePoint.of(dated("m", questions, knows), BehaviorPolicy.defaults());
    }

    private static Recording dated(String name, int questions, IntPredicate knows) {
        Map<String, RecordedOutput> outputs = new LinkedHashMap<>();
        for (int i = 0; i < questions; i++) {
            outputs.put(
                    "q" + i,
                    new RecordedOutput(
                            "question " + i,
                            Form.TEXT,
                            knows.test(i) ? "It was PARIS, surely" : "I do not know",
                            Optional.of(new DatedQuestion(START.plusDays(10L * i), List.of("Paris")))));
        }
        return new Recording(name, outputs);
    }

    private static Recording texts(String name, int count, IntFunction<String> text) {
        Map<String, RecordedOutput> outputs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            outputs.put("t" + i, new RecordedOutput("prompt " + i, Form.TEXT, text.apply(i), Optional.empty()));
        }
        return new Recording(name, outputs);
    }
}
