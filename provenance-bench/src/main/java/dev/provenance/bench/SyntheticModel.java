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
import java.util.List;
import java.util.SplittableRandom;

/**
 * A Llama-shaped model of about 2 GiB in BF16, in four shards: 16 layers, hidden size 2,048, MLP of 8,192. Weights are normal
 * numbers of spread 0.02, drawn from a table at places that depend on the tensor and the seed; a derived model mixes the
 * base's numbers with its own.
 */
final class SyntheticModel {

    private static final int LAYERS = 16;
    private static final int HIDDEN = 2048;
    private static final int MLP = 8192;
    private static final int SHARDS = 4;
    private static final int TABLE = 1 << 20;

    private final float[] table = new float[TABLE];
    private final long seed;

    private record Tensor(String name, int rows, int columns) {
        long elements() {
            return (long) rows * columns;
        }
    }

    private SyntheticModel(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TABLE; i++) {
            table[i] = (float) (0.02 * random.nextGaussian());
        }
    }

    /** Writes a base and a suspect of that correlation into folders {@code base} and {@code suspect}. */
    static void writePair(Path folder, double correlation) throws IOException {
        SyntheticModel base = new SyntheticModel(1);
        SyntheticModel own = new SyntheticModel(2);
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
    }

    private static List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".";
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                tensors.add(new Tensor(prefix + "self_attn." + projection + ".weight", HIDDEN, HIDDEN));
            }
            tensors.add(new Tensor(prefix + "mlp.gate_proj.weight", MLP, HIDDEN));
            tensors.add(new Tensor(prefix + "mlp.up_proj.weight", MLP, HIDDEN));
            tensors.add(new Tensor(prefix + "mlp.down_proj.weight", HIDDEN, MLP));
        }
        return tensors;
    }

    private void writeShard(Path file, List<Tensor> tensors, SyntheticModel other, double share) throws IOException {
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + 2 * tensor.elements();
            header.append(offset == 0 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"BF16\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
                            .formatted(tensor.name(), tensor.rows(), tensor.columns(), offset, end));
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
        ByteBuffer row = ByteBuffer.allocate(2 * tensor.columns()).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom mine = new SplittableRandom(seed + tensor.name().hashCode());
        SplittableRandom theirs =
                new SplittableRandom(other.seed + tensor.name().hashCode());
        for (int i = 0; i < tensor.rows(); i++) {
            int from = mine.nextInt(TABLE - tensor.columns());
            int otherFrom = theirs.nextInt(TABLE - tensor.columns());
            row.clear();
            for (int j = 0; j < tensor.columns(); j++) {
                float number = share * table[from + j] + rest * other.table[otherFrom + j];
                row.putShort((short) (Float.floatToRawIntBits(number) >>> 16));
            }
            out.write(row.array());
        }
    }
}
