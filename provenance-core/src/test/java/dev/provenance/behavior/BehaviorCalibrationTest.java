package dev.provenance.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.behavior.RecordedOutput.Form;
import dev.provenance.lineage.Finding.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of made models: each prompt has a usual answer, which models give the more often the easier it is. */
class BehaviorCalibrationTest {

    private static final int DRAWS = 1_000;
    private static final int PROMPTS = 200;

    /** As a base and its controls that are all unrelated, and one control as near as the base with the others far away. */
    @ParameterizedTest
    @CsvSource({"1", "0.3", "0"})
    void underTheNullNoMoreThanAlphaPass(double otherControls) {
        Random random = new Random(11);
        BehaviorPolicy policy = new BehaviorPolicy(Math.log10(0.05), 100, 3, 30, -2, 7.6);
        int passed = 0;
        int onOneSide = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] ease = ease(random);
            BehaviorComparison comparison = RecordedBehavior.of(
                            Recordings.of(
                                    model("suspect", ease, 1, random),
                                    model("base", ease, 1, random),
                                    model("near", ease, 1, random),
                                    model("b", ease, otherControls, random),
                                    model("c", ease, otherControls, random)),
                            policy)
                    .comparisons()
                    .getFirst();
            passed += comparison.finding().outcome() == Outcome.FOR ? 1 : 0;
            onOneSide += comparison.controls().getFirst().onSuspect().log10P() <= Math.log10(0.05) ? 1 : 0;
        }

        assertThat(passed).isLessThanOrEqualTo((int) (0.05 * DRAWS));
        // A single exact test keeps its level too, and is not so strict that it could never reject.
        assertThat(onOneSide).isBetween(10, (int) (0.05 * DRAWS + 2 * Math.sqrt(0.05 * 0.95 * DRAWS)));
    }

    @Test
    void aCopyThatChangedAThirdOfItsAnswersIsFound() {
        Random random = new Random(12);
        int found = 0;
        for (int draw = 0; draw < 100; draw++) {
            double[] ease = ease(random);
            Recording base = model("base", ease, 1, random);
            Map<String, RecordedOutput> outputs = new LinkedHashMap<>(base.outputs());
            model("other", ease, 1, random).outputs().forEach((id, output) -> {
                if (random.nextInt(3) == 0) {
                    outputs.put(id, output);
                }
            });
            found += RecordedBehavior.of(Recordings.of(
                                            new Recording("suspect", outputs),
                                            base,
                                            model("a", ease, 1, random),
                                            model("b", ease, 1, random),
                                            model("c", ease, 1, random)))
                                    .comparisons()
                                    .getFirst()
                                    .finding()
                                    .outcome()
                            == Outcome.FOR
                    ? 1
                    : 0;
        }

        assertThat(found).isGreaterThanOrEqualTo(95);
    }

    /** The exact binomial, summed by Commons Math. */
    @ParameterizedTest
    @CsvSource({"0, 0", "10, 2", "5, 5", "3, 9", "120, 60"})
    void mcNemarIsTheBinomialTail(int firstOnly, int secondOnly) {
        boolean[] first = new boolean[300];
        boolean[] second = new boolean[300];
        for (int i = 0; i < firstOnly + secondOnly; i++) {
            (i < firstOnly ? first : second)[i] = true;
        }
        double expected = firstOnly == 0
                ? 1
                : 1 - new BinomialDistribution(firstOnly + secondOnly, 0.5).cumulativeProbability(firstOnly - 1);

        PairedAgreement test = PairedAgreement.of(first, second);

        assertThat(Math.pow(10, test.log10P())).isCloseTo(expected, within(1e-9));
        assertThat(test.firstOnly()).isEqualTo(firstOnly);
        assertThat(test.secondOnly()).isEqualTo(secondOnly);
    }

    private static double[] ease(Random random) {
        return random.doubles(PROMPTS).map(Math::sqrt).toArray();
    }

    private static Recording model(String name, double[] ease, double skill, Random random) {
        List<String> rare = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rare.add("rare" + i);
        }
        Map<String, RecordedOutput> outputs = new LinkedHashMap<>();
        for (int i = 0; i < ease.length; i++) {
            String token = random.nextDouble() < ease[i] * skill ? "usual" : rare.get(random.nextInt(rare.size()));
            outputs.put(String.valueOf(i), new RecordedOutput("prompt " + i, Form.TOKEN, token, Optional.empty()));
        }
        return new Recording(name, outputs);
    }
}
