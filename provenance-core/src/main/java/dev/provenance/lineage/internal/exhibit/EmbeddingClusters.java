package dev.provenance.lineage.internal.exhibit;

import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.internal.matching.Assignment;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.lineage.internal.matrix.SketchedSpectrum;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * K-means of embedding rows, and how far the centroids that belong to each other lie apart, as a share of their norm: 0 for
 * a copy, 1 where centroids are at right angles. The base's clusters are found by k-means++ (Arthur and Vassilvitskii 2007),
 * the suspect's by k-means from the same partition of the tokens: embeddings have many partitions that are nearly as good,
 * and a fine-tune would land in another one by chance. Centroids are matched by assignment, which brings unrelated ones
 * nearer too; the null, the suspect's centroids with their places permuted, is matched alike.
 *
 * <p>{@value #TOKENS} tokens in {@value #CLUSTERS} clusters, found in 64 random directions: {@code 4·512·64·d} operations, a
 * few megabytes. Void where the suspect was rotated.
 */
final class EmbeddingClusters {

    static final int TOKENS = 512;
    private static final int CLUSTERS = 8;
    private static final int FEWEST = 64;
    private static final int ROUNDS = 100;
    private static final int PERMUTATIONS = 99;

    private EmbeddingClusters() {}

    /** A token as k-means sees it. */
    private record Row(int number, List<Double> place) implements Clusterable {
        @Override
        public double[] getPoint() {
            return place.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    static Finding of(SharedEmbeddings embeddings, long seed) {
        Measure measure = Measure.EMBEDDING_CENTROIDS;
        if (embeddings.count() < FEWEST) {
            return Exhibit.notRun(measure, "exhibit.tokens-not-run", embeddings.count(), FEWEST);
        }
        if (embeddings.base().columns() != embeddings.suspect().columns()) {
            return Exhibit.notRun(
                    measure,
                    "exhibit.widths-not-run",
                    embeddings.base().columns(),
                    embeddings.suspect().columns());
        }
        SharedEmbeddings sample = embeddings.first(TOKENS);
        Matrix directions = SketchedSpectrum.directions(sample.base().columns(), seed);
        int[] partition = partition(Products.times(sample.base(), directions), seed);
        Matrix ofBase = centroids(sample.base(), partition);
        Matrix ofSuspect =
                centroids(sample.suspect(), refined(Products.times(sample.suspect(), directions), partition));
        int count = Math.min(ofBase.rows(), ofSuspect.rows());
        if (count < 2 || ofBase.norm() == 0 || ofSuspect.norm() == 0) {
            return Exhibit.notRun(measure, "exhibit.centroids-constant");
        }
        double distance = distance(ofBase, ofSuspect);
        Random random = new Random(seed);
        int[] places = new int[ofSuspect.columns()];
        Arrays.setAll(places, i -> i);
        double[] permuted = new double[PERMUTATIONS];
        for (int i = 0; i < PERMUTATIONS; i++) {
            EmbeddingGeometry.shuffle(places, random);
            permuted[i] = distance(ofBase, ofSuspect.transpose().select(places).transpose());
        }
        NullModel nullModel = NullModel.of(Message.of("exhibit.centroids-null", PERMUTATIONS), permuted);
        return Exhibit.of(
                measure,
                distance,
                nullModel,
                Message.of(
                        "exhibit.centroids",
                        count,
                        sample.count(),
                        distance,
                        nullModel.centre(),
                        nullModel.smallest()));
    }

    /** The cluster of each row, by k-means++. */
    private static int[] partition(Matrix sketch, long seed) {
        List<Row> points = new ArrayList<>();
        for (int i = 0; i < sketch.rows(); i++) {
            List<Double> place = new ArrayList<>();
            for (float value : sketch.row(i)) {
                place.add((double) value);
            }
            points.add(new Row(i, List.copyOf(place)));
        }
        int[] labels = new int[points.size()];
        int label = 0;
        for (CentroidCluster<Row> cluster : new KMeansPlusPlusClusterer<Row>(
                        CLUSTERS, ROUNDS, new EuclideanDistance(), new Well19937c(seed))
                .cluster(points)) {
            for (Row member : cluster.getPoints()) {
                labels[member.number()] = label;
            }
            label++;
        }
        return labels;
    }

    /** The cluster of each row, by k-means from this partition on. */
    private static int[] refined(Matrix sketch, int[] start) {
        int[] labels = start.clone();
        for (int round = 0; round < ROUNDS; round++) {
            Matrix centroids = centroids(sketch, labels);
            boolean moved = false;
            for (int i = 0; i < labels.length; i++) {
                int nearest = labels[i];
                for (int cluster = 0; cluster < centroids.rows(); cluster++) {
                    if (squaredDistance(sketch.row(i), centroids.row(cluster))
                            < squaredDistance(sketch.row(i), centroids.row(nearest))) {
                        nearest = cluster;
                    }
                }
                moved |= nearest != labels[i];
                labels[i] = nearest;
            }
            if (!moved) {
                break;
            }
        }
        return labels;
    }

    /** Mean rows of the clusters; zero for one without members. */
    private static Matrix centroids(Matrix rows, int[] labels) {
        Matrix centroids = Matrix.zeros(Arrays.stream(labels).max().orElse(0) + 1, rows.columns());
        int[] members = new int[centroids.rows()];
        for (int label : labels) {
            members[label]++;
        }
        for (int i = 0; i < labels.length; i++) {
            float[] centroid = centroids.row(labels[i]);
            float[] row = rows.row(i);
            for (int j = 0; j < row.length; j++) {
                centroid[j] += row[j] / members[labels[i]];
            }
        }
        return centroids;
    }

    /** Root mean square distance of matched centroids over their root mean square norms, added in squares. */
    private static double distance(Matrix base, Matrix suspect) {
        boolean turned = base.rows() > suspect.rows();
        Matrix few = turned ? suspect : base;
        Matrix many = turned ? base : suspect;
        Matrix gains = Matrix.zeros(few.rows(), many.rows());
        for (int i = 0; i < few.rows(); i++) {
            for (int j = 0; j < many.rows(); j++) {
                gains.row(i)[j] = (float) -squaredDistance(few.row(i), many.row(j));
            }
        }
        int[] partners = Assignment.largest(gains);
        double apart = 0;
        double squares = 0;
        float[] origin = new float[base.columns()];
        for (int i = 0; i < partners.length; i++) {
            apart += squaredDistance(few.row(i), many.row(partners[i]));
            squares += squaredDistance(few.row(i), origin) + squaredDistance(many.row(partners[i]), origin);
        }
        return Math.sqrt(apart / squares);
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += ((double) a[j] - b[j]) * ((double) a[j] - b[j]);
        }
        return sum;
    }
}
