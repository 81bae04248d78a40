package dev.provenance.weights.internal.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/** The measures in exact arithmetic but for the last division and root, which are to 50 digits. For finite numbers. */
record ExactSimilarity(double cosine, double centredCosine, double relativeL2) {

    private static final MathContext DIGITS = new MathContext(50);

    static ExactSimilarity of(double[] a, double[] b) {
        BigDecimal n = BigDecimal.valueOf(a.length);
        BigDecimal sumA = BigDecimal.ZERO;
        BigDecimal sumB = BigDecimal.ZERO;
        BigDecimal squaresA = BigDecimal.ZERO;
        BigDecimal squaresB = BigDecimal.ZERO;
        BigDecimal products = BigDecimal.ZERO;
        BigDecimal squaredDifference = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            BigDecimal x = new BigDecimal(a[i]);
            BigDecimal y = new BigDecimal(b[i]);
            sumA = sumA.add(x);
            sumB = sumB.add(y);
            squaresA = squaresA.add(x.multiply(x));
            squaresB = squaresB.add(y.multiply(y));
            products = products.add(x.multiply(y));
            squaredDifference = squaredDifference.add(x.subtract(y).pow(2));
        }
        // n times the centred sums.
        BigDecimal centredA = n.multiply(squaresA).subtract(sumA.pow(2));
        BigDecimal centredB = n.multiply(squaresB).subtract(sumB.pow(2));
        BigDecimal co = n.multiply(products).subtract(sumA.multiply(sumB));
        return new ExactSimilarity(
                cosine(products, squaresA, squaresB),
                cosine(co, centredA, centredB),
                squaredDifference.divide(squaresA, DIGITS).sqrt(DIGITS).doubleValue());
    }

    private static double cosine(BigDecimal products, BigDecimal squaresA, BigDecimal squaresB) {
        BigDecimal norms = squaresA.multiply(squaresB).sqrt(DIGITS);
        return products.divide(norms, DIGITS).doubleValue();
    }
}
