package dev.provenance.weights.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.internal.SplitMix64;
import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {

    private static final double[] VALUES = SketchOf.gaussian(11, 5_003);
    private static final Sketch SKETCH = SketchOf.doubles(VALUES);

    @Test
    void equalTensorsHaveCosineOne() {
        Sketch again = SketchOf.doubles(VALUES);
        assertThat(again).isEqualTo(SKETCH).hasSameHashCodeAs(SKETCH);
        assertThat(again.cosine(SKETCH)).isEqualTo(1);
        assertThat(again.cosineInterval(SKETCH).high()).isEqualTo(1);
        assertThat(again.cosineInterval(SKETCH).low()).isBetween(0.9999, 0.99999);
    }

    @Test
    void aNegatedTensorHasCosineMinusOne() {
        Sketch negated = SketchOf.doubles(SketchOf.times(-1, VALUES));
        assertThat(negated.hamming(SKETCH)).isEqualTo(Sketch.BITS);
        assertThat(negated.cosine(SKETCH)).isEqualTo(-1);
        assertThat(negated.cosineInterval(SKETCH).low()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 1e-3, 0x1p-1000, 0x1p1000})
    void rescalingKeepsTheSketch(double factor) {
        assertThat(SketchOf.doubles(SketchOf.times(factor, VALUES)).cosine(SKETCH))
                .isEqualTo(1);
    }

    @Test
    void subnormalNumbersHaveASketch() {
        assertThat(SketchOf.doubles(Double.MIN_VALUE, 0, -Double.MIN_VALUE)).isEqualTo(SketchOf.doubles(1, 0, -1));
    }

    @Test
    void halfTheBitsMeanExactlyNothing() {
        long[] words = new long[16];
        Sketch zeros = new Sketch(words);
        Arrays.fill(words, 0, 8, -1);
        assertThat(new Sketch(words).cosine(zeros)).isZero();
    }

    @Test
    void aShorterTensorIsContinuedByZeros() {
        double[] half = Arrays.copyOf(VALUES, VALUES.length / 2);
        assertThat(SketchOf.doubles(half)).isEqualTo(SketchOf.doubles(Arrays.copyOf(half, VALUES.length)));
        assertThat(SketchOf.doubles(half).cosine(SKETCH)).isCloseTo(Math.sqrt(0.5), within(0.1));
    }

    @Test
    void oneNumberHasADirection() {
        assertThat(SketchOf.doubles(0.5)).isEqualTo(SketchOf.doubles(7));
        assertThat(SketchOf.doubles(0.5).cosine(SketchOf.doubles(-7))).isLessThan(-0.9);
        assertThat(SketchOf.doubles(1, 0).cosine(SketchOf.doubles(0, 1))).isCloseTo(0, within(0.15));
    }

    @Test
    void chunksMakeNoDifference() {
        ByteBuffer bytes = ByteBuffer.allocate(8 * VALUES.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(VALUES);
        MemorySegment whole = MemorySegment.ofArray(bytes.array());
        SketchBuilder builder = new SketchBuilder();
        builder.add(MemorySegment.ofArray(new byte[800]), DType.F32);
        builder.clear();
        builder.add(whole.asSlice(0, 8 * 1200), DType.F64);
        builder.add(whole.asSlice(8 * 1200, 8 * 4), DType.F64);
        builder.add(whole.asSlice(8 * 1204), DType.F64);
        assertThat(builder.build()).isEqualTo(SKETCH);
    }

    @Test
    void theTextRoundTrips() {
        assertThat(SKETCH.text()).startsWith("simhash1024.v1:").hasSize(15 + 256);
        assertThat(Sketch.parse(SKETCH.text())).isEqualTo(SKETCH);
        assertThat(SKETCH).hasToString(SKETCH.text()).isNotEqualTo(SketchOf.doubles(1));
    }

    /** From a program in another language that multiplies by Hadamard's matrix; whole numbers, so that all sums are exact. */
    @Test
    void theProjectionsArePinned() {
        double[] values = IntStream.range(0, 10_007)
                .mapToDouble(i -> i * 7919L % 1009 - 504)
                .toArray();
        assertThat(SketchOf.doubles(values))
                .hasToString("simhash1024.v1:"
                        + "88d2e134b1ec211e4f2b43b898c57cd61d4d5ea14b5f4a098c5f2883190ef916"
                        + "7a930f1d1564ee107519e77d1aad2f8e9af489be9ed94b0960f9cfad060ab657"
                        + "bab9fbd22af88abbb61e8b2919d05abb8f158a0b31b822b79d4c3c1194497ae7"
                        + "b702105eace09b3195d202ea1fa94d1d863a7741638aedadb41d97df282108a7");
    }

    @Test
    void otherVersionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sketch.parse(SKETCH.text().replace("v1", "v2")))
                .withMessageStartingWith(
                        "Sketch: expected 'simhash1024.v1:' and 256 hex digits, actual" + " 'simhash1024.v2:")
                .withMessageEndingWith("Sketches of other versions cannot be compared: digest the model again.");
        assertThatIllegalArgumentException().isThrownBy(() -> Sketch.parse("")).withMessageContaining("actual ''");
    }

    @Test
    void brokenTextsAreRefused() {
        String text = SKETCH.text();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sketch.parse(text.substring(0, text.length() - 1)))
                .withMessageContaining("actual 255 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> Sketch.parse(text + "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Sketch.parse(text.substring(0, text.length() - 1) + "G"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sketch(new long[15]));
    }

    @Test
    void randomNumbersAreThoseOfSplittableRandom() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 100; i++) {
            assertThat(SplitMix64.at(42, i)).isEqualTo(random.nextLong());
        }
    }

    @Test
    void theRotationKeepsAngles() {
        VectorPair pair = VectorPair.correlated(0.3, 1, 4096);
        double before = pair.cosine();
        PseudoRotation.rotate(pair.a);
        PseudoRotation.rotate(pair.b);
        assertThat(pair.cosine()).isCloseTo(before, within(1e-12));
    }
}
