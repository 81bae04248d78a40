package dev.provenance.examples;

import dev.provenance.lineage.VerdictPolicy;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.statistics.JointPermutation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A public accusation, read again with its own figures. In January 2026 Solar-Open-100B was said to derive from GLM-4.5-Air
 * because 92 pairs of norm vectors had a mean cosine of 0.968. What that claims, what the null says, and what a test of
 * norm weights finds. Needs no model: means, deviations and correlations were published, and every measure here is a
 * function of them.
 */
public final class SolarGlm {

    private static final int LENGTH = 4096;
    private static final int NORMS = 92;
    private static final double PUBLISHED_COSINE = 0.9676;
    private static final double PUBLISHED_SHUFFLED = 0.9678;
    private static final double PUBLISHED_CENTRED = 0.0054;

    private SolarGlm() {}

    public static void main(String[] args) throws IOException {
        System.out.print(text(PublishedNorm.shipped()));
    }

    static String text(List<PublishedNorm> norms) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, """
            The claim: %d pairs of norm vectors have a mean raw cosine of %.4f.
            The null:  shuffle one vector of each pair, and it is %.4f. Centred, it is %.4f.

            Norm weights are positive and close to one number, so the means alone give the cosine:

            layer  norm                       cosine  shuffled  of means alone  centred
            """, NORMS, PUBLISHED_COSINE, PUBLISHED_SHUFFLED, PUBLISHED_CENTRED));
        for (PublishedNorm norm : norms) {
            text.append(String.format(
                    Locale.ROOT,
                    "%5d  %-25s %7.4f   %7.4f         %7.4f  %7.4f\n",
                    norm.layer(),
                    norm.norm(),
                    norm.cosine(),
                    norm.shuffled(),
                    norm.rawCosine(0),
                    norm.centred()));
        }
        JointPermutation test = test(norms);
        VerdictPolicy policy = VerdictPolicy.defaults();
        return text.append(String.format(
                        Locale.ROOT,
                        """

            The test: do the vectors agree at the places of the residual stream? Places are
            permuted for all vectors jointly, since norms of one model resemble each other.
            On vectors with the published moments and correlations, %d pairs of length %,d:

              mean correlation   %8.4f   a claim needs %.2f or more
              null's deviation   %8.4f   so the agreement is %.1f deviations from chance
              log10 p            %8.2f   a claim needs %.0f or less

            Of all %d pairs the correlations add up to %.1f to %.1f deviations: the first if all
            norms of a model were one vector, the second if they were independent, which they
            are not. A claim would need 4.8.

            Found: nothing. This is not "from scratch": norms alone cannot show that.
            """,
                        norms.size(),
                        LENGTH,
                        test.correlation(),
                        policy.derivedNorms(),
                        test.nullDeviation(),
                        test.z(),
                        test.log10P(),
                        policy.log10Significance(),
                        NORMS,
                        deviations(NORMS * (double) NORMS),
                        deviations(NORMS)))
                .toString();
    }

    /** The sum of all correlations in standard deviations of the null: ‖M‖² of JointPermutation lies between n and n². */
    private static double deviations(double squaredNorm) {
        return NORMS * PUBLISHED_CENTRED / Math.sqrt(squaredNorm / (LENGTH - 1));
    }

    /** The joint test on vectors that have the published figures. */
    static JointPermutation test(List<PublishedNorm> norms) {
        double[][] factor = Cholesky.factor(correlations(norms));
        int n = norms.size();
        float[][] solar = new float[n][];
        float[][] glm = new float[n][];
        for (int i = 0; i < n; i++) {
            PublishedNorm norm = norms.get(i);
            solar[i] = vector(norm.solar(), factor[i]);
            glm[i] = vector(norm.glm(), factor[n + i]);
        }
        return JointPermutation.of(Matrix.of(solar, LENGTH), Matrix.of(glm, LENGTH), JointPermutation.PERMUTATIONS, 0);
    }

    /**
     * Correlations of all vectors, Solar's first. What was not published, of different norms and of different layers of
     * different models, is zero: less dependence within a model makes an agreement look rarer than it is.
     */
    private static double[][] correlations(List<PublishedNorm> norms) {
        int n = norms.size();
        double[][] correlations = new double[2 * n][2 * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (norms.get(i).norm().equals(norms.get(j).norm())) {
                    int layer = norms.get(j).layer() / 10 - 1;
                    correlations[i][j] = norms.get(i).withinSolar().get(layer);
                    correlations[n + i][n + j] = norms.get(i).withinGlm().get(layer);
                }
            }
            correlations[i][n + i] = norms.get(i).centred();
            correlations[n + i][i] = norms.get(i).centred();
        }
        return correlations;
    }

    /** A vector of these moments: a combination of waves, which have mean 0, mean square 1 and no correlation. */
    private static float[] vector(PublishedNorm.Moments moments, double[] combination) {
        float[] vector = new float[LENGTH];
        for (int place = 0; place < LENGTH; place++) {
            double sum = 0;
            for (int wave = 0; wave < combination.length; wave++) {
                double angle = 2 * Math.PI * (wave / 2 + 1) * place / LENGTH;
                sum += combination[wave] * Math.sqrt(2) * (wave % 2 == 0 ? Math.cos(angle) : Math.sin(angle));
            }
            vector[place] = (float) (moments.mean() + moments.deviation() * sum);
        }
        return vector;
    }
}
