package dev.provenance.weights.internal.kernel.vector;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.BlockSums;
import dev.provenance.weights.internal.kernel.PairKernel;
import dev.provenance.weights.internal.kernel.Rounding;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.VectorShape;

/**
 * The kernel on the Vector API. Vectors narrower than the virtual lanes go over a run once for each group of lanes, so
 * that a lane always adds the same elements in the same order.
 */
public final class VectorKernel implements PairKernel {

    static final int BITS = Math.min(512, VectorShape.preferredShape().vectorBitSize());

    @Override
    public String name() {
        return "vector " + BITS;
    }

    @Override
    public void sumNarrow(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            float pivotA,
            float pivotB,
            BlockSums sums) {
        NarrowLanes.sum(a, offsetA, b, offsetB, count, pivotA, pivotB, sums);
    }

    @Override
    public void sumF32(MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count, BlockSums sums) {
        WideLanes.sumF32(a, offsetA, b, offsetB, count, sums);
    }

    @Override
    public void sumF64(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            double pivotA,
            double pivotB,
            BlockSums sums) {
        WideLanes.sumF64(a, offsetA, b, offsetB, count, pivotA, pivotB, sums);
    }

    @Override
    public void toBf16(DType dtype, MemorySegment source, long offset, short[] target, int count) {
        Widening.toBf16(dtype, source, offset, target, count);
    }

    @Override
    public void toFloats(DType dtype, MemorySegment source, long offset, float[] floats, int count) {
        Widening.toFloats(dtype, source, offset, floats, count);
    }

    @Override
    public void toDoubles(MemorySegment floats, long offset, double[] doubles, int count) {
        Widening.toDoubles(floats, offset, doubles, count);
    }

    @Override
    public long countEqual(Rounding rounding, MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count) {
        return RoundedEquality.count(rounding, a, offsetA, b, offsetB, count);
    }
}
