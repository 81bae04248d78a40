package dev.provenance;

import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.lineage.internal.matrix.PolarFactor;
import dev.provenance.lineage.internal.matrix.Products;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Towers whose numbers are drawn, what can be done to them, and folders that hold one beside the text model of a sample. A
 * tower's matrices have a decaying spectrum of their own, as trained ones do, norms that vary around one, and biases.
 */
public final class MadeTowers {

    public static final int WIDTH = 48;
    public static final int UNITS = 128;
    public static final int LAYERS = 3;

    /** How the families that use towers name them. */
    public enum Naming {
        /** CLIP and SigLIP in LLaVA. */
        LLAVA("vision_tower.vision_model.encoder.layers.%d.", "layer_norm1", "layer_norm2", "mlp.fc1", "mlp.fc2", null),
        QWEN2_VL("visual.blocks.%d.", "norm1", "norm2", "mlp.fc1", "mlp.fc2", null),
        QWEN25_VL("visual.blocks.%d.", "norm1", "norm2", "mlp.up_proj", "mlp.down_proj", "mlp.gate_proj"),
        /** Whisper's encoder in Qwen2-Audio. */
        QWEN2_AUDIO("audio_tower.layers.%d.", "self_attn_layer_norm", "final_layer_norm", "fc1", "fc2", null),
        /** No rule knows what stands before the layer. */
        STRANGE("<b>strange</b>\u202e.layers.%d.", "layer_norm1", "layer_norm2", "mlp.fc1", "mlp.fc2", null);

        private final String layer;
        private final String first;
        private final String second;
        private final String up;
        private final String down;
        private final @Nullable String gate;

        Naming(String layer, String first, String second, String up, String down, @Nullable String gate) {
            this.layer = layer;
            this.first = first;
            this.second = second;
            this.up = up;
            this.down = down;
            this.gate = gate;
        }

        private String of(int number, String name) {
            return layer.formatted(number) + name;
        }
    }

    private MadeTowers() {}

    /** A tower by tensor name; vectors are matrices of one row. */
    public static Map<String, Matrix> tower(Naming naming, long seed) {
        return tower(naming, seed, 31 * seed + 7);
    }

    /** Towers of one seed of directions, as if something shared had fixed their bases, have nothing else in common. */
    public static Map<String, Matrix> tower(Naming naming, long seed, long seedOfDirections) {
        Random random = new Random(seed);
        Random directions = new Random(seedOfDirections);
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            tensors.put(naming.of(layer, naming.first + ".weight"), norm(random));
            tensors.put(naming.of(layer, naming.second + ".weight"), norm(random));
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
                tensors.put(
                        naming.of(layer, "self_attn." + projection + ".weight"),
                        structured(WIDTH, WIDTH, random, directions));
            }
            if (naming.gate != null) {
                tensors.put(naming.of(layer, naming.gate + ".weight"), structured(UNITS, WIDTH, random, directions));
                tensors.put(naming.of(layer, naming.gate + ".bias"), gaussian(1, UNITS, 0.2, random));
            }
            tensors.put(naming.of(layer, naming.up + ".weight"), structured(UNITS, WIDTH, random, directions));
            tensors.put(naming.of(layer, naming.up + ".bias"), gaussian(1, UNITS, 0.2, random));
            tensors.put(
                    naming.of(layer, naming.down + ".weight"),
                    structured(UNITS, WIDTH, random, directions).transpose());
            tensors.put(naming.of(layer, naming.down + ".bias"), gaussian(1, WIDTH, 0.2, random));
        }
        return tensors;
    }

    /** The layers of a sample's text model under the names of a tower without gates: trained numbers, of known descent. */
    public static Map<String, Matrix> ofSample(String sample) throws IOException {
        Map<String, String> names = Map.of(
                "input_layernorm", "layer_norm1",
                "post_attention_layernorm", "layer_norm2",
                "self_attn.q_proj", "self_attn.q_proj",
                "self_attn.k_proj", "self_attn.k_proj",
                "self_attn.v_proj", "self_attn.v_proj",
                "self_attn.o_proj", "self_attn.out_proj",
                "mlp.up_proj", "mlp.fc1",
                "mlp.down_proj", "mlp.fc2");
        Pattern layer = Pattern.compile("model\\.layers\\.(\\d+)\\.(.+)\\.weight");
        Map<String, Matrix> tower = new LinkedHashMap<>();
        try (TensorArchive archive = TensorArchive.open(TestModels.sample(sample))) {
            for (TensorView tensor : archive.tensors()) {
                Matcher name = layer.matcher(tensor.name());
                if (name.matches() && names.containsKey(name.group(2))) {
                    int columns = Math.toIntExact(tensor.shape().getLast());
                    float[] numbers = floats(tensor);
                    tower.put(
                            Naming.LLAVA.of(Integer.parseInt(name.group(1)), names.get(name.group(2)) + ".weight"),
                            Matrix.of(numbers, numbers.length / columns, columns));
                }
            }
        }
        return tower;
    }

    private static float[] floats(TensorView tensor) throws IOException {
        double[] numbers = new double[Math.toIntExact(tensor.elementCount())];
        tensor.decode(0, numbers);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /** Gaussian rows in a basis of their own, the k-th direction with a share of {@code 1/√k}. */
    private static Matrix structured(int rows, int columns, Random random, Random directions) {
        Matrix basis = PolarFactor.of(gaussian(columns, columns, 1, directions));
        float[] shares = new float[columns];
        for (int k = 0; k < columns; k++) {
            shares[k] = (float) (1 / Math.sqrt(k + 1.0));
        }
        return Products.times(gaussian(rows, columns, 1, random).scaleColumns(shares), basis);
    }

    private static Matrix gaussian(int rows, int columns, double deviation, Random random) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.row(i)[j] = (float) (deviation * random.nextGaussian());
            }
        }
        return matrix;
    }

    private static Matrix norm(Random random) {
        Matrix norm = gaussian(1, WIDTH, 0.2, random);
        for (int j = 0; j < WIDTH; j++) {
            norm.row(0)[j] += 1;
        }
        return norm;
    }

    private static boolean isNorm(String name) {
        return name.contains("norm");
    }

    /** A share of one tower and the rest another's, with as much variance; norms by a share of their own. */
    public static Map<String, Matrix> mixed(
            Map<String, Matrix> one, Map<String, Matrix> other, double share, double ofNorms) {
        Map<String, Matrix> mixed = new LinkedHashMap<>();
        one.forEach((name, tensor) -> {
            double kept = isNorm(name) ? ofNorms : share;
            double rest = Math.sqrt(1 - kept * kept);
            float centre = isNorm(name) ? 1 : 0;
            Matrix result = tensor.copy();
            for (int i = 0; i < result.rows(); i++) {
                float[] row = result.row(i);
                float[] added = of(other, name).row(i);
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) (centre + kept * (row[j] - centre) + rest * (added[j] - centre));
                }
            }
            mixed.put(name, result);
        });
        return mixed;
    }

    private static Matrix of(Map<String, Matrix> tower, String name) {
        return Objects.requireNonNull(tower.get(name));
    }

    /** Hidden units in another order, each layer its own: the same function. */
    public static Map<String, Matrix> permuted(Map<String, Matrix> tower, Naming naming, long seed) {
        Map<String, Matrix> permuted = new LinkedHashMap<>(tower);
        for (int layer = 0; layer < LAYERS; layer++) {
            int[] order = new Random(seed + layer)
                    .ints(0, UNITS)
                    .distinct()
                    .limit(UNITS)
                    .toArray();
            for (String side : new String[] {naming.up, naming.gate == null ? naming.up : naming.gate}) {
                String weight = naming.of(layer, side + ".weight");
                String bias = naming.of(layer, side + ".bias");
                permuted.put(weight, of(tower, weight).select(order));
                permuted.put(bias, of(tower, bias).transpose().select(order).transpose());
            }
            String down = naming.of(layer, naming.down + ".weight");
            permuted.put(down, of(tower, down).transpose().select(order).transpose());
        }
        return permuted;
    }

    /** All norms one, as before any training. */
    public static Map<String, Matrix> untrained(Map<String, Matrix> tower) {
        Map<String, Matrix> untrained = new LinkedHashMap<>(tower);
        untrained.replaceAll((name, tensor) -> {
            if (!isNorm(name)) {
                return tensor;
            }
            Matrix ones = Matrix.zeros(1, tensor.columns());
            Arrays.fill(ones.row(0), 1);
            return ones;
        });
        return untrained;
    }

    /** The tensors of one layer from one tower, of the others from another. */
    public static Map<String, Matrix> withLayerOf(
            Map<String, Matrix> tower, Map<String, Matrix> other, Naming naming, int layer) {
        Map<String, Matrix> changed = new LinkedHashMap<>(tower);
        changed.replaceAll((name, tensor) -> name.startsWith(naming.of(layer, "")) ? of(other, name) : tensor);
        return changed;
    }

    /** A projector of the LLaVA kind. */
    public static Map<String, Matrix> projector(long seed) {
        Random random = new Random(seed);
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        tensors.put("multi_modal_projector.linear_1.weight", structured(64, WIDTH, random, random));
        tensors.put("multi_modal_projector.linear_2.weight", structured(64, 64, random, random));
        return tensors;
    }

    /** The text model of a sample, its tokenizer and configuration, and further tensors. */
    public static Path beside(String sample, Map<String, Matrix> tower, Path folder) throws IOException {
        Files.createDirectories(folder);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (TensorArchive archive = TensorArchive.open(TestModels.sample(sample))) {
            for (TensorView tensor : archive.tensors()) {
                writer.add(tensor.name(), DType.F32, tensor.shape(), SafetensorsWriter.bytes(floats(tensor)));
            }
        }
        tower.forEach((name, tensor) -> add(writer, name, tensor));
        writer.write(folder.resolve("model.safetensors"));
        for (String file : List.of("config.json", "tokenizer.json")) {
            Files.copy(TestModels.sample(sample).resolve(file), folder.resolve(file));
        }
        return folder;
    }

    private static void add(SafetensorsWriter writer, String name, Matrix tensor) {
        float[] numbers = new float[tensor.rows() * tensor.columns()];
        for (int i = 0; i < tensor.rows(); i++) {
            System.arraycopy(tensor.row(i), 0, numbers, i * tensor.columns(), tensor.columns());
        }
        List<Long> shape = tensor.rows() == 1
                ? List.of((long) tensor.columns())
                : List.of((long) tensor.rows(), (long) tensor.columns());
        writer.add(name, DType.F32, shape, SafetensorsWriter.bytes(numbers));
    }
}
