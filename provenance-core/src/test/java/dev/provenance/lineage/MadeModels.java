package dev.provenance.lineage;

import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.PolarFactor;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Llama-like models whose numbers are drawn, and what can be done to them. */
final class MadeModels {

    static final int WIDTH = 40;
    static final int UNITS = 90;
    static final int LAYERS = 3;
    static final int TOKENS = 300;

    private MadeModels() {}

    /**
     * As training leaves it, by tensor name: rows, of o and down columns, of many sizes, which no rotation of the stream undoes.
     * They are every model's, so that what is mixed has the cosine of its share.
     */
    static Map<String, Matrix> model(long seed) {
        Random random = new Random(0);
        Map<String, Matrix> uneven = drawn(seed);
        uneven.replaceAll((name, tensor) -> {
            if (!name.contains("_proj")) {
                return tensor;
            }
            boolean columns = name.contains("o_proj") || name.contains("down_proj");
            float[] sizes = new float[columns ? tensor.columns() : tensor.rows()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = (float) Math.exp(0.5 * random.nextGaussian());
            }
            return columns
                    ? tensor.scaleColumns(sizes)
                    : tensor.transpose().scaleColumns(sizes).transpose();
        });
        return uneven;
    }

    /** As even as a random start, but for norms that vary. */
    static Map<String, Matrix> drawn(long seed) {
        Random random = new Random(seed);
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        tensors.put("model.embed_tokens.weight", gaussian(TOKENS, WIDTH, random));
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".";
            tensors.put(prefix + "input_layernorm.weight", norm(random));
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                tensors.put(prefix + "self_attn." + projection + ".weight", gaussian(WIDTH, WIDTH, random));
            }
            tensors.put(prefix + "post_attention_layernorm.weight", norm(random));
            tensors.put(prefix + "mlp.gate_proj.weight", gaussian(UNITS, WIDTH, random));
            tensors.put(prefix + "mlp.up_proj.weight", gaussian(UNITS, WIDTH, random));
            tensors.put(prefix + "mlp.down_proj.weight", gaussian(WIDTH, UNITS, random));
        }
        tensors.put("model.norm.weight", norm(random));
        tensors.put("lm_head.weight", gaussian(TOKENS, WIDTH, random));
        return tensors;
    }

    private static Matrix gaussian(int rows, int columns, Random random) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.row(i)[j] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }

    private static Matrix norm(Random random) {
        Matrix norm = Matrix.zeros(1, WIDTH);
        for (int j = 0; j < WIDTH; j++) {
            norm.row(0)[j] = (float) (1 + 0.1 * random.nextGaussian());
        }
        return norm;
    }

    /** A share of one model's deviations from its mean, the rest another's; norms by their own share. */
    static Map<String, Matrix> mixed(
            Map<String, Matrix> base, Map<String, Matrix> other, double share, double ofNorms) {
        Map<String, Matrix> mixed = new LinkedHashMap<>();
        base.forEach((name, tensor) -> {
            boolean norm = name.endsWith("norm.weight");
            double kept = norm ? ofNorms : share;
            double rest = Math.sqrt(1 - kept * kept);
            Matrix result = tensor.copy();
            for (int i = 0; i < result.rows(); i++) {
                float[] row = result.row(i);
                for (int j = 0; j < row.length; j++) {
                    float centre = norm ? 1 : 0;
                    row[j] = (float) (centre
                            + kept * (row[j] - centre)
                            + rest * (matrix(other, name).row(i)[j] - centre));
                }
            }
            mixed.put(name, result);
        });
        return mixed;
    }

    static Matrix matrix(Map<String, Matrix> model, String name) {
        return Objects.requireNonNull(model.get(name));
    }

    /** The residual stream in another orthogonal basis, norms folded in: the same function. */
    static Map<String, Matrix> rotated(Map<String, Matrix> base, long seed) {
        Matrix rotation = PolarFactor.of(gaussian(WIDTH, WIDTH, new Random(seed)));
        Map<String, Matrix> turned = new LinkedHashMap<>(base);
        turned.replaceAll((name, tensor) -> {
            if (name.endsWith("norm.weight")) {
                Matrix ones = Matrix.zeros(1, WIDTH);
                Arrays.fill(ones.row(0), 1);
                return ones;
            }
            if (name.contains("o_proj") || name.contains("down_proj")) {
                return Products.times(rotation.transpose(), tensor);
            }
            Matrix folded = name.contains("embed")
                    ? tensor
                    : tensor.scaleColumns(matrix(
                                    base,
                                    name.replace("lm_head.weight", "model.norm.weight")
                                            .replaceAll("self_attn.*", "input_layernorm.weight")
                                            .replaceAll("mlp.*", "post_attention_layernorm.weight"))
                            .row(0));
            return Products.times(folded, rotation);
        });
        return turned;
    }

    /** Hidden units in another order, each layer its own: the same function. */
    static Map<String, Matrix> withShuffledUnits(Map<String, Matrix> base, int kept, long seed) {
        Map<String, Matrix> shuffled = new LinkedHashMap<>(base);
        for (int layer = 0; layer < LAYERS; layer++) {
            int[] order = new Random(seed + layer)
                    .ints(0, UNITS)
                    .distinct()
                    .limit(kept)
                    .toArray();
            String prefix = "model.layers." + layer + ".mlp.";
            for (String side : List.of("gate_proj.weight", "up_proj.weight")) {
                shuffled.put(prefix + side, matrix(base, prefix + side).select(order));
            }
            String down = prefix + "down_proj.weight";
            shuffled.put(down, matrix(base, down).transpose().select(order).transpose());
        }
        return shuffled;
    }

    /** A report on two models that are written into a folder, with the knowledge that the base is older. */
    static ProvenanceReport examine(Path folder, Map<String, Matrix> base, Map<String, Matrix> suspect)
            throws IOException, InterruptedException {
        Path origin = folder.resolve("base.safetensors");
        Path examined = folder.resolve("suspect.safetensors");
        write(base, origin);
        write(suspect, examined);
        return TestModels.examineKnowingTheOrder(origin, examined);
    }

    static void write(Map<String, Matrix> model, Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        model.forEach((name, tensor) -> {
            float[] numbers = new float[tensor.rows() * tensor.columns()];
            for (int i = 0; i < tensor.rows(); i++) {
                System.arraycopy(tensor.row(i), 0, numbers, i * tensor.columns(), tensor.columns());
            }
            List<Long> shape = name.endsWith("norm.weight")
                    ? List.of((long) tensor.columns())
                    : List.of((long) tensor.rows(), (long) tensor.columns());
            writer.add(name, DType.F32, shape, SafetensorsWriter.bytes(numbers));
        });
        writer.write(file);
    }
}
