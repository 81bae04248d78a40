package dev.provenance.weights.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The sums over one block, by virtual lane; owned by the caller. With {@code x = a − pivotA} and {@code y = b − pivotB} a
 * lane holds Σx, Σy, Σx², Σy², Σxy, Σ(a−b)² and the bits of max|a−b|.
 */
public final class BlockSums {

    public static final int LANES = 16;

    /** Two sets of float lanes. */
    public static final int NARROW_LANES = 2 * LANES;

    public final double[] x = new double[LANES];
    public final double[] y = new double[LANES];
    public final double[] xx = new double[LANES];
    public final double[] yy = new double[LANES];
    public final double[] xy = new double[LANES];
    public final double[] dd = new double[LANES];
    /** Largest |a − b| of doubles as the bits of a double: for numbers from 0 on, bits are ordered as numbers. */
    public final long[] max = new long[LANES];
    /** Largest |a − b| of floats, as the bits of a float. */
    public final int[] floatMax = new int[LANES];

    /** Float lanes of a group on their way into double: Σx, Σy, Σx², Σy², Σxy and Σ(a−b)², each of two sets of lanes. */
    public final float[] narrow = new float[6 * NARROW_LANES];

    /** Elements whose bits are equal; zeros of either sign in a; in b. */
    public long equal;

    public long zerosA;
    public long zerosB;

    void clear() {
        for (double[] lanes : new double[][] {x, y, xx, yy, xy, dd}) {
            Arrays.fill(lanes, 0);
        }
        Arrays.fill(max, 0);
        Arrays.fill(floatMax, 0);
        equal = 0;
        zerosA = 0;
        zerosB = 0;
    }

    /** Adds one element to a wide lane, exactly as every kernel does: a and b less their pivots, and a − b. */
    void add(int lane, double u, double v, double d) {
        addProducts(lane, u, v, d);
        max[lane] = Math.max(max[lane], Double.doubleToRawLongBits(d) & Long.MAX_VALUE);
    }

    private void addProducts(int lane, double u, double v, double d) {
        x[lane] += u;
        y[lane] += v;
        xx[lane] = Math.fma(u, u, xx[lane]);
        yy[lane] = Math.fma(v, v, yy[lane]);
        xy[lane] = Math.fma(u, v, xy[lane]);
        dd[lane] = Math.fma(d, d, dd[lane]);
    }

    /** Finishes a run of F32 whose length is no multiple of the lanes: adds and counts the elements from there on. */
    public void addTailF32(MemorySegment a, long offsetA, MemorySegment b, long offsetB, int from, int count) {
        for (int i = from; i < count; i++) {
            float p = a.get(Layouts.FLOAT, offsetA + 4L * i);
            float q = b.get(Layouts.FLOAT, offsetB + 4L * i);
            int lane = i % LANES;
            addProducts(lane, p, q, (double) p - q);
            floatMax[lane] = Math.max(floatMax[lane], Float.floatToRawIntBits(p - q) & Integer.MAX_VALUE);
            equal += Float.floatToRawIntBits(p) == Float.floatToRawIntBits(q) ? 1 : 0;
            zerosA += p == 0 ? 1 : 0;
            zerosB += q == 0 ? 1 : 0;
        }
    }

    /** As {@link #addTailF32}, for F64. */
    public void addTailF64(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            int from,
            int count,
            double pivotA,
            double pivotB) {
        for (int i = from; i < count; i++) {
            double p = a.get(Layouts.DOUBLE, offsetA + 8L * i);
            double q = b.get(Layouts.DOUBLE, offsetB + 8L * i);
            add(i % LANES, p - pivotA, q - pivotB, p - q);
            equal += Double.doubleToRawLongBits(p) == Double.doubleToRawLongBits(q) ? 1 : 0;
            zerosA += p == 0 ? 1 : 0;
            zerosB += q == 0 ? 1 : 0;
        }
    }

    /** The fixed tree in which lanes are added: halves upon halves. */
    static double total(double[] lanes) {
        double[] halves = lanes.clone();
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                halves[lane] += halves[lane + half];
            }
        }
        return halves[0];
    }

    /** The share of the largest lane in a sum of squares; about 1/16 where numbers are of one size. */
    static double largestShare(double[] squares) {
        double largest = 0;
        for (double lane : squares) {
            largest = Math.max(largest, lane);
        }
        return largest / total(squares);
    }

    boolean areFinite() {
        return Double.isFinite(total(xx) + total(yy) + total(xy) + total(dd));
    }

    double largestDifference() {
        long wide = 0;
        int narrow = 0;
        for (int lane = 0; lane < LANES; lane++) {
            wide = Math.max(wide, max[lane]);
            narrow = Math.max(narrow, floatMax[lane]);
        }
        return Math.max(Double.longBitsToDouble(wide), Float.intBitsToFloat(narrow));
    }
}
