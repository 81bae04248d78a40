package dev.provenance.weights.kernel;

import dev.provenance.safetensors.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One side of a pair, as floats or doubles piece by piece: the file's own memory where it holds them, else scratch memory
 * into which they are widened.
 */
final class Operand {

    /** Elements of a piece: little enough for the first-level cache, a multiple of a narrow group. */
    static final int PIECE = 4096;

    private static final int SAMPLES = 32;
    /** Standard deviations from 0 beyond which a mean is worth a pivot. */
    private static final double FAR = 2;

    private final PairKernel kernel;
    private final MemorySegment floatScratch = Arena.ofAuto().allocate(4L * PIECE, 64);
    private final MemorySegment doubleScratch = Arena.ofAuto().allocate(8L * PIECE, 64);

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

    MemorySegment source() {
        return source;
    }

    long sourceOffset(long element) {
        return element * (dtype.bits() / 8);
    }

    MemorySegment piece() {
        return piece;
    }

    long offset() {
        return offset;
    }

    /** Makes at most {@link #PIECE} elements available as floats; F64 is rounded. */
    void asFloats(long from, int count) {
        if (dtype == DType.F32) {
            piece = source;
            offset = sourceOffset(from);
            return;
        }
        if (dtype == DType.F64) {
            for (int i = 0; i < count; i++) {
                floatScratch.set(Layouts.FLOAT, 4L * i, (float) source.get(Layouts.DOUBLE, 8 * (from + i)));
            }
        } else {
            kernel.widen(dtype, source, sourceOffset(from), floatScratch, count);
        }
        piece = floatScratch;
        offset = 0;
    }

    /** Makes at most {@link #PIECE} elements available as doubles. */
    void asDoubles(long from, int count) {
        if (dtype == DType.F64) {
            piece = source;
            offset = sourceOffset(from);
            return;
        }
        asFloats(from, count);
        for (int i = 0; i < count; i++) {
            doubleScratch.set(Layouts.DOUBLE, 8L * i, piece.get(Layouts.FLOAT, offset + 4L * i));
        }
        piece = doubleScratch;
        offset = 0;
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
     * A number near the mean of a run: the mean of {@value #SAMPLES} evenly spaced elements, or of fewer in a short run.
     * Differences from the first element are averaged, so that a constant run gives its number exactly.
     */
    double pivot(long from, int count) {
        double first = element(from);
        return first + meanDifference(from, count, first);
    }

    /**
     * A pivot for float lanes: 0, or where the mean is far from it, the dtype's number nearest to the mean. Numbers less such
     * a pivot have few bits, so that their squares and products, and mostly the sums of these, are exact in float. An
     * arbitrary pivot would round every square alike wherever the same number occurs, and these errors do not average out.
     */
    float narrowPivot(long from, int count) {
        double first = element(from);
        double mean = meanDifference(from, count, first);
        double squares = 0;
        int samples = Math.min(SAMPLES, count);
        for (int i = 0; i < samples; i++) {
            double difference = element(from + (long) i * (count / samples)) - first - mean;
            squares += difference * difference;
        }
        double pivot = first + mean;
        return pivot * pivot <= FAR * FAR * squares / samples ? 0 : Rounding.nearest((float) pivot, dtype);
    }

    private double meanDifference(long from, int count, double first) {
        int samples = Math.min(SAMPLES, count);
        double sum = 0;
        for (int i = 1; i < samples; i++) {
            sum += element(from + (long) i * (count / samples)) - first;
        }
        return sum / samples;
    }
}
