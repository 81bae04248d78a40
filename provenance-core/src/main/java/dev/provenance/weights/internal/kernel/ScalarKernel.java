package dev.provenance.weights.internal.kernel;

import dev.provenance.safetensors.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The kernel in plain Java: the reference for the others, and the fallback where the Vector API is absent. */
public final class ScalarKernel implements PairKernel {

    @Override
    public String name() {
        return "scalar";
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
        float[] p = new float[GROUP];
        float[] q = new float[GROUP];
        for (int from = 0; from < count; from += GROUP) {
            for (int i = 0; i < GROUP; i++) {
                p[i] = NarrowFormat.decode(DType.BF16, a.get(Layouts.SHORT, offsetA + 2L * (from + i)));
                q[i] = NarrowFormat.decode(DType.BF16, b.get(Layouts.SHORT, offsetB + 2L * (from + i)));
            }
            sumGroup(p, q, pivotA, pivotB, sums);
        }
    }

    /**
     * One group in narrow lanes. Lane {@code k} of the sums gets the elements {@code 2k} and {@code 2k + 1} of each 32,
     * summed apart in float and then together in double.
     */
    private static void sumGroup(float[] p, float[] q, float pivotA, float pivotB, BlockSums sums) {
        for (int lane = 0; lane < BlockSums.LANES; lane++) {
            double x = 0;
            double y = 0;
            double xx = 0;
            double yy = 0;
            double xy = 0;
            double dd = 0;
            for (int set = 0; set < 2; set++) {
                float setX = 0;
                float setY = 0;
                float setXX = 0;
                float setYY = 0;
                float setXY = 0;
                float setDD = 0;
                int max = sums.floatMax[lane];
                int equal = 0;
                int zerosA = 0;
                int zerosB = 0;
                for (int i = 2 * lane + set; i < GROUP; i += BlockSums.NARROW_LANES) {
                    float u = p[i] - pivotA;
                    float v = q[i] - pivotB;
                    float d = p[i] - q[i];
                    setX += u;
                    setY += v;
                    setXX = Math.fma(u, u, setXX);
                    setYY = Math.fma(v, v, setYY);
                    setXY = Math.fma(u, v, setXY);
                    setDD = Math.fma(d, d, setDD);
                    max = Math.max(max, Float.floatToRawIntBits(d) & Integer.MAX_VALUE);
                    equal += Float.floatToRawIntBits(p[i]) == Float.floatToRawIntBits(q[i]) ? 1 : 0;
                    zerosA += p[i] == 0 ? 1 : 0;
                    zerosB += q[i] == 0 ? 1 : 0;
                }
                sums.floatMax[lane] = max;
                sums.equal += equal;
                sums.zerosA += zerosA;
                sums.zerosB += zerosB;
                x += setX;
                y += setY;
                xx += setXX;
                yy += setYY;
                xy += setXY;
                dd += setDD;
            }
            sums.x[lane] += x;
            sums.y[lane] += y;
            sums.xx[lane] += xx;
            sums.yy[lane] += yy;
            sums.xy[lane] += xy;
            sums.dd[lane] += dd;
        }
    }

    @Override
    public void sumF32(MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count, BlockSums sums) {
        int whole = count - count % BlockSums.LANES;
        for (int lane = 0; lane < BlockSums.LANES; lane++) {
            double x = sums.x[lane];
            double y = sums.y[lane];
            double xx = sums.xx[lane];
            double yy = sums.yy[lane];
            double xy = sums.xy[lane];
            double dd = sums.dd[lane];
            int max = sums.floatMax[lane];
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += BlockSums.LANES) {
                float p = a.get(Layouts.FLOAT, offsetA + 4L * i);
                float q = b.get(Layouts.FLOAT, offsetB + 4L * i);
                double u = p;
                double v = q;
                double d = u - v;
                x += u;
                y += v;
                xx = Math.fma(u, u, xx);
                yy = Math.fma(v, v, yy);
                xy = Math.fma(u, v, xy);
                dd = Math.fma(d, d, dd);
                max = Math.max(max, Float.floatToRawIntBits(p - q) & Integer.MAX_VALUE);
                equal += Float.floatToRawIntBits(p) == Float.floatToRawIntBits(q) ? 1 : 0;
                zerosA += p == 0 ? 1 : 0;
                zerosB += q == 0 ? 1 : 0;
            }
            sums.x[lane] = x;
            sums.y[lane] = y;
            sums.xx[lane] = xx;
            sums.yy[lane] = yy;
            sums.xy[lane] = xy;
            sums.dd[lane] = dd;
            sums.floatMax[lane] = max;
            sums.equal += equal;
            sums.zerosA += zerosA;
            sums.zerosB += zerosB;
        }
        sums.addTailF32(a, offsetA, b, offsetB, whole, count);
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
        int whole = count - count % BlockSums.LANES;
        for (int lane = 0; lane < BlockSums.LANES; lane++) {
            double x = sums.x[lane];
            double y = sums.y[lane];
            double xx = sums.xx[lane];
            double yy = sums.yy[lane];
            double xy = sums.xy[lane];
            double dd = sums.dd[lane];
            long max = sums.max[lane];
            int equal = 0;
            int zerosA = 0;
            int zerosB = 0;
            for (int i = lane; i < whole; i += BlockSums.LANES) {
                double p = a.get(Layouts.DOUBLE, offsetA + 8L * i);
                double q = b.get(Layouts.DOUBLE, offsetB + 8L * i);
                double u = p - pivotA;
                double v = q - pivotB;
                double d = p - q;
                x += u;
                y += v;
                xx = Math.fma(u, u, xx);
                yy = Math.fma(v, v, yy);
                xy = Math.fma(u, v, xy);
                dd = Math.fma(d, d, dd);
                max = Math.max(max, Double.doubleToRawLongBits(d) & Long.MAX_VALUE);
                equal += Double.doubleToRawLongBits(p) == Double.doubleToRawLongBits(q) ? 1 : 0;
                zerosA += p == 0 ? 1 : 0;
                zerosB += q == 0 ? 1 : 0;
            }
            sums.x[lane] = x;
            sums.y[lane] = y;
            sums.xx[lane] = xx;
            sums.yy[lane] = yy;
            sums.xy[lane] = xy;
            sums.dd[lane] = dd;
            sums.max[lane] = max;
            sums.equal += equal;
            sums.zerosA += zerosA;
            sums.zerosB += zerosB;
        }
        sums.addTailF64(a, offsetA, b, offsetB, whole, count, pivotA, pivotB);
    }

    @Override
    public void toBf16(DType dtype, MemorySegment source, long offset, short[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = NarrowFormat.bf16Bits(dtype, source.get(ValueLayout.JAVA_BYTE, offset + i));
        }
    }

    @Override
    public void toFloats(DType dtype, MemorySegment source, long offset, float[] floats, int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = dtype == DType.F64
                    ? (float) source.get(Layouts.DOUBLE, offset + 8L * i)
                    : NarrowFormat.decode(dtype, source.get(Layouts.SHORT, offset + 2L * i));
        }
    }

    @Override
    public void toDoubles(MemorySegment floats, long offset, double[] doubles, int count) {
        for (int i = 0; i < count; i++) {
            doubles[i] = floats.get(Layouts.FLOAT, offset + 4L * i);
        }
    }

    @Override
    public long countEqual(Rounding rounding, MemorySegment a, long offsetA, MemorySegment b, long offsetB, int count) {
        long equal = 0;
        for (int i = 0; i < count; i++) {
            float p = a.get(Layouts.FLOAT, offsetA + 4L * i);
            float q = b.get(Layouts.FLOAT, offsetB + 4L * i);
            equal += rounding.equal(p, q) ? 1 : 0;
        }
        return equal;
    }
}
