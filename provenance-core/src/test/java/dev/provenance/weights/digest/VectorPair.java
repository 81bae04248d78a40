package dev.provenance.weights.digest;

/** Two vectors of equal length. */
final class VectorPair {

    final double[] a;
    final double[] b;

    private VectorPair(double[] a, double[] b) {
        this.a = a;
        this.b = b;
    }

    /** Gaussian numbers with that expected correlation. */
    static VectorPair correlated(double correlation, long seed, int count) {
        double[] a = SketchOf.gaussian(2 * seed, count);
        double[] noise = SketchOf.gaussian(2 * seed + 1, count);
        return new VectorPair(a, sum(correlation, a, Math.sqrt(1 - correlation * correlation), noise));
    }

    /** Gaussian numbers with exactly that cosine: short vectors scatter around their expected one. */
    static VectorPair ofCosine(double cosine, long seed, int count) {
        double[] a = SketchOf.gaussian(2 * seed, count);
        double[] other = SketchOf.gaussian(2 * seed + 1, count);
        double[] across = sum(1, other, -product(a, other) / product(a, a), a);
        double scale = Math.sqrt((1 - cosine * cosine) * product(a, a) / product(across, across));
        return new VectorPair(a, sum(cosine, a, scale, across));
    }

    /** The cosine by its definition. */
    double cosine() {
        return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
    }

    private static double[] sum(double factorX, double[] x, double factorY, double[] y) {
        double[] sum = new double[x.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = factorX * x[i] + factorY * y[i];
        }
        return sum;
    }

    private static double product(double[] x, double[] y) {
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            product += x[i] * y[i];
        }
        return product;
    }
}
