package dev.provenance.weights.kernel;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The kernel in plain Java: the reference for the others, and the fallback where the Vector API is absent. */
public final class ScalarKernel implements PairKernel {

    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void decodeBf16(MemorySegment source, long byteOffset, float[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = bf16(source.get(SHORT, byteOffset + 2L * i));
        }
    }

    @Override
    public void decodeF16(MemorySegment source, long byteOffset, float[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = f16(source.get(SHORT, byteOffset + 2L * i));
        }
    }

    /** The number that these bfloat16 bits stand for: the upper half of a float. */
    public static float bf16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /**
     * The number that these half-precision bits stand for. Exponent and fraction are moved to a float's place and
     * rescaled by 2^112 (the difference of the biases), which is exact for subnormal numbers too. Unlike
     * {@link Float#float16ToFloat} it keeps the bits of every NaN on every machine.
     */
    public static float f16(short bits) {
        int magnitude = (bits & 0x7FFF) << 13;
        int widened = (bits & 0x7C00) == 0x7C00
                ? magnitude | 0x7F80_0000
                : Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * 0x1p112f);
        return Float.intBitsToFloat(widened | (bits & 0x8000) << 16);
    }

    @Override
    public void sum(float[] a, float[] b, int count, double pivotA, double pivotB, BlockSums sums) {
        sums.clear();
        int whole = count - count % BlockSums.LANES;
        for (int lane = 0; lane < BlockSums.LANES; lane++) {
            double x = 0;
            double y = 0;
            double xx = 0;
            double yy = 0;
            double xy = 0;
            double dd = 0;
            double max = 0;
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += BlockSums.LANES) {
                float p = a[i];
                float q = b[i];
                double u = p - pivotA;
                double v = q - pivotB;
                double d = (double) p - q;
                x += u;
                y += v;
                xx = Math.fma(u, u, xx);
                yy = Math.fma(v, v, yy);
                xy = Math.fma(u, v, xy);
                dd = Math.fma(d, d, dd);
                max = Math.max(max, Math.abs(d));
                equal += Float.floatToRawIntBits(p) == Float.floatToRawIntBits(q) ? 1 : 0;
                zerosA += p == 0 ? 1 : 0;
                zerosB += q == 0 ? 1 : 0;
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
        int whole = count - count % BlockSums.LANES;
        for (int lane = 0; lane < BlockSums.LANES; lane++) {
            double x = 0;
            double y = 0;
            double xx = 0;
            double yy = 0;
            double xy = 0;
            double dd = 0;
            double max = 0;
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += BlockSums.LANES) {
                double p = a[i];
                double q = b[i];
                double u = p - pivotA;
                double v = q - pivotB;
                double d = p - q;
                x += u;
                y += v;
                xx = Math.fma(u, u, xx);
                yy = Math.fma(v, v, yy);
                xy = Math.fma(u, v, xy);
                dd = Math.fma(d, d, dd);
                max = Math.max(max, Math.abs(d));
                equal += Double.doubleToRawLongBits(p) == Double.doubleToRawLongBits(q) ? 1 : 0;
                zerosA += p == 0 ? 1 : 0;
                zerosB += q == 0 ? 1 : 0;
            }
            store(sums, lane, x, y, xx, yy, xy, dd, max);
            sums.equal += equal;
            sums.zerosA += zerosA;
            sums.zerosB += zerosB;
        }
        sums.addTail(a, b, whole, count, pivotA, pivotB);
    }

    private static void store(
            BlockSums sums, int lane, double x, double y, double xx, double yy, double xy, double dd, double max) {
        sums.x[lane] = x;
        sums.y[lane] = y;
        sums.xx[lane] = xx;
        sums.yy[lane] = yy;
        sums.xy[lane] = xy;
        sums.dd[lane] = dd;
        sums.max[lane] = max;
    }
}
