package dev.provenance.lineage.internal.exhibit;

import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.message.Message;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * How the shared tokens' embeddings lie to each other: the correlation of their pairwise cosines in one model with those in
 * the other. A rotation of a model does not change it, and widths may differ. The null permutes the suspect's tokens. It is
 * not what independence gives: tokens have names, and models that learnt from like text put like tokens near each other.
 *
 * <p>{@value #TOKENS} tokens: {@code 2·256²·d} operations for each model and {@value #PERMUTATIONS} passes over 32,640 pairs.
 */
final class EmbeddingGeometry {

    static final int TOKENS = 256;
    private static final int FEWEST = 32;
    private static final int PERMUTATIONS = 199;

    private EmbeddingGeometry() {}

    static Finding of(SharedEmbeddings embeddings, long seed) {
        if (embeddings.count() < FEWEST) {
            return Exhibit.notRun(Measure.EMBEDDING_GEOMETRY, "exhibit.tokens-not-run", embeddings.count(), FEWEST);
        }
        SharedEmbeddings sample = embeddings.first(TOKENS);
        Matrix ofBase = cosines(sample.base());
        Matrix ofSuspect = cosines(sample.suspect());
        int[] order = new int[sample.count()];
        Arrays.setAll(order, i -> i);
        double[] left = pairs(ofBase, order);
        double correlation = new PearsonsCorrelation().correlation(left, pairs(ofSuspect, order));
        if (!Double.isFinite(correlation)) {
            return Exhibit.notRun(Measure.EMBEDDING_GEOMETRY, "exhibit.geometry-constant");
        }
        Random random = new Random(seed);
        double[] permuted = new double[PERMUTATIONS];
        for (int i = 0; i < PERMUTATIONS; i++) {
            shuffle(order, random);
            permuted[i] = new PearsonsCorrelation().correlation(left, pairs(ofSuspect, order));
        }
        NullModel nullModel = NullModel.of(Message.of("exhibit.geometry-null", PERMUTATIONS), permuted);
        return Exhibit.of(
                Measure.EMBEDDING_GEOMETRY,
                correlation,
                nullModel,
                Message.of("exhibit.geometry", sample.count(), correlation, nullModel.spread()));
    }

    private static Matrix cosines(Matrix rows) {
        Matrix unit = rows.normaliseRows();
        return Products.timesTransposed(unit, unit);
    }

    private static double[] pairs(Matrix cosines, int[] order) {
        double[] pairs = new double[order.length * (order.length - 1) / 2];
        int at = 0;
        for (int i = 0; i < order.length; i++) {
            float[] row = cosines.row(order[i]);
            for (int j = 0; j < i; j++) {
                pairs[at++] = row[order[j]];
            }
        }
        return pairs;
    }

    static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
