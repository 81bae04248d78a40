package dev.provenance.weights.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops over one block of a pair of tensors. Implementations are stateless and give bit-identical results:
 * element {@code i} of a block belongs to virtual lane {@code i mod 8}, a lane adds its elements in order, products are
 * fused ({@code fma}), and all sums are in double.
 *
 * <p>Segments hold little-endian numbers at any alignment.
 */
public interface PairKernel {

    /** What a log line and a report call this kernel. */
    String name();

    /** Widens {@code count} bfloat16 numbers that start at {@code byteOffset}; exact. */
    void decodeBf16(MemorySegment source, long byteOffset, float[] target, int count);

    /** Widens {@code count} IEEE half-precision numbers that start at {@code byteOffset}; exact. */
    void decodeF16(MemorySegment source, long byteOffset, float[] target, int count);

    /**
     * Sums over the first {@code count} elements of a block, replacing what {@code sums} held. The pivots are
     * subtracted from every element first.
     */
    void sum(float[] a, float[] b, int count, double pivotA, double pivotB, BlockSums sums);

    /** As {@link #sum(float[], float[], int, double, double, BlockSums)}, for blocks in double. */
    void sum(double[] a, double[] b, int count, double pivotA, double pivotB, BlockSums sums);
}
