package dev.provenance.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.weights.TestMatrices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes on layers whose numbers are made: independent ones, related ones, and ones that share what nobody trained. */
class LayerEvidenceTest {

    private static final int ELEMENTS = 1024;

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 6, 16, 64, 255, 256, 1024})
    void independentLayersAreNeverDerived(int elements) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int layers = 2 + seed % 8;
            assertThat(outcome(independent(layers, elements, random), independent(layers, elements, random)))
                    .as("seed %d", seed)
                    .isNotEqualTo(Outcome.FOR);
        }
    }

    @Test
    void independentLayersRarelyShowATrace() {
        long undecided = IntStream.range(0, 500)
                .mapToObj(Random::new)
                .filter(random ->
                        outcome(independent(6, 256, random), independent(6, 256, random)) == Outcome.UNDECIDED)
                .count();

        assertThat(undecided).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.75, 0.9, 0.999, 1})
    void layersOfSharedTrainingAreDerived(double correlation) {
        Random random = new Random(1);
        List<double[]> base = independent(4, ELEMENTS, random);
        LayerEvidence evidence = evidence(base, related(base, correlation, random));

        assertThat(evidence.finding().outcome()).isEqualTo(Outcome.FOR);
        assertThat(evidence.derived()).extracting(LayerMatch::baseLayer).containsExactly(0, 1, 2, 3);
        assertThat(evidence.repeatsLayers()).isFalse();
        assertThat(evidence.dropsLayers()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.4, 0.5})
    void layersOfSharedInitialisationAreUndecided(double correlation) {
        Random random = new Random(1);
        List<double[]> base = independent(4, ELEMENTS, random);

        assertThat(outcome(base, related(base, correlation, random))).isEqualTo(Outcome.UNDECIDED);
    }

    /** What both models were initialised to in every layer, identity matrices say, at a strength that layers differ in. */
    @Test
    void whatAllLayersHaveInCommonIsNotDerived() {
        double[][] strengths = {
            {0.99, 0.8, 0.8, 0.8},
            {0.99, 0.99, 0.8, 0.8},
            {0.99, 0.9, 0.7, 0.5, 0.3},
            {1, 0.9, 0.9, 0.5, 0.5, 0.5},
            {0.95, 0.95, 0.95},
            {0.7, 0.99, 0.7, 0.7, 0.7, 0.7},
            {0.3, 0.3, 0.3, 0.99},
        };
        for (double[] strength : strengths) {
            for (int seed = 0; seed < 50; seed++) {
                Random random = new Random(seed);
                double[] common = gaussian(ELEMENTS, random);
                assertThat(outcome(withCommon(common, strength, random), withCommon(common, strength, random)))
                        .as("strengths %s, seed %d", List.of(strength), seed)
                        .isNotEqualTo(Outcome.FOR);
            }
        }
    }

    @Test
    void copiesAreFoundBesideWhatAllLayersHaveInCommon() {
        Random random = new Random(1);
        List<double[]> base = withCommon(gaussian(ELEMENTS, random), new double[] {0.7, 0.6, 0.5, 0.6, 0.7}, random);

        assertThat(outcome(base, related(base, 0.98, random))).isEqualTo(Outcome.FOR);
    }

    @Test
    void layersThatAreAllCopiesOfOneAnotherAreNotDerived() {
        Random random = new Random(1);
        List<double[]> one = independent(1, ELEMENTS, random);
        List<double[]> copies = Collections.nCopies(6, one.getFirst());

        assertThat(outcome(copies, related(copies, 0.95, random))).isNotEqualTo(Outcome.FOR);
    }

    @Test
    void twoLayersMakeNoNull() {
        Random random = new Random(1);
        List<double[]> base = independent(2, ELEMENTS, random);

        assertThat(outcome(base, related(base, 0.99, random))).isEqualTo(Outcome.TOO_FEW);
    }

    @Test
    void repeatedAndDroppedLayersAreSeen() {
        Random random = new Random(1);
        List<double[]> base = independent(6, ELEMENTS, random);
        LayerEvidence repeated = evidence(base, related(pick(base, 0, 1, 2, 1, 2, 3, 4, 5), 0.95, random));
        LayerEvidence dropped = evidence(base, related(pick(base, 1, 2, 3, 4), 0.95, random));

        assertThat(repeated.repeatsLayers()).isTrue();
        assertThat(repeated.derived()).extracting(LayerMatch::baseLayer).containsExactly(0, 1, 2, 1, 2, 3, 4, 5);
        assertThat(dropped.dropsLayers()).isTrue();
        assertThat(dropped.derived()).extracting(LayerMatch::baseLayer).containsExactly(1, 2, 3, 4);
    }

    private static List<double[]> independent(int layers, int elements, Random random) {
        return IntStream.range(0, layers)
                .mapToObj(layer -> gaussian(elements, random))
                .toList();
    }

    private static List<double[]> related(List<double[]> base, double correlation, Random random) {
        return base.stream().map(layer -> mix(layer, correlation, random)).toList();
    }

    private static List<double[]> withCommon(double[] common, double[] strengths, Random random) {
        List<double[]> layers = new ArrayList<>();
        for (double strength : strengths) {
            layers.add(mix(common, strength, random));
        }
        return layers;
    }

    private static double[] mix(double[] source, double share, Random random) {
        double[] mixed = gaussian(source.length, random);
        double rest = Math.sqrt(1 - share * share);
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = share * source[i] + rest * mixed[i];
        }
        return mixed;
    }

    private static List<double[]> pick(List<double[]> layers, int... numbers) {
        return IntStream.of(numbers).mapToObj(layers::get).toList();
    }

    private static double[] gaussian(int elements, Random random) {
        double[] numbers = new double[elements];
        for (int i = 0; i < elements; i++) {
            numbers[i] = random.nextGaussian();
        }
        return numbers;
    }

    private static Outcome outcome(List<double[]> base, List<double[]> suspect) {
        return evidence(base, suspect).finding().outcome();
    }

    private static LayerEvidence evidence(List<double[]> base, List<double[]> suspect) {
        return LayerEvidence.gather(List.of(TestMatrices.of(base, suspect)), component -> 1, VerdictPolicy.defaults())
                .getFirst();
    }
}
