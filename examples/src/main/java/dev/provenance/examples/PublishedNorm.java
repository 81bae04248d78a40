package dev.provenance.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What was published of one norm of one layer in both models, and what follows from it.
 *
 * @param layer its layer
 * @param norm which norm of the layer
 * @param cosine raw cosine of the two models' vectors
 * @param shuffled raw cosine after one vector was shuffled
 * @param centred cosine after each vector's mean was subtracted
 * @param solar mean and standard deviation of Solar's vector
 * @param glm mean and standard deviation of GLM's
 * @param withinSolar correlation with the same norm of Solar's layers 10, 20 and 30
 * @param withinGlm the same of GLM
 */
record PublishedNorm(
        int layer,
        String norm,
        double cosine,
        double shuffled,
        double centred,
        Moments solar,
        Moments glm,
        List<Double> withinSolar,
        List<Double> withinGlm) {

    /** Mean and standard deviation of a vector's numbers. */
    record Moments(double mean, double deviation) {

        double meanSquare() {
            return mean * mean + deviation * deviation;
        }
    }

    /** The raw cosine that these means and deviations give to vectors of this correlation. */
    double rawCosine(double correlation) {
        return (correlation * solar.deviation() * glm.deviation() + solar.mean() * glm.mean())
                / Math.sqrt(solar.meanSquare() * glm.meanSquare());
    }

    /** The figures that come with the example. */
    static List<PublishedNorm> shipped() throws IOException {
        try (InputStream table = Objects.requireNonNull(
                PublishedNorm.class.getResourceAsStream("solar-glm.tsv"), "solar-glm.tsv in the example's jar")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(PublishedNorm::parse)
                    .toList();
        }
    }

    private static PublishedNorm parse(String line) {
        String[] cells = line.split("\t", -1);
        double[] numbers =
                Arrays.stream(cells).skip(2).mapToDouble(Double::parseDouble).toArray();
        List<Double> within = Arrays.stream(numbers).skip(7).boxed().toList();
        return new PublishedNorm(
                Integer.parseInt(cells[0]),
                cells[1],
                numbers[0],
                numbers[1],
                numbers[2],
                new Moments(numbers[3], numbers[4]),
                new Moments(numbers[5], numbers[6]),
                within.subList(0, 3),
                within.subList(3, 6));
    }
}
