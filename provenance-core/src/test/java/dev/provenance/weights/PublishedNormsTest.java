package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.TestModels;
import dev.provenance.safetensors.DType;
import dev.provenance.weights.internal.kernel.Numbers;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Published measurements of two models' norm weights. The vectors themselves are not at hand, but their means, standard
 * deviations and correlation are, and every measure here is a function of these.
 */
class PublishedNormsTest {

    private static final int LENGTH = 4096;
    private static final Offset<Double> PUBLISHED = within(2e-6);
    private static final Map<String, String> TENSOR_OF =
            Map.of("norm_pre", "input_layernorm", "norm_post", "post_attention_layernorm");

    /** A row of the table: one norm of one layer in both models. */
    private record Norm(
            int layer,
            String category,
            double cosine,
            double centredCosine,
            double meanA,
            double deviationA,
            double meanB,
            double deviationB) {

        static Norm parse(String line) {
            String[] cells = line.split(",", -1);
            double[] numbers = IntStream.range(2, 9)
                    .mapToDouble(i -> Double.parseDouble(cells[i]))
                    .toArray();
            // numbers[1] is the cosine after shuffling.
            return new Norm(
                    Integer.parseInt(cells[0]),
                    cells[1],
                    numbers[0],
                    numbers[2],
                    numbers[3],
                    numbers[4],
                    numbers[5],
                    numbers[6]);
        }

        /** Our measures of two vectors with this row's moments; its standard deviations have the divisor n. */
        TensorSimilarity similarity() {
            double[] a = new double[LENGTH];
            double[] b = new double[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                // Both have mean 0 and mean square 1, and they are orthogonal.
                double u = Math.sqrt(2) * Math.cos(2 * Math.PI * i / LENGTH);
                double v = Math.sqrt(2) * Math.sin(2 * Math.PI * i / LENGTH);
                a[i] = meanA + deviationA * u;
                b[i] = meanB + deviationB * (centredCosine * u + Math.sqrt(1 - centredCosine * centredCosine) * v);
            }
            return TensorSimilarity.of(TestKernels.moments(Numbers.of(DType.F64, a), Numbers.of(DType.F64, b)));
        }
    }

    @Test
    void bothCosinesComeOutAsPublished() throws IOException {
        List<Norm> norms = norms();
        assertThat(norms).hasSize(92);
        for (Norm norm : norms) {
            TensorSimilarity similarity = norm.similarity();
            String name = norm.category() + " of layer " + norm.layer();
            assertThat(similarity.cosine().value()).as(name).isCloseTo(norm.cosine(), PUBLISHED);
            assertThat(similarity.centredCosine().value()).as(name).isCloseTo(norm.centredCosine(), PUBLISHED);
            assertThat(similarity.base().standardDeviation()).as(name).isCloseTo(norm.deviationA(), PUBLISHED);
            assertThat(similarity.suspect().mean()).as(name).isCloseTo(norm.meanB(), PUBLISHED);
        }
    }

    @Test
    void theOtherPublicationsMeasuresComeOutOfTheSameVectors() throws IOException {
        int compared = 0;
        for (Norm norm : norms()) {
            if (norm.layer() == 10 || norm.layer() == 20 || norm.layer() == 30) {
                TensorSimilarity similarity = norm.similarity();
                Map<String, Quantity> measures = Map.of(
                        "cosine", similarity.cosine(),
                        "centered_cosine", similarity.centredCosine(),
                        "pearson", similarity.centredCosine(),
                        // Their matrix is symmetric: in both triangles the divisor is the norm of the first model,
                        // Solar.
                        "rel_l2", similarity.relativeL2());
                for (Map.Entry<String, Quantity> measure : measures.entrySet()) {
                    String name = measure.getKey() + ", " + norm.category() + " of layer " + norm.layer();
                    double published = solarAndGlm(measure.getKey(), norm);
                    assertThat(measure.getValue().value()).as(name).isCloseTo(published, PUBLISHED);
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(3 * 2 * 4);
    }

    private static List<Norm> norms() throws IOException {
        return Files.readAllLines(TestModels.data("data", "solar-glm", "layernorm_sanity.csv")).stream()
                .skip(1)
                .map(Norm::parse)
                .toList();
    }

    private static double solarAndGlm(String metric, Norm norm) throws IOException {
        String file = "confusion_" + metric + "_layer" + norm.layer() + ".json";
        JsonNode json = JsonMapper.shared().readTree(Files.readString(TestModels.data("data", "solar-glm", file)));
        assertThat(json.at("/models/0").asString()).isEqualTo("solar");
        assertThat(json.at("/models/1").asString()).isEqualTo("glm");
        JsonNode matrix = json.at("/mats/" + TENSOR_OF.get(norm.category()));
        assertThat(matrix.at("/1/0").asDouble()).isEqualTo(matrix.at("/0/1").asDouble());
        return matrix.at("/0/1").asDouble();
    }
}
