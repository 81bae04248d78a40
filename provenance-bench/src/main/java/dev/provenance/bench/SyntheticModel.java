package dev.provenance.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A Llama-shaped model of about 2 GiB in BF16, in four shards: 16 layers, hidden size 2,048, MLP of 8,192. Weights are normal
 * numbers of spread 0.02, drawn from a table at places that depend on the tensor and the seed; a derived model mixes the
 * base's numbers with its own. Rows are of many sizes, as training leaves them, and the same in all models. A whole model has
 * embeddings of 32,000 tokens, norms and a configuration besides: 1.2 billion parameters, 2.4 GB.
 */
final class SyntheticModel {

    private static final int LAYERS = 16;
    private static final int HIDDEN = 2048;
    private static final int MLP = 8192;
    private static final int TOKENS = 32_000;
    private static final int HEADS = 32;
    private static final int SHARDS = 4;
    private static final int TABLE = 1 << 20;

    private final float[] table = new float[TABLE];
    private final long seed;
    private final boolean whole;
    private final boolean permuted;

    /** @param columns 1 for a vector */
    private record Tensor(String name, int rows, int columns) {

        static Tensor norm(String name) {
            return new Tensor(name, HIDDEN, 1);
        }

        long elements() {
            return (long) rows * columns;
        }

        boolean isNorm() {
            return columns == 1;
        }

        String shape() {
            return isNorm() ? "[" + rows + "]" : "[" + rows + "," + columns + "]";
        }
    }

    private SyntheticModel(long seed, boolean whole, boolean permuted) {
        this.seed = seed;
        this.whole = whole;
        this.permuted = permuted;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TABLE; i++) {
            table[i] = (float) (0.02 * random.nextGaussian());
        }
    }

    /** Writes a base and a suspect of that correlation into folders {@code base} and {@code suspect}. */
    static void writePair(Path folder, double correlation) throws IOException {
        writePair(folder, correlation, false);
    }

    /** The same of whole models, the suspect's hidden units in another order in every layer. */
    static void writeWholePair(Path folder, double correlation) throws IOException {
        writePair(folder, correlation, true);
    }

    private static void writePair(Path folder, double correlation, boolean whole) throws IOException {
        SyntheticModel base = new SyntheticModel(1, whole, false);
        SyntheticModel own = new SyntheticModel(2, whole, whole);
        base.write(folder.resolve("base"), own, 1);
        own.write(folder.resolve("suspect"), base, Math.sqrt(1 - correlation * correlation));
    }

    /** @param share how much of its own numbers the model has; the rest is the other's */
    private void write(Path folder, SyntheticModel other, double share) throws IOException {
        Files.createDirectories(folder);
        List<Tensor> tensors = tensors();
        StringBuilder map = new StringBuilder();
        for (int shard = 0; shard < SHARDS; shard++) {
            int from = tensors.size() * shard / SHARDS;
            int to = tensors.size() * (shard + 1) / SHARDS;
            String name = "model-%05d-of-%05d.safetensors".formatted(shard + 1, SHARDS);
            writeShard(folder.resolve(name), tensors.subList(from, to), other, share);
            for (Tensor tensor : tensors.subList(from, to)) {
                map.append(map.isEmpty() ? "" : ",").append("\"%s\":\"%s\"".formatted(tensor.name(), name));
            }
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + map + "}}");
        if (whole) {
            Files.writeString(folder.resolve("config.json"), """
                    {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": %d,
                     "intermediate_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                     "num_key_value_heads": %d, "vocab_size": %d, "tie_word_embeddings": false,
                     "rms_norm_eps": 1e-5, "torch_dtype": "bfloat16"}
                    """.formatted(HIDDEN, MLP, LAYERS, HEADS, HEADS, TOKENS));
        }
    }

    private List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        if (whole) {
            tensors.add(new Tensor("model.embed_tokens.weight", TOKENS, HIDDEN));
        }
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".";
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                tensors.add(new Tensor(prefix + "self_attn." + projection + ".weight", HIDDEN, HIDDEN));
            }
            tensors.add(new Tensor(prefix + "mlp.gate_proj.weight", MLP, HIDDEN));
            tensors.add(new Tensor(prefix + "mlp.up_proj.weight", MLP, HIDDEN));
            tensors.add(new Tensor(prefix + "mlp.down_proj.weight", HIDDEN, MLP));
            if (whole) {
                tensors.add(Tensor.norm(prefix + "input_layernorm.weight"));
                tensors.add(Tensor.norm(prefix + "post_attention_layernorm.weight"));
            }
        }
        if (whole) {
            tensors.add(Tensor.norm("model.norm.weight"));
            tensors.add(new Tensor("lm_head.weight", TOKENS, HIDDEN));
        }
        return tensors;
    }

    private void writeShard(Path file, List<Tensor> tensors, SyntheticModel other, double share) throws IOException {
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + 2 * tensor.elements();
            header.append(offset == 0 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"BF16\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(tensor.name(), tensor.shape(), offset, end));
            offset = end;
        }
        header.append('}');
        // Tensors begin at a multiple of 8 bytes, as in files of the usual writers.
        header.repeat(' ', -header.length() & 7);
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            for (Tensor tensor : tensors) {
                writeTensor(out, tensor, other, (float) share);
            }
        }
    }

    private void writeTensor(OutputStream out, Tensor tensor, SyntheticModel other, float share) throws IOException {
        float rest = (float) Math.sqrt(1 - (double) share * share);
        float centre = tensor.isNorm() ? 1 : 0;
        float[] sizes = sizes(tensor);
        int[] mine = places(seed, tensor);
        int[] theirs = places(other.seed, tensor);
        int[] rows = order(tensor, tensor.rows(), "gate_proj", "up_proj");
        int[] columns = order(tensor, tensor.columns(), "down_proj");
        ByteBuffer row = ByteBuffer.allocate(2 * tensor.columns()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i : rows) {
            row.clear();
            for (int j : columns) {
                float number = share * table[mine[i] + j] + rest * other.table[theirs[i] + j];
                row.putShort((short) (Float.floatToRawIntBits(centre + sizes[i] * number) >>> 16));
            }
            out.write(row.array());
        }
    }

    /** What the numbers of each row are multiplied by. */
    private static float[] sizes(Tensor tensor) {
        SplittableRandom random = new SplittableRandom(tensor.name().hashCode());
        float[] sizes = new float[tensor.rows()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = tensor.isNorm() ? 5 : (float) Math.exp(0.2 * random.nextGaussian());
        }
        return sizes;
    }

    /** Where in the table each row begins. */
    private static int[] places(long seed, Tensor tensor) {
        SplittableRandom random = new SplittableRandom(seed + tensor.name().hashCode());
        int[] places = new int[tensor.rows()];
        for (int i = 0; i < places.length; i++) {
            places[i] = random.nextInt(TABLE - tensor.columns());
        }
        return places;
    }

    /** The order of hidden units, one for all tensors of a layer, where this is one of their sides; else as it is. */
    private int[] order(Tensor tensor, int count, String... sides) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        if (permuted && Stream.of(sides).anyMatch(tensor.name()::contains)) {
            String layer = tensor.name().substring(0, tensor.name().indexOf(".mlp."));
            SplittableRandom random = new SplittableRandom(seed + layer.hashCode());
            for (int i = count - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
        }
        return order;
    }
}
