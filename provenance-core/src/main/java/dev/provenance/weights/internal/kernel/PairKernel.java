package dev.provenance.weights.internal.kernel;

import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;

/**
 * The inner loops over a run of a pair of tensors. Implementations are stateless and give bit-identical results: which
 * element goes into which virtual lane, the order in which a lane adds its elements, and that products are fused
 * ({@code fma}) is fixed here, for every vector width.
 *
 * <p>Segments are native and hold little-endian numbers at any alignment. Methods that sum add to what {@code sums}
 * holds.
 *
 * <p><b>Narrow lanes</b>, for numbers that BF16 holds, whose squares float holds exactly: 32 lanes in float, after
 * subtraction of a pivot, emptied into 16 lanes in double every {@link #GROUP} elements. <b>Wide lanes</b>, for
 * all others: 16 lanes in double.
 */
public interface PairKernel {

    /** Elements after which narrow lanes are emptied into double: 16 in each. */
    int GROUP = 512;

    /** What a message calls this kernel. */
    String name();

    /**
     * Sums a run of BF16 in narrow lanes: of 32 elements the even ones go into lanes 0 to 15, the odd ones into lanes 16
     * to 31; lanes k and k + 16 end in lane k of the sums.
     *
     * @param count elements, a multiple of {@link #GROUP}
     */
    void sumNarrow(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            float pivotA,
            float pivotB,
            BlockSums sums);

    /**
     * Sums a run of F32 in wide lanes, without a pivot: element i goes into lane i mod 16. Of the differences whose largest
     * is looked for the float is taken.
     */
    void sumF32(MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count, BlockSums sums);

    /** Sums a run of F64 in wide lanes, after subtraction of a pivot: element i goes into lane i mod 16. */
    void sumF64(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            double pivotA,
            double pivotB,
            BlockSums sums);

    /** Widens numbers of a dtype of 8 bits to the BF16 that hold them; exact. */
    void toBf16(DType dtype, MemorySegment source, long offset, short[] target, int count);

    /** Converts BF16, F16 (both exact) or F64 (to the nearest) to floats. */
    void toFloats(DType dtype, MemorySegment source, long offset, float[] floats, int count);

    /** Widens floats to doubles. */
    void toDoubles(MemorySegment floats, long offset, double[] doubles, int count);

    /** How many of these pairs of finite floats are equal in the sense of {@link Rounding}. */
    long countEqual(Rounding rounding, MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count);
}
