package dev.provenance.weights.kernel;

/**
 * The sums over one block, by virtual lane; owned by the caller, overwritten by each kernel call. With
 * {@code x = a − pivotA} and {@code y = b − pivotB} a lane holds Σx, Σy, Σx², Σy², Σxy, Σ(a−b)² and max|a−b|.
 */
public final class BlockSums {

    /** Virtual lanes: as many as the widest vector has doubles. */
    public static final int LANES = 8;

    public final double[] x = new double[LANES];
    public final double[] y = new double[LANES];
    public final double[] xx = new double[LANES];
    public final double[] yy = new double[LANES];
    public final double[] xy = new double[LANES];
    public final double[] dd = new double[LANES];
    public final double[] max = new double[LANES];

    /** Elements whose bits are equal, of a and b; zeros (of either sign) in a; in b. */
    public long equal;

    public long zerosA;
    public long zerosB;

    /** Sets every sum and count to zero. */
    public void clear() {
        for (double[] lanes : new double[][] {x, y, xx, yy, xy, dd, max}) {
            java.util.Arrays.fill(lanes, 0);
        }
        equal = 0;
        zerosA = 0;
        zerosB = 0;
    }

    /** Adds one element's products to its lane, exactly as every kernel does. */
    void add(int lane, double a, double b, double pivotA, double pivotB) {
        double u = a - pivotA;
        double v = b - pivotB;
        double d = a - b;
        x[lane] += u;
        y[lane] += v;
        xx[lane] = Math.fma(u, u, xx[lane]);
        yy[lane] = Math.fma(v, v, yy[lane]);
        xy[lane] = Math.fma(u, v, xy[lane]);
        dd[lane] = Math.fma(d, d, dd[lane]);
        max[lane] = Math.max(max[lane], Math.abs(d));
    }

    /**
     * Finishes a block whose length is no multiple of the lanes: adds the elements from {@code from} on and counts them.
     */
    public void addTail(float[] a, float[] b, int from, int count, double pivotA, double pivotB) {
        for (int i = from; i < count; i++) {
            add(i % LANES, a[i], b[i], pivotA, pivotB);
            equal += Float.floatToRawIntBits(a[i]) == Float.floatToRawIntBits(b[i]) ? 1 : 0;
            zerosA += a[i] == 0 ? 1 : 0;
            zerosB += b[i] == 0 ? 1 : 0;
        }
    }

    /** As {@link #addTail(float[], float[], int, int, double, double)}, for a block in double. */
    public void addTail(double[] a, double[] b, int from, int count, double pivotA, double pivotB) {
        for (int i = from; i < count; i++) {
            add(i % LANES, a[i], b[i], pivotA, pivotB);
            equal += Double.doubleToRawLongBits(a[i]) == Double.doubleToRawLongBits(b[i]) ? 1 : 0;
            zerosA += a[i] == 0 ? 1 : 0;
            zerosB += b[i] == 0 ? 1 : 0;
        }
    }

    /** The fixed tree in which lanes are added: halves upon halves. */
    static double total(double[] lanes) {
        return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    }

    static double largest(double[] lanes) {
        double result = lanes[0];
        for (double lane : lanes) {
            result = Math.max(result, lane);
        }
        return result;
    }
}
