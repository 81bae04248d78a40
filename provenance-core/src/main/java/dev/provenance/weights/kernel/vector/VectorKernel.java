package dev.provenance.weights.kernel.vector;

import static dev.provenance.weights.kernel.BlockSums.LANES;

import dev.provenance.weights.kernel.BlockSums;
import dev.provenance.weights.kernel.PairKernel;
import dev.provenance.weights.kernel.ScalarKernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API. Vectors narrower than the eight virtual lanes go over the block once for each group of
 * lanes, so that a lane always adds the same elements in the same order.
 */
public final class VectorKernel implements PairKernel {

    private static final int BITS = Math.min(512, VectorShape.preferredShape().vectorBitSize());
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, VectorShape.forBitSize(BITS));
    /** As many floats as {@link #DOUBLES} has doubles. */
    private static final VectorSpecies<Float> HALF_FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(BITS / 2));

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, VectorShape.forBitSize(BITS));
    /** As many shorts as {@link #INTS} has ints. */
    private static final VectorSpecies<Short> HALF_SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(BITS / 2));

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public String name() {
        return "vector " + BITS;
    }

    @Override
    public void decodeBf16(MemorySegment source, long byteOffset, float[] target, int count) {
        int step = INTS.length();
        int i = 0;
        for (; i <= count - step; i += step) {
            shorts(source, byteOffset + 2L * i)
                    .lanewise(VectorOperators.LSHL, 16)
                    .reinterpretAsFloats()
                    .intoArray(target, i);
        }
        for (; i < count; i++) {
            target[i] = ScalarKernel.bf16(source.get(SHORT, byteOffset + 2L * i));
        }
    }

    @Override
    public void decodeF16(MemorySegment source, long byteOffset, float[] target, int count) {
        int step = INTS.length();
        int i = 0;
        for (; i <= count - step; i += step) {
            IntVector bits = shorts(source, byteOffset + 2L * i);
            IntVector magnitude = bits.and(0x7FFF).lanewise(VectorOperators.LSHL, 13);
            IntVector scaled = magnitude.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
            VectorMask<Integer> special = bits.and(0x7C00).eq(0x7C00);
            scaled.blend(magnitude.or(0x7F80_0000), special)
                    .or(bits.and(0x8000).lanewise(VectorOperators.LSHL, 16))
                    .reinterpretAsFloats()
                    .intoArray(target, i);
        }
        for (; i < count; i++) {
            target[i] = ScalarKernel.f16(source.get(SHORT, byteOffset + 2L * i));
        }
    }

    private static IntVector shorts(MemorySegment source, long offset) {
        return (IntVector) ShortVector.fromMemorySegment(HALF_SHORTS, source, offset, ByteOrder.LITTLE_ENDIAN)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
    }

    @Override
    public void sum(float[] a, float[] b, int count, double pivotA, double pivotB, BlockSums sums) {
        sums.clear();
        int whole = count - count % LANES;
        for (int lane = 0; lane < LANES; lane += DOUBLES.length()) {
            DoubleVector x = DoubleVector.zero(DOUBLES);
            DoubleVector y = x;
            DoubleVector xx = x;
            DoubleVector yy = x;
            DoubleVector xy = x;
            DoubleVector dd = x;
            DoubleVector max = x;
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += LANES) {
                FloatVector p = FloatVector.fromArray(HALF_FLOATS, a, i);
                FloatVector q = FloatVector.fromArray(HALF_FLOATS, b, i);
                equal += p.reinterpretAsInts().eq(q.reinterpretAsInts()).trueCount();
                zerosA += p.eq(0f).trueCount();
                zerosB += q.eq(0f).trueCount();
                DoubleVector wideP = (DoubleVector) p.convertShape(VectorOperators.F2D, DOUBLES, 0);
                DoubleVector wideQ = (DoubleVector) q.convertShape(VectorOperators.F2D, DOUBLES, 0);
                DoubleVector u = wideP.sub(pivotA);
                DoubleVector v = wideQ.sub(pivotB);
                DoubleVector d = wideP.sub(wideQ);
                x = x.add(u);
                y = y.add(v);
                xx = u.fma(u, xx);
                yy = v.fma(v, yy);
                xy = u.fma(v, xy);
                dd = d.fma(d, dd);
                max = max.max(d.abs());
            }
            store(sums, lane, x, y, xx, yy, xy, dd, max);
            sums.equal += equal;
            sums.zerosA += zerosA;
            sums.zerosB += zerosB;
        }
        sums.addTail(a, b, whole, count, pivotA, pivotB);
    }

    @Override
    public void sum(double[] a, double[] b, int count, double pivotA, double pivotB, BlockSums sums) {
        sums.clear();
        int whole = count - count % LANES;
        for (int lane = 0; lane < LANES; lane += DOUBLES.length()) {
            DoubleVector x = DoubleVector.zero(DOUBLES);
            DoubleVector y = x;
            DoubleVector xx = x;
            DoubleVector yy = x;
            DoubleVector xy = x;
            DoubleVector dd = x;
            DoubleVector max = x;
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += LANES) {
                DoubleVector p = DoubleVector.fromArray(DOUBLES, a, i);
                DoubleVector q = DoubleVector.fromArray(DOUBLES, b, i);
                equal += p.reinterpretAsLongs().eq(q.reinterpretAsLongs()).trueCount();
                zerosA += p.eq(0).trueCount();
                zerosB += q.eq(0).trueCount();
                DoubleVector u = p.sub(pivotA);
                DoubleVector v = q.sub(pivotB);
                DoubleVector d = p.sub(q);
                x = x.add(u);
                y = y.add(v);
                xx = u.fma(u, xx);
                yy = v.fma(v, yy);
                xy = u.fma(v, xy);
                dd = d.fma(d, dd);
                max = max.max(d.abs());
            }
            store(sums, lane, x, y, xx, yy, xy, dd, max);
            sums.equal += equal;
            sums.zerosA += zerosA;
            sums.zerosB += zerosB;
        }
        sums.addTail(a, b, whole, count, pivotA, pivotB);
    }

    private static void store(
            BlockSums sums,
            int lane,
            DoubleVector x,
            DoubleVector y,
            DoubleVector xx,
            DoubleVector yy,
            DoubleVector xy,
            DoubleVector dd,
            DoubleVector max) {
        x.intoArray(sums.x, lane);
        y.intoArray(sums.y, lane);
        xx.intoArray(sums.xx, lane);
        yy.intoArray(sums.yy, lane);
        xy.intoArray(sums.xy, lane);
        dd.intoArray(sums.dd, lane);
        max.intoArray(sums.max, lane);
    }
}
