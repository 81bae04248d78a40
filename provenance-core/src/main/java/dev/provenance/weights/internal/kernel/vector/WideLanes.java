package dev.provenance.weights.internal.kernel.vector;

import static dev.provenance.weights.internal.kernel.BlockSums.LANES;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.F2D;

import dev.provenance.weights.internal.kernel.BlockSums;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Sums in double lanes, two vectors at a time. */
final class WideLanes {

    private static final VectorShape SHAPE = VectorShape.forBitSize(VectorKernel.BITS);
    private static final VectorSpecies<Double> DOUBLES = SHAPE.withLanes(double.class);
    private static final VectorSpecies<Long> LONGS = SHAPE.withLanes(long.class);
    private static final VectorSpecies<Float> FLOATS = SHAPE.withLanes(float.class);

    private static final VectorSpecies<Integer> INTS = SHAPE.withLanes(int.class);
    private static final VectorSpecies<Float> HALF_FLOATS =
            VectorShape.forBitSize(VectorKernel.BITS / 2).withLanes(float.class);

    private WideLanes() {}

    static void sumF32(MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count, BlockSums sums) {
        int whole = count - count % LANES;
        for (int lane = 0; lane < LANES; lane += 2 * DOUBLES.length()) {
            int upper = lane + DOUBLES.length();
            DoubleVector x0 = DoubleVector.fromArray(DOUBLES, sums.x, lane);
            DoubleVector y0 = DoubleVector.fromArray(DOUBLES, sums.y, lane);
            DoubleVector xx0 = DoubleVector.fromArray(DOUBLES, sums.xx, lane);
            DoubleVector yy0 = DoubleVector.fromArray(DOUBLES, sums.yy, lane);
            DoubleVector xy0 = DoubleVector.fromArray(DOUBLES, sums.xy, lane);
            DoubleVector dd0 = DoubleVector.fromArray(DOUBLES, sums.dd, lane);
            DoubleVector x1 = DoubleVector.fromArray(DOUBLES, sums.x, upper);
            DoubleVector y1 = DoubleVector.fromArray(DOUBLES, sums.y, upper);
            DoubleVector xx1 = DoubleVector.fromArray(DOUBLES, sums.xx, upper);
            DoubleVector yy1 = DoubleVector.fromArray(DOUBLES, sums.yy, upper);
            DoubleVector xy1 = DoubleVector.fromArray(DOUBLES, sums.xy, upper);
            DoubleVector dd1 = DoubleVector.fromArray(DOUBLES, sums.dd, upper);
            IntVector max = IntVector.fromArray(INTS, sums.floatMax, lane);
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += LANES) {
                long at = 4L * i;
                long next = at + HALF_FLOATS.vectorByteSize();
                FloatVector p = FloatVector.fromMemorySegment(FLOATS, a, offsetA + at, LITTLE_ENDIAN);
                FloatVector q = FloatVector.fromMemorySegment(FLOATS, b, offsetB + at, LITTLE_ENDIAN);
                equal += p.reinterpretAsInts().eq(q.reinterpretAsInts()).trueCount();
                zerosA += p.eq(0f).trueCount();
                zerosB += q.eq(0f).trueCount();
                max = max.max(p.sub(q).reinterpretAsInts().and(Integer.MAX_VALUE));
                DoubleVector u = doubles(a, offsetA + at);
                DoubleVector v = doubles(b, offsetB + at);
                DoubleVector d = u.sub(v);
                x0 = x0.add(u);
                y0 = y0.add(v);
                xx0 = u.fma(u, xx0);
                yy0 = v.fma(v, yy0);
                xy0 = u.fma(v, xy0);
                dd0 = d.fma(d, dd0);
                u = doubles(a, offsetA + next);
                v = doubles(b, offsetB + next);
                d = u.sub(v);
                x1 = x1.add(u);
                y1 = y1.add(v);
                xx1 = u.fma(u, xx1);
                yy1 = v.fma(v, yy1);
                xy1 = u.fma(v, xy1);
                dd1 = d.fma(d, dd1);
            }
            x0.intoArray(sums.x, lane);
            y0.intoArray(sums.y, lane);
            xx0.intoArray(sums.xx, lane);
            yy0.intoArray(sums.yy, lane);
            xy0.intoArray(sums.xy, lane);
            dd0.intoArray(sums.dd, lane);
            x1.intoArray(sums.x, upper);
            y1.intoArray(sums.y, upper);
            xx1.intoArray(sums.xx, upper);
            yy1.intoArray(sums.yy, upper);
            xy1.intoArray(sums.xy, upper);
            dd1.intoArray(sums.dd, upper);
            max.intoArray(sums.floatMax, lane);
            sums.equal += equal;
            sums.zerosA += zerosA;
            sums.zerosB += zerosB;
        }
        sums.addTailF32(a, offsetA, b, offsetB, whole, count);
    }

    static void sumF64(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int count,
            double pivotA,
            double pivotB,
            BlockSums sums) {
        int whole = count - count % LANES;
        for (int lane = 0; lane < LANES; lane += 2 * DOUBLES.length()) {
            DoubleVector x0 = DoubleVector.fromArray(DOUBLES, sums.x, lane);
            DoubleVector y0 = DoubleVector.fromArray(DOUBLES, sums.y, lane);
            DoubleVector xx0 = DoubleVector.fromArray(DOUBLES, sums.xx, lane);
            DoubleVector yy0 = DoubleVector.fromArray(DOUBLES, sums.yy, lane);
            DoubleVector xy0 = DoubleVector.fromArray(DOUBLES, sums.xy, lane);
            DoubleVector dd0 = DoubleVector.fromArray(DOUBLES, sums.dd, lane);
            DoubleVector x1 = DoubleVector.fromArray(DOUBLES, sums.x, lane + DOUBLES.length());
            DoubleVector y1 = DoubleVector.fromArray(DOUBLES, sums.y, lane + DOUBLES.length());
            DoubleVector xx1 = DoubleVector.fromArray(DOUBLES, sums.xx, lane + DOUBLES.length());
            DoubleVector yy1 = DoubleVector.fromArray(DOUBLES, sums.yy, lane + DOUBLES.length());
            DoubleVector xy1 = DoubleVector.fromArray(DOUBLES, sums.xy, lane + DOUBLES.length());
            DoubleVector dd1 = DoubleVector.fromArray(DOUBLES, sums.dd, lane + DOUBLES.length());
            LongVector max0 = LongVector.fromArray(LONGS, sums.max, lane);
            LongVector max1 = LongVector.fromArray(LONGS, sums.max, lane + DOUBLES.length());
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += LANES) {
                long at = 8L * i;
                long next = at + DOUBLES.vectorByteSize();
                DoubleVector p0 = DoubleVector.fromMemorySegment(DOUBLES, a, offsetA + at, LITTLE_ENDIAN);
                DoubleVector q0 = DoubleVector.fromMemorySegment(DOUBLES, b, offsetB + at, LITTLE_ENDIAN);
                DoubleVector p1 = DoubleVector.fromMemorySegment(DOUBLES, a, offsetA + next, LITTLE_ENDIAN);
                DoubleVector q1 = DoubleVector.fromMemorySegment(DOUBLES, b, offsetB + next, LITTLE_ENDIAN);
                equal += p0.reinterpretAsLongs().eq(q0.reinterpretAsLongs()).trueCount();
                equal += p1.reinterpretAsLongs().eq(q1.reinterpretAsLongs()).trueCount();
                zerosA += p0.eq(0).trueCount() + p1.eq(0).trueCount();
                zerosB += q0.eq(0).trueCount() + q1.eq(0).trueCount();
                DoubleVector u = p0.sub(pivotA);
                DoubleVector v = q0.sub(pivotB);
                DoubleVector d = p0.sub(q0);
                x0 = x0.add(u);
                y0 = y0.add(v);
                xx0 = u.fma(u, xx0);
                yy0 = v.fma(v, yy0);
                xy0 = u.fma(v, xy0);
                dd0 = d.fma(d, dd0);
                max0 = max0.max(d.reinterpretAsLongs().and(Long.MAX_VALUE));
                u = p1.sub(pivotA);
                v = q1.sub(pivotB);
                d = p1.sub(q1);
                x1 = x1.add(u);
                y1 = y1.add(v);
                xx1 = u.fma(u, xx1);
                yy1 = v.fma(v, yy1);
                xy1 = u.fma(v, xy1);
                dd1 = d.fma(d, dd1);
                max1 = max1.max(d.reinterpretAsLongs().and(Long.MAX_VALUE));
            }
            x0.intoArray(sums.x, lane);
            y0.intoArray(sums.y, lane);
            xx0.intoArray(sums.xx, lane);
            yy0.intoArray(sums.yy, lane);
            xy0.intoArray(sums.xy, lane);
            dd0.intoArray(sums.dd, lane);
            x1.intoArray(sums.x, lane + DOUBLES.length());
            y1.intoArray(sums.y, lane + DOUBLES.length());
            xx1.intoArray(sums.xx, lane + DOUBLES.length());
            yy1.intoArray(sums.yy, lane + DOUBLES.length());
            xy1.intoArray(sums.xy, lane + DOUBLES.length());
            dd1.intoArray(sums.dd, lane + DOUBLES.length());
            max0.intoArray(sums.max, lane);
            max1.intoArray(sums.max, lane + DOUBLES.length());
            sums.equal += equal;
            sums.zerosA += zerosA;
            sums.zerosB += zerosB;
        }
        sums.addTailF64(a, offsetA, b, offsetB, whole, count, pivotA, pivotB);
    }

    /** As many floats as a vector has doubles. To load them twice is cheaper than to take a vector of floats apart. */
    private static DoubleVector doubles(MemorySegment floats, long offset) {
        return (DoubleVector) FloatVector.fromMemorySegment(HALF_FLOATS, floats, offset, LITTLE_ENDIAN)
                .convertShape(F2D, DOUBLES, 0);
    }
}
