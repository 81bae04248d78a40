package dev.provenance.lineage.internal.evidence;

import dev.provenance.lineage.internal.matrix.Matrix;

/**
 * Direct measures of rows that were held against each other.
 *
 * @param elements how many numbers
 * @param cosine {@code Σab/√(Σa²Σb²)}
 * @param centredCosine Pearson's correlation of all numbers
 * @param relativeL2 {@code ‖a − b‖/‖a‖}, a the base
 * @param factor c of the least {@code ‖c·a − b‖}
 */
record Agreement(long elements, double cosine, double centredCosine, double relativeL2, double factor) {

    /** Of rows of equal number; NaN where one side is zero or constant. */
    static Agreement of(Matrix base, Matrix suspect) {
        long n = 0;
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < base.rows(); i++) {
            float[] a = base.row(i);
            float[] b = suspect.row(i);
            for (int j = 0; j < a.length; j++) {
                meanA += a[j];
                meanB += b[j];
            }
            n += a.length;
        }
        meanA /= n;
        meanB /= n;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        double difference = 0;
        for (int i = 0; i < base.rows(); i++) {
            float[] a = base.row(i);
            float[] b = suspect.row(i);
            for (int j = 0; j < a.length; j++) {
                double x = a[j] - meanA;
                double y = b[j] - meanB;
                aa += x * x;
                bb += y * y;
                ab += x * y;
                difference += ((double) a[j] - b[j]) * ((double) a[j] - b[j]);
            }
        }
        double rawAa = aa + n * meanA * meanA;
        double rawBb = bb + n * meanB * meanB;
        double rawAb = ab + n * meanA * meanB;
        return new Agreement(
                n, ratio(rawAb, rawAa, rawBb), ratio(ab, aa, bb), Math.sqrt(difference / rawAa), rawAb / rawAa);
    }

    private static double ratio(double products, double squaresA, double squaresB) {
        return squaresA > 0 && squaresB > 0
                ? Math.clamp(products / (Math.sqrt(squaresA) * Math.sqrt(squaresB)), -1.0, 1.0)
                : Double.NaN;
    }

    /** What is left after the best factor, as a share of the norm: √(1 − cos²). */
    double change() {
        return Math.sqrt(Math.max(0, 1 - cosine * cosine));
    }
}
