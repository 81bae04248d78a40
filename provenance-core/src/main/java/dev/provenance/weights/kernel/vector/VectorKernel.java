package dev.provenance.weights.kernel.vector;

import dev.provenance.safetensors.DType;
import dev.provenance.weights.kernel.BlockSums;
import dev.provenance.weights.kernel.PairKernel;
import dev.provenance.weights.kernel.Rounding;
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
    public void sumBf16(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            float pivotA,
            float pivotB,
            BlockSums sums) {
        NarrowLanes.sumBf16(a, offsetA, b, offsetB, count, pivotA, pivotB, sums);
    }

    @Override
    public void sumWidened(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            float pivotA,
            float pivotB,
            BlockSums sums) {
        NarrowLanes.sumWidened(a, offsetA, b, offsetB, count, pivotA, pivotB, sums);
    }

    @Override
    public void sumF32(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            double pivotA,
            double pivotB,
            BlockSums sums) {
        WideLanes.sumF32(a, offsetA, b, offsetB, count, pivotA, pivotB, sums);
    }

    @Override
    public void sumF16(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            double pivotA,
            double pivotB,
            BlockSums sums) {
        WideLanes.sumF16(a, offsetA, b, offsetB, count, pivotA, pivotB, sums);
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
    public void widen(DType dtype, MemorySegment source, long offset, MemorySegment floats, int count) {
        Widening.widen(dtype, source, offset, floats, count);
    }

    @Override
    public long countEqual(Rounding rounding, MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count) {
        return RoundedEquality.count(rounding, a, offsetA, b, offsetB, count);
    }
}
