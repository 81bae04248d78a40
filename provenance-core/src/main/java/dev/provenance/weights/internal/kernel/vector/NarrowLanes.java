package dev.provenance.weights.internal.kernel.vector;

import static dev.provenance.weights.internal.kernel.BlockSums.LANES;
import static dev.provenance.weights.internal.kernel.PairKernel.GROUP;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LSHL;

import dev.provenance.weights.internal.kernel.BlockSums;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums in float lanes. Two vectors of BF16 are had from one load: as the lower and the upper halves of ints. Largest
 * differences are kept as integers, because the maximum of floats has to mind NaN and −0. Each group is a method of its own:
 * what the compiler has to keep in registers ends with it.
 */
final class NarrowLanes {

    private static final VectorShape SHAPE = VectorShape.forBitSize(VectorKernel.BITS);
    private static final VectorSpecies<Double> DOUBLES = SHAPE.withLanes(double.class);
    private static final VectorSpecies<Float> FLOATS = SHAPE.withLanes(float.class);
    private static final VectorSpecies<Integer> INTS = SHAPE.withLanes(int.class);
    /** As many floats as DOUBLES has doubles. */
    private static final VectorSpecies<Float> HALF_FLOATS =
            VectorShape.forBitSize(VectorKernel.BITS / 2).withLanes(float.class);

    private static final int UPPER_HALF = 0xFFFF_0000;

    private NarrowLanes() {}

    static void sum(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            float pivotA,
            float pivotB,
            BlockSums sums) {
        for (int from = 0; from < count; from += GROUP) {
            for (int lane = 0; lane < LANES; lane += FLOATS.length()) {
                group(a, offsetA, b, offsetB, from, lane, pivotA, pivotB, sums);
            }
            emptyNarrowLanes(sums);
        }
    }

    private static void group(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int from,
            int lane,
            float pivotA,
            float pivotB,
            BlockSums sums) {

        FloatVector x0 = FloatVector.zero(FLOATS);
        FloatVector y0 = FloatVector.zero(FLOATS);
        FloatVector xx0 = FloatVector.zero(FLOATS);
        FloatVector yy0 = FloatVector.zero(FLOATS);
        FloatVector xy0 = FloatVector.zero(FLOATS);
        FloatVector dd0 = FloatVector.zero(FLOATS);
        FloatVector x1 = FloatVector.zero(FLOATS);
        FloatVector y1 = FloatVector.zero(FLOATS);
        FloatVector xx1 = FloatVector.zero(FLOATS);
        FloatVector yy1 = FloatVector.zero(FLOATS);
        FloatVector xy1 = FloatVector.zero(FLOATS);
        FloatVector dd1 = FloatVector.zero(FLOATS);
        IntVector max0 = IntVector.fromArray(INTS, sums.floatMax, lane);
        IntVector max1 = max0;
        int equal = 0;
        int zerosA = 0;
        int zerosB = 0;
        long start = 2L * from + 4L * lane;
        for (long i = start; i < start + 2L * GROUP; i += 64) {
            IntVector bitsA = IntVector.fromMemorySegment(INTS, a, offsetA + i, LITTLE_ENDIAN);
            IntVector bitsB = IntVector.fromMemorySegment(INTS, b, offsetB + i, LITTLE_ENDIAN);
            ShortVector shortsA = bitsA.reinterpretAsShorts();
            ShortVector shortsB = bitsB.reinterpretAsShorts();
            ShortVector magnitudeA = shortsA.and(Short.MAX_VALUE);
            ShortVector magnitudeB = shortsB.and(Short.MAX_VALUE);
            equal += shortsA.eq(shortsB).trueCount();
            zerosA += magnitudeA.eq((short) 0).trueCount();
            zerosB += magnitudeB.eq((short) 0).trueCount();
            FloatVector p0 = bitsA.lanewise(LSHL, 16).reinterpretAsFloats();
            FloatVector q0 = bitsB.lanewise(LSHL, 16).reinterpretAsFloats();
            FloatVector p1 = bitsA.and(UPPER_HALF).reinterpretAsFloats();
            FloatVector q1 = bitsB.and(UPPER_HALF).reinterpretAsFloats();
            FloatVector u = p0.sub(pivotA);
            FloatVector v = q0.sub(pivotB);
            FloatVector d = p0.sub(q0);
            x0 = x0.add(u);
            y0 = y0.add(v);
            xx0 = u.fma(u, xx0);
            yy0 = v.fma(v, yy0);
            xy0 = u.fma(v, xy0);
            dd0 = d.fma(d, dd0);
            max0 = max0.max(d.reinterpretAsInts().and(Integer.MAX_VALUE));
            u = p1.sub(pivotA);
            v = q1.sub(pivotB);
            d = p1.sub(q1);
            x1 = x1.add(u);
            y1 = y1.add(v);
            xx1 = u.fma(u, xx1);
            yy1 = v.fma(v, yy1);
            xy1 = u.fma(v, xy1);
            dd1 = d.fma(d, dd1);
            max1 = max1.max(d.reinterpretAsInts().and(Integer.MAX_VALUE));
        }

        x0.intoArray(sums.narrow, BlockSums.NARROW_LANES * 0 + lane);
        x1.intoArray(sums.narrow, BlockSums.NARROW_LANES * 0 + LANES + lane);
        y0.intoArray(sums.narrow, BlockSums.NARROW_LANES * 1 + lane);
        y1.intoArray(sums.narrow, BlockSums.NARROW_LANES * 1 + LANES + lane);
        xx0.intoArray(sums.narrow, BlockSums.NARROW_LANES * 2 + lane);
        xx1.intoArray(sums.narrow, BlockSums.NARROW_LANES * 2 + LANES + lane);
        yy0.intoArray(sums.narrow, BlockSums.NARROW_LANES * 3 + lane);
        yy1.intoArray(sums.narrow, BlockSums.NARROW_LANES * 3 + LANES + lane);
        xy0.intoArray(sums.narrow, BlockSums.NARROW_LANES * 4 + lane);
        xy1.intoArray(sums.narrow, BlockSums.NARROW_LANES * 4 + LANES + lane);
        dd0.intoArray(sums.narrow, BlockSums.NARROW_LANES * 5 + lane);
        dd1.intoArray(sums.narrow, BlockSums.NARROW_LANES * 5 + LANES + lane);
        max0.max(max1).intoArray(sums.floatMax, lane);
        sums.equal += equal;
        sums.zerosA += zerosA;
        sums.zerosB += zerosB;
    }

    /** Adds the two sets of narrow lanes to the wide lanes, in double. */
    private static void emptyNarrowLanes(BlockSums sums) {
        emptyNarrowLanes(sums.narrow, 0, sums.x);
        emptyNarrowLanes(sums.narrow, BlockSums.NARROW_LANES, sums.y);
        emptyNarrowLanes(sums.narrow, 2 * BlockSums.NARROW_LANES, sums.xx);
        emptyNarrowLanes(sums.narrow, 3 * BlockSums.NARROW_LANES, sums.yy);
        emptyNarrowLanes(sums.narrow, 4 * BlockSums.NARROW_LANES, sums.xy);
        emptyNarrowLanes(sums.narrow, 5 * BlockSums.NARROW_LANES, sums.dd);
    }

    private static void emptyNarrowLanes(float[] narrow, int from, double[] wide) {
        for (int lane = 0; lane < LANES; lane += DOUBLES.length()) {
            DoubleVector set0 = (DoubleVector)
                    FloatVector.fromArray(HALF_FLOATS, narrow, from + lane).convertShape(F2D, DOUBLES, 0);
            DoubleVector set1 = (DoubleVector) FloatVector.fromArray(HALF_FLOATS, narrow, from + LANES + lane)
                    .convertShape(F2D, DOUBLES, 0);
            DoubleVector.fromArray(DOUBLES, wide, lane).add(set0.add(set1)).intoArray(wide, lane);
        }
    }
}
