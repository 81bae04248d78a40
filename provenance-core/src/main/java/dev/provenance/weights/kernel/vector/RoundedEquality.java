package dev.provenance.weights.kernel.vector;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.provenance.weights.kernel.Layouts;
import dev.provenance.weights.kernel.Rounding;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Rounding} on vectors. */
final class RoundedEquality {

    private static final VectorSpecies<Float> FLOATS =
            VectorShape.forBitSize(VectorKernel.BITS).withLanes(float.class);
    private static final VectorSpecies<Integer> INTS =
            VectorShape.forBitSize(VectorKernel.BITS).withLanes(int.class);
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
        long equal = 0;
        for (int i = 0; i < count; i += FLOATS.length()) {
            FloatVector p = load(a, offsetA, i);
            FloatVector q = load(b, offsetB, i);
            equal += p.eq(q).or(bothNaN(p, q)).trueCount();
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
        Format format = Format.of(significandBits, minExponent);
        long equal = 0;
        for (int i = 0; i < count; i += FLOATS.length()) {
            FloatVector n = load(narrow, offsetNarrow, i);
            FloatVector w = load(wide, offsetWide, i);
            equal += format.round(w).eq(n).or(bothNaN(n, w)).trueCount();
        }
        return equal;
    }

    /** The numbers with so many significand bits, the smallest normal one given. */
    private record Format(int drop, float smallest, float magic, float halfStep) {

        static Format of(int significandBits, int minExponent) {
            return new Format(
                    24 - significandBits,
                    Math.scalb(1f, minExponent),
                    Rounding.magic(significandBits, minExponent),
                    Math.scalb(1f, -significandBits));
        }

        FloatVector round(FloatVector value) {
            if (drop == 0) {
                return value;
            }
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

        /** The lower or the upper edge of the interval that rounds to a number. */
        FloatVector edge(FloatVector number, boolean lower) {
            IntVector bits = number.reinterpretAsInts().and(Integer.MAX_VALUE);
            // Towards zero a power of two has a nearer neighbour: the step is that of the next smaller float.
            VectorMask<Integer> towardsZero = number.compare(lower ? VectorOperators.GT : VectorOperators.LT, 0f)
                    .cast(INTS);
            IntVector power = bits.sub(1, towardsZero)
                    .and(EXPONENT)
                    .max(Float.floatToRawIntBits(smallest))
                    .min(LARGEST_POWER);
            FloatVector step = power.reinterpretAsFloats().mul(halfStep);
            return lower ? number.sub(step) : number.add(step);
        }
    }

    private static long commonSource(
            Rounding rounding, MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count) {
        Format formatA = Format.of(rounding.bitsA(), rounding.minExponentA());
        Format formatB = Format.of(rounding.bitsB(), rounding.minExponentB());
        long equal = 0;
        for (int i = 0; i < count; i += FLOATS.length()) {
            FloatVector p = load(a, offsetA, i);
            FloatVector q = load(b, offsetB, i);
            FloatVector low = formatA.edge(p, true).max(formatB.edge(q, true));
            FloatVector high = formatA.edge(p, false).min(formatB.edge(q, false));
            FloatVector middle = low.add(high).mul(0.5f);
            VectorMask<Float> common =
                    formatA.round(middle).eq(p).and(formatB.round(middle).eq(q));
            equal += common.or(p.eq(q)).or(bothNaN(p, q)).trueCount();
        }
        return equal;
    }

    private static VectorMask<Float> bothNaN(FloatVector p, FloatVector q) {
        return p.test(VectorOperators.IS_NAN).and(q.test(VectorOperators.IS_NAN));
    }

    private static FloatVector load(MemorySegment segment, long offset, int index) {
        return FloatVector.fromMemorySegment(FLOATS, segment, offset + 4L * index, LITTLE_ENDIAN);
    }
}
