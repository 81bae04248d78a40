package dev.provenance.weights;

import static dev.provenance.safetensors.DType.BF16;
import static dev.provenance.safetensors.DType.F16;
import static dev.provenance.safetensors.DType.F32;
import static dev.provenance.safetensors.DType.F64;
import static dev.provenance.safetensors.DType.F8_E4M3;
import static dev.provenance.safetensors.DType.F8_E4M3FNUZ;
import static dev.provenance.safetensors.DType.F8_E5M2;
import static dev.provenance.safetensors.DType.F8_E5M2FNUZ;
import static dev.provenance.safetensors.DType.F8_E8M0;
import static dev.provenance.safetensors.DType.I8;
import static dev.provenance.safetensors.DType.U8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.DoubleDoubleSums;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.NarrowFormat;
import dev.provenance.weights.internal.kernel.Numbers;
import dev.provenance.weights.internal.kernel.PairSummer;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The accuracy that {@link PairSummer} promises, for every kind of dtypes and for data that is hard on sums. */
class AccuracyContractTest {

    private static final double NARROW = 5e-8;
    private static final double WIDE = 1e-12;
    private static final double RELATIVE_L2 = 1e-6;
    private static final double LEAST_DIFFERENCE = 1e-4;

    private static final double[] CORRELATIONS = {0, 0.5, 0.9, 0.999999, -1};

    /** Below a narrow run's minimum, just above it with a rest, more than a block, several blocks. */
    private static final int[] LENGTHS = {100, 4133, 33_000, 200_000};

    /** What a tensor's numbers look like. */
    private enum Shape {
        CENTRED,
        MEAN_OF_ONE_SPREAD,
        MEAN_OF_TWO_SPREADS,
        MEAN_OF_30_SPREADS,
        MEAN_OF_10000_SPREADS,
        HEAVY_TAILS,
        OUTLIER_ROW,
        ALTERNATING,
        TWO_MAGNITUDES,
        TERNARY,
        DENORMAL,
        NEAR_OVERFLOW;

        /** One of the two independent numbers that a pair of elements is mixed from. */
        double draw(SplittableRandom random) {
            return switch (this) {
                case HEAVY_TAILS -> random.nextGaussian() / Math.sqrt(-Math.log(1 - random.nextDouble()));
                case TWO_MAGNITUDES, TERNARY -> random.nextBoolean() ? 1 : -1;
                default -> random.nextGaussian();
            };
        }

        /** A tensor's element from a mixed number. */
        double element(double mixed, int index, Holder holder, SplittableRandom random) {
            double unit = holder.unit();
            return switch (this) {
                case CENTRED, HEAVY_TAILS -> unit * mixed;
                case MEAN_OF_ONE_SPREAD -> unit * (mixed + 1);
                case MEAN_OF_TWO_SPREADS -> unit * (mixed + 2.1);
                case MEAN_OF_30_SPREADS -> unit * (mixed + 30);
                case MEAN_OF_10000_SPREADS -> holder.largest() * (1 + mixed * 1e-4) / 4;
                case OUTLIER_ROW -> unit * mixed * (index < 512 ? 100 : 1);
                case ALTERNATING -> unit * (mixed * 0.25 + 2) * (index % 2 == 0 ? 1 : -1);
                case TWO_MAGNITUDES -> mixed * (random.nextBoolean() ? 1e-3 : 1e3);
                case TERNARY -> mixed;
                case DENORMAL -> mixed * holder.denormal();
                case NEAR_OVERFLOW -> Math.clamp(mixed / 4, -1.0, 1.0) * holder.largest();
            };
        }
    }

    /** What a dtype can hold, and how. */
    private static final class Holder {

        private final DType dtype;
        /** All finite numbers of a dtype of eight bits, ascending; of others none. */
        private final double[] codes;

        private Holder(DType dtype, double[] codes) {
            this.dtype = dtype;
            this.codes = codes;
        }

        static Holder of(DType dtype) {
            return new Holder(
                    dtype,
                    dtype.bits() > Byte.SIZE
                            ? new double[0]
                            : IntStream.range(0, 256)
                                    .mapToDouble(code -> NarrowFormat.decode(dtype, code))
                                    .filter(Double::isFinite)
                                    .distinct()
                                    .sorted()
                                    .toArray());
        }

        double largest() {
            return switch (dtype) {
                case BF16 -> 0x1.FEp127;
                case F16 -> 65504;
                case F32 -> Float.MAX_VALUE;
                case F64 -> Double.MAX_VALUE;
                default -> codes[codes.length - 1];
            };
        }

        double unit() {
            return dtype == I8 || dtype == U8 ? 20 : dtype.bits() == Byte.SIZE ? 1 : 0.02;
        }

        /** A spread whose numbers are subnormal, or small integers. */
        double denormal() {
            return switch (dtype) {
                case BF16 -> 0x1p-128;
                case F16 -> 0x1p-17;
                case F32 -> 0x1p-134;
                case F64 -> 0x1p-1040;
                case F8_E4M3, F8_E4M3FNUZ -> 0x1p-7;
                case F8_E5M2, F8_E5M2FNUZ -> 0x1p-15;
                case F8_E8M0 -> 0x1p-125;
                default -> 2;
            };
        }

        /** The nearest number of the dtype, the largest where there is none; one of several nearest. */
        double nearest(double number) {
            double inRange = Math.clamp(number, -largest(), largest());
            if (codes.length == 0) {
                return inRange;
            }
            int found = Arrays.binarySearch(codes, inRange);
            if (found >= 0) {
                return codes[found];
            }
            int above = Math.min(-found - 1, codes.length - 1);
            int below = Math.max(above - 1, 0);
            return inRange - codes[below] < codes[above] - inRange ? codes[below] : codes[above];
        }

        Stored store(double[] numbers) {
            double[] rounded = Arrays.stream(numbers).map(this::nearest).toArray();
            if (codes.length == 0) {
                Numbers stored = Numbers.of(dtype, rounded);
                return new Stored(dtype, stored.values(), segment(stored.bytes()));
            }
            byte[] codeOf = new byte[codes.length];
            for (int code = 0; code < 256; code++) {
                int rank = Arrays.binarySearch(codes, NarrowFormat.decode(dtype, code));
                if (rank >= 0) {
                    codeOf[rank] = (byte) code;
                }
            }
            byte[] bytes = new byte[rounded.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = codeOf[Arrays.binarySearch(codes, rounded[i])];
            }
            return new Stored(dtype, rounded, segment(bytes));
        }

        private static MemorySegment segment(byte[] bytes) {
            return Arena.ofAuto().allocate(bytes.length, 64).copyFrom(MemorySegment.ofArray(bytes));
        }
    }

    /** A tensor as a file holds it, and what its bytes stand for. */
    private static final class Stored {

        private final DType dtype;
        private final double[] values;
        private final MemorySegment bytes;

        Stored(DType dtype, double[] values, MemorySegment bytes) {
            this.dtype = dtype;
            this.values = values;
            this.bytes = bytes;
        }
    }

    /** How far a pair's measures are off. */
    private record Errors(String of, double cosine, double centred, double relativeL2) {

        Errors worst(Errors other) {
            return new Errors(
                    Math.max(cosine, centred) >= Math.max(other.cosine, other.centred) ? of : other.of,
                    Math.max(cosine, other.cosine),
                    Math.max(centred, other.centred),
                    Math.max(relativeL2, other.relativeL2));
        }
    }

    static Stream<Arguments> wellUsed() {
        return Stream.of(
                arguments(BF16, BF16),
                arguments(F16, F16),
                arguments(F8_E4M3, F8_E4M3),
                arguments(F8_E5M2, F8_E5M2),
                arguments(BF16, F16),
                arguments(F8_E4M3, BF16),
                arguments(F8_E5M2, F16),
                arguments(F8_E4M3, F8_E5M2),
                arguments(F32, F32),
                arguments(F64, F64),
                arguments(BF16, F32),
                arguments(F16, F64),
                arguments(F32, F64));
    }

    /** Every length; the long ones with one or two correlations per shape, in turn. */
    @ParameterizedTest
    @MethodSource("wellUsed")
    void everyShapeAndLength(DType base, DType suspect) {
        List<Trial> trials = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            int turn = Math.floorMod(shape.name().hashCode(), CORRELATIONS.length);
            for (int i = 0; i < CORRELATIONS.length; i++) {
                for (int length : LENGTHS) {
                    if (length < 10_000 || i == turn || (length < 100_000 && i == (turn + 2) % CORRELATIONS.length)) {
                        trials.add(new Trial(shape, CORRELATIONS[i], length));
                    }
                }
            }
        }
        assertContract(base, suspect, trials);
    }

    static Stream<Arguments> allPairs() {
        List<DType> dtypes = List.of(BF16, F16, F8_E4M3, F8_E5M2, F8_E4M3FNUZ, F8_E5M2FNUZ, F8_E8M0, I8, U8, F32, F64);
        assertThat(dtypes).containsExactlyInAnyOrderElementsOf(PairSummer.DTYPES);
        return dtypes.stream().flatMap(a -> dtypes.stream().map(b -> arguments(a, b)));
    }

    @ParameterizedTest
    @MethodSource("allPairs")
    void everyPairOfDtypes(DType base, DType suspect) {
        assertContract(
                base,
                suspect,
                Arrays.stream(Shape.values())
                        .map(shape -> new Trial(
                                shape, CORRELATIONS[Math.floorMod(shape.name().hashCode(), 3)], 4700))
                        .toList());
    }

    /** Differences in few elements, or in all by little where the dtype can hold that. */
    @Tag("both-kernels")
    @ParameterizedTest
    @MethodSource("wellUsed")
    void oneInTenThousandIsMeasured(DType base, DType suspect) {
        double fewest = Double.POSITIVE_INFINITY;
        for (Shape shape : List.of(Shape.CENTRED, Shape.MEAN_OF_30_SPREADS, Shape.HEAVY_TAILS, Shape.NEAR_OVERFLOW)) {
            SplittableRandom random = new SplittableRandom(shape.name().hashCode());
            Holder narrower = Holder.of(base.bits() <= suspect.bits() ? base : suspect);
            double[] a = narrower.store(draw(shape, 0, 40_000, narrower, narrower, random)[0]).values;
            boolean fine = suspect.bits() >= 32;
            double[] b = Arrays.stream(a)
                    .map(x -> fine
                            ? x * (1 + 1.1e-4 * (random.nextBoolean() ? 1 : -1))
                            : random.nextInt(2000) == 0 ? x * 1.3 : x)
                    .toArray();
            Stored ours = Holder.of(base).store(a);
            Stored theirs = Holder.of(suspect).store(b);
            double exact = DoubleDoubleSums.of(ours.values, theirs.values).relativeL2();
            fewest = Math.min(fewest, exact);
            double measured = measure(ours, theirs).relativeL2().number();
            assertThat(Math.abs(measured / exact - 1))
                    .as("relative error of relative L2 = %s of %s and %s, %s", exact, base, suspect, shape)
                    .isLessThanOrEqualTo(RELATIVE_L2);
        }
        if (suspect.bits() >= 32) {
            assertThat(fewest).as("least relative L2 of the trials").isBetween(0.5e-4, 2e-4);
        }
    }

    /** One pair of tensors. */
    private record Trial(Shape shape, double correlation, int length) {

        long seed() {
            return (shape.name().hashCode() * 31L + Double.hashCode(correlation)) * 31 + length;
        }
    }

    private static void assertContract(DType base, DType suspect, List<Trial> trials) {
        Holder ours = Holder.of(base);
        Holder theirs = Holder.of(suspect);
        Errors worst = trials.parallelStream()
                .map(trial -> errors(trial, ours, theirs))
                .reduce(Errors::worst)
                .orElseThrow();
        double allowed = base.bits() <= 16 && suspect.bits() <= 16 ? NARROW : WIDE;
        assertThat(Math.max(worst.cosine, worst.centred))
                .as("%s against %s: %s", base, suspect, worst)
                .isLessThanOrEqualTo(allowed);
        assertThat(worst.relativeL2)
                .as("%s against %s: %s", base, suspect, worst)
                .isLessThanOrEqualTo(RELATIVE_L2);
    }

    private static Errors errors(Trial trial, Holder ours, Holder theirs) {
        SplittableRandom random = new SplittableRandom(trial.seed());
        double[][] numbers = draw(trial.shape, trial.correlation, trial.length, ours, theirs, random);
        Stored base = ours.store(numbers[0]);
        Stored suspect = theirs.store(numbers[1]);
        TensorSimilarity measured = measure(base, suspect);
        DoubleDoubleSums exact = DoubleDoubleSums.of(base.values, suspect.values);
        double relativeL2 = exact.relativeL2();
        boolean isContract = Double.isFinite(relativeL2) && relativeL2 >= LEAST_DIFFERENCE;
        return new Errors(
                trial.toString(),
                error(measured.cosine(), exact.cosine()),
                error(measured.centredCosine(), exact.centredCosine()),
                isContract ? error(measured.relativeL2(), relativeL2) / relativeL2 : 0);
    }

    /** Undefined is right where the exact value does not exist, and only there. */
    private static double error(Quantity measured, double exact) {
        if (measured.isDefined() != Double.isFinite(exact)) {
            return Double.POSITIVE_INFINITY;
        }
        return measured.isDefined() ? Math.abs(measured.number() - exact) : 0;
    }

    private static double[][] draw(
            Shape shape, double correlation, int length, Holder ours, Holder theirs, SplittableRandom random) {
        double rest = Math.sqrt(1 - correlation * correlation);
        double[] a = new double[length];
        double[] b = new double[length];
        boolean signs = shape == Shape.TERNARY || shape == Shape.TWO_MAGNITUDES;
        // Two scales of which one is no power of two: BF16 and F16 hold 1.8 rounded.
        double scaleB = shape == Shape.TERNARY ? 1.8 : 1;
        for (int i = 0; i < length; i++) {
            double common = shape.draw(random);
            double own = shape.draw(random);
            boolean flip = random.nextDouble() < (1 - correlation) / 2;
            double mixed = signs ? (flip ? -common : common) : correlation * common + rest * own;
            a[i] = shape.element(common, i, ours, random);
            b[i] = shape.element(mixed, i, theirs, random) * scaleB;
        }
        return new double[][] {a, b};
    }

    private static TensorSimilarity measure(Stored base, Stored suspect) {
        MomentAccumulator moments = new MomentAccumulator();
        new PairSummer(TestKernels.all().getLast())
                .add(base.bytes, base.dtype, suspect.bytes, suspect.dtype, base.values.length, moments);
        return TensorSimilarity.of(moments.toMoments());
    }
}
