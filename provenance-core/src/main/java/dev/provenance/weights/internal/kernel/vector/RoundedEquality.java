package dev.provenance.weights.internal.kernel.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.provenance.weights.internal.kernel.Layouts;
import dev.provenance.weights.internal.kernel.Rounding;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Rounding} on vectors, of finite numbers. */
final class RoundedEquality {

    private static final VectorSpecies<Float> FLOATS =
            VectorShape.forBitSize(VectorKernel.BITS).withLanes(float.class);
    private static final int SIGN = Integer.MIN_VALUE;
    private static final int EXPONENT = 0x7F80_0000;
    /** 2^127: infinities take the steps of the largest numbers. */
    private static final int LARGEST_POWER = 0x7F00_0000;

    private RoundedEquality() {}

    static long count(Rounding rounding, MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count) {
        int whole = count - count % FLOATS.length();
        long equal = switch (rounding.kind()) {
            case BY_VALUE -> byValue(a, offsetA, b, offsetB, whole);
            case ROUNDED ->
                rounding.narrowerIsA()
                        ? rounded(a, offsetA, b, offsetB, whole, rounding.bitsA(), rounding.minExponentA())
                        : rounded(b, offsetB, a, offsetA, whole, rounding.bitsB(), rounding.minExponentB());
            case COMMON_SOURCE -> commonSource(rounding, a, offsetA, b, offsetB, whole);
        };
        for (int i = whole; i < count; i++) {
            float p = a.get(Layouts.FLOAT, offsetA + 4L * i);
            float q = b.get(Layouts.FLOAT, offsetB + 4L * i);
            equal += rounding.equal(p, q) ? 1 : 0;
        }
        return equal;
    }

    private static long byValue(MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count) {
        int equal = 0;
        for (int i = 0; i < count; i += FLOATS.length()) {
            equal += load(a, offsetA, i).eq(load(b, offsetB, i)).trueCount();
        }
        return equal;
    }

    private static long rounded(
            MemorySegment narrow,
            long offsetNarrow,
            MemorySegment wide,
            long offsetWide,
            int count,
            int significandBits,
            int minExponent) {
        int drop = 24 - significandBits;
        return drop == 0
                ? byValue(narrow, offsetNarrow, wide, offsetWide, count)
                : minExponent == Float.MIN_EXPONENT
                        ? cut(narrow, offsetNarrow, wide, offsetWide, count, drop)
                        : onGrid(narrow, offsetNarrow, wide, offsetWide, count, drop, minExponent);
    }

    /** To a dtype with float's exponents, subnormal ones too: the last bits are rounded away. */
    private static long cut(
            MemorySegment narrow, long offsetNarrow, MemorySegment wide, long offsetWide, int count, int drop) {
        int belowHalf = (1 << (drop - 1)) - 1;
        int mask = -(1 << drop);
        int equal = 0;
        for (int i = 0; i < count; i += FLOATS.length()) {
            IntVector bits = load(wide, offsetWide, i).reinterpretAsInts();
            IntVector rounded =
                    bits.add(belowHalf).add(bits.lanewise(LSHR, drop).and(1)).and(mask);
            equal += rounded.reinterpretAsFloats()
                    .eq(load(narrow, offsetNarrow, i))
                    .trueCount();
        }
        return equal;
    }

    /**
     * To a dtype with a smaller range: adding and subtracting a number whose last place is the dtype's step rounds to that
     * step. Numbers so large that there is no such float are beyond the dtype, and whatever comes out equals none of its.
     */
    private static long onGrid(
            MemorySegment narrow,
            long offsetNarrow,
            MemorySegment wide,
            long offsetWide,
            int count,
            int drop,
            int minExponent) {
        int smallest = Float.floatToRawIntBits(Math.scalb(1f, minExponent));
        int exponents = drop << 23;
        int equal = 0;
        for (int i = 0; i < count; i += FLOATS.length()) {
            FloatVector w = load(wide, offsetWide, i);
            IntVector bits = w.reinterpretAsInts();
            FloatVector large = bits.and(EXPONENT)
                    .max(smallest)
                    .add(exponents)
                    .or(bits.and(SIGN))
                    .reinterpretAsFloats();
            equal += w.add(large).sub(large).eq(load(narrow, offsetNarrow, i)).trueCount();
        }
        return equal;
    }

    private static long commonSource(
            Rounding rounding, MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count) {
        int dropA = 24 - rounding.bitsA();
        int dropB = 24 - rounding.bitsB();
        float smallestA = Math.scalb(1f, rounding.minExponentA());
        float smallestB = Math.scalb(1f, rounding.minExponentB());
        float magicA = Rounding.magic(rounding.bitsA(), rounding.minExponentA());
        float magicB = Rounding.magic(rounding.bitsB(), rounding.minExponentB());
        float halfA = Math.scalb(1f, -rounding.bitsA());
        float halfB = Math.scalb(1f, -rounding.bitsB());
        // What both rounding intervals reach at the most, and a little more.
        float reach = 1.001f * (smallestA * halfA + smallestB * halfB);
        int equal = 0;
        for (int i = 0; i < count; i += FLOATS.length()) {
            FloatVector p = load(a, offsetA, i);
            FloatVector q = load(b, offsetB, i);
            FloatVector near =
                    p.abs().mul(1.001f * halfA).add(q.abs().mul(1.001f * halfB)).add(reach);
            if (p.sub(q).abs().compare(VectorOperators.LE, near).anyTrue()) {
                FloatVector low = lowerEdge(p, smallestA, halfA).max(lowerEdge(q, smallestB, halfB));
                FloatVector high = upperEdge(p, smallestA, halfA).min(upperEdge(q, smallestB, halfB));
                equal += low.lt(high).trueCount();
                VectorMask<Float> touching = low.eq(high);
                if (touching.anyTrue()) {
                    // One number only, a tie on both sides: whether it rounds to both is a matter of even digits.
                    equal += touching.and(round(low, dropA, smallestA, magicA).eq(p))
                            .and(round(low, dropB, smallestB, magicB).eq(q))
                            .trueCount();
                }
            }
        }
        return equal;
    }

    /** {@link Rounding}'s round, of the numbers with {@code drop} significand bits less than float. */
    private static FloatVector round(FloatVector value, int drop, float smallest, float magic) {
        IntVector bits = value.reinterpretAsInts();
        FloatVector magnitude = bits.and(Integer.MAX_VALUE).reinterpretAsFloats();
        IntVector normal = bits.add((1 << (drop - 1)) - 1)
                .add(bits.lanewise(LSHR, drop).and(1))
                .and(-(1 << drop));
        IntVector subnormal =
                magnitude.add(magic).sub(magic).reinterpretAsInts().or(bits.and(SIGN));
        VectorMask<Float> isNormal = magnitude.compare(VectorOperators.GE, smallest);
        return subnormal.reinterpretAsFloats().blend(normal.reinterpretAsFloats(), isNormal);
    }

    private static FloatVector lowerEdge(FloatVector number, float smallest, float half) {
        IntVector bits = number.reinterpretAsInts();
        return number.sub(halfStep(bits, bits.lanewise(ASHR, 31).not(), smallest, half));
    }

    private static FloatVector upperEdge(FloatVector number, float smallest, float half) {
        IntVector bits = number.reinterpretAsInts();
        return number.add(halfStep(bits, bits.lanewise(ASHR, 31), smallest, half));
    }

    /**
     * Towards zero a power of two has a nearer neighbour: the step is that of the next smaller float.
     *
     * @param towardsZero −1 where the edge lies towards zero, else 0
     */
    private static FloatVector halfStep(IntVector bits, IntVector towardsZero, float smallest, float half) {
        return bits.and(Integer.MAX_VALUE)
                .add(towardsZero)
                .max(0)
                .and(EXPONENT)
                .max(Float.floatToRawIntBits(smallest))
                .min(LARGEST_POWER)
                .reinterpretAsFloats()
                .mul(half);
    }

    private static FloatVector load(MemorySegment segment, long offset, int index) {
        return FloatVector.fromMemorySegment(FLOATS, segment, offset + 4L * index, LITTLE_ENDIAN);
    }
}
