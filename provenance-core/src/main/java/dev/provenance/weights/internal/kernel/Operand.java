package dev.provenance.weights.internal.kernel;

import dev.provenance.safetensors.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One side of a pair, as BF16, floats or doubles piece by piece: the file's own memory where it holds them, else scratch
 * memory into which they are converted.
 */
final class Operand {

    /** Elements of a piece: little enough for the first-level cache together with the other side's. */
    static final int PIECE = 4 * PairKernel.GROUP;

    private static final int SAMPLES = 32;
    /** Samples that lie side by side: as many numbers from fewer places in memory. */
    private static final int NEIGHBOURS = 8;
    /** Standard deviations from 0 beyond which a mean is worth a pivot in float lanes, and in double. */
    private static final double FAR = 1;

    private static final double FAR_IN_DOUBLE = 16;

    private final PairKernel kernel;
    // Converted into an array and copied from there: a loop that stores to native memory checks the segment each time.
    private final short[] bf16 = new short[PIECE];
    private final float[] floats = new float[PIECE];
    private final double[] doubles = new double[PIECE];
    private final MemorySegment scratch = Arena.ofAuto().allocate(8L * PIECE, 64);

    private MemorySegment source = MemorySegment.NULL;
    private DType dtype = DType.F32;
    /** Where the piece that was asked for last is. */
    private MemorySegment piece = MemorySegment.NULL;

    private long offset;

    Operand(PairKernel kernel) {
        this.kernel = kernel;
    }

    void set(MemorySegment newSource, DType newDtype) {
        source = newSource;
        dtype = newDtype;
    }

    DType dtype() {
        return dtype;
    }

    MemorySegment piece() {
        return piece;
    }

    long offset() {
        return offset;
    }

    /** Makes elements available as BF16, at most {@link #PIECE} unless they are BF16. */
    void asBf16(long from, int count) {
        if (dtype == DType.BF16) {
            pieceOfSource(from);
        } else {
            kernel.toBf16(dtype, source, sourceOffset(from), bf16, count);
            MemorySegment.copy(bf16, 0, scratch, ValueLayout.JAVA_SHORT, 0, count);
            pieceOfScratch();
        }
    }

    /** Makes what is available as BF16 available as floats. */
    void toFloats(int count) {
        toFloats(DType.BF16, piece, offset, count);
    }

    /** Makes at most {@link #PIECE} elements available as floats; F64 is rounded. */
    void asFloats(long from, int count) {
        if (dtype == DType.F32) {
            pieceOfSource(from);
        } else if (dtype.bits() == Byte.SIZE) {
            asBf16(from, count);
            toFloats(count);
        } else {
            toFloats(dtype, source, sourceOffset(from), count);
        }
    }

    private void toFloats(DType from, MemorySegment numbers, long start, int count) {
        kernel.toFloats(from, numbers, start, floats, count);
        MemorySegment.copy(floats, 0, scratch, ValueLayout.JAVA_FLOAT, 0, count);
        pieceOfScratch();
    }

    /** Makes at most {@link #PIECE} elements available as doubles. */
    void asDoubles(long from, int count) {
        if (dtype == DType.F64) {
            pieceOfSource(from);
        } else {
            asFloats(from, count);
            kernel.toDoubles(piece, offset, doubles, count);
            MemorySegment.copy(doubles, 0, scratch, ValueLayout.JAVA_DOUBLE, 0, count);
            pieceOfScratch();
        }
    }

    private void pieceOfSource(long from) {
        piece = source;
        offset = sourceOffset(from);
    }

    private void pieceOfScratch() {
        piece = scratch;
        offset = 0;
    }

    private long sourceOffset(long element) {
        return element * (dtype.bits() / 8);
    }

    double element(long index) {
        return switch (dtype) {
            case F64 -> source.get(Layouts.DOUBLE, 8 * index);
            case F32 -> source.get(Layouts.FLOAT, 4 * index);
            case BF16, F16 -> NarrowFormat.decode(dtype, source.get(Layouts.SHORT, 2 * index));
            default -> NarrowFormat.decode(dtype, source.get(ValueLayout.JAVA_BYTE, index));
        };
    }

    /**
     * A pivot for double lanes: 0, or where the mean is far from it, a number near the mean.
     */
    double pivot(long from, int count) {
        return farther(FAR_IN_DOUBLE, from, count);
    }

    /**
     * A pivot for float lanes: 0, or where the mean is far from it, the dtype's number nearest to the mean. Numbers less such
     * a pivot have few bits, so that their squares and products, and mostly the sums of these, are exact in float. An
     * arbitrary pivot would round every square alike wherever the same number occurs, and these errors do not average out.
     */
    float narrowPivot(long from, int count) {
        return Rounding.nearest((float) farther(FAR, from, count), dtype);
    }

    /**
     * The mean of {@value #SAMPLES} elements, or of fewer in a short run, if it is farther from 0 than so many standard
     * deviations, else 0. Differences from the first element are averaged, so that a constant run gives its number exactly.
     */
    private double farther(double deviations, long from, int count) {
        int samples = Math.min(SAMPLES, count);
        double first = element(from);
        double sum = 0;
        double squares = 0;
        for (int i = 1; i < samples; i++) {
            double difference = element(sample(from, count, i)) - first;
            sum += difference;
            squares += difference * difference;
        }
        double mean = sum / samples;
        double variance = Math.max(0, squares / samples - mean * mean);
        double pivot = first + mean;
        return pivot * pivot <= deviations * deviations * variance ? 0 : pivot;
    }

    /** Index of a sample: neighbours at the start of each quarter of a run, or all of a short one. */
    private static long sample(long from, int count, int i) {
        return count < SAMPLES
                ? from + i
                : from + (long) (i / NEIGHBOURS) * (count / (SAMPLES / NEIGHBOURS)) + i % NEIGHBOURS;
    }
}
