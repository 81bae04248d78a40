package dev.provenance.architecture;

import dev.provenance.architecture.NamingRule.Split;
import dev.provenance.safetensors.MatrixPart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How a projection that does the work of several is cut into theirs. */
final class FusedSplit {

    private FusedSplit() {}

    /**
     * What is known of a component's attention.
     *
     * @param heads query heads
     * @param kvHeads key-value heads
     * @param headSize rows of a head
     * @param queryRows rows of all queries, as the output projection's inputs tell
     */
    record Heads(OptionalLong heads, OptionalLong kvHeads, OptionalLong headSize, OptionalLong queryRows) {

        static final Heads UNKNOWN =
                new Heads(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

        static Heads of(ComponentSpec spec) {
            return new Heads(
                    spec.count(ArchitectureField.HEADS),
                    spec.count(ArchitectureField.KV_HEADS),
                    spec.count(ArchitectureField.HEAD_SIZE),
                    OptionalLong.empty());
        }

        Heads withQueryRows(long rows) {
            return new Heads(heads, kvHeads, headSize, OptionalLong.of(rows));
        }

        /** Rows of the queries; what the tensors say wins. */
        private OptionalLong queries() {
            if (queryRows.isPresent() || heads.isEmpty() || headSize.isEmpty()) {
                return queryRows;
            }
            return OptionalLong.of(heads.getAsLong() * headSize.getAsLong());
        }
    }

    /**
     * The parts by kind, in the order of query, key, value or gate, up.
     *
     * @return empty where sizes do not fit or are not known
     */
    static Map<TensorKind, MatrixPart> split(TensorKind fused, Split split, StoredMatrix matrix, Heads heads) {
        return switch (split) {
            case NONE -> Map.of();
            case BLOCKS -> blocks(matrix, heads);
            case HEADS -> byHeads(matrix, heads);
            case HALVES, ALTERNATING -> gateAndUp(fused, split, matrix);
        };
    }

    private static Map<TensorKind, MatrixPart> blocks(StoredMatrix matrix, Heads heads) {
        long queries = heads.queries().orElse(matrix.out() == 3 * matrix.in() ? matrix.in() : 0);
        long keys = (matrix.out() - queries) / 2;
        if (queries < 1 || keys < 1 || queries + 2 * keys != matrix.out()) {
            return Map.of();
        }
        Map<TensorKind, MatrixPart> parts = new LinkedHashMap<>();
        parts.put(TensorKind.ATTENTION_QUERY, matrix.rows(0, queries, queries, queries));
        parts.put(TensorKind.ATTENTION_KEY, matrix.rows(queries, keys, keys, keys));
        parts.put(TensorKind.ATTENTION_VALUE, matrix.rows(queries + keys, keys, keys, keys));
        return parts;
    }

    /** For each key-value head: its queries, its key, its value. */
    private static Map<TensorKind, MatrixPart> byHeads(StoredMatrix matrix, Heads heads) {
        long queries = heads.queries().orElse(0);
        long count = heads.heads().orElse(0);
        if (count < 1 || queries < 1 || queries % count != 0) {
            return Map.of();
        }
        long size = queries / count;
        long rest = matrix.out() - queries;
        long groups = rest / (2 * size);
        if (groups < 1 || rest % (2 * size) != 0 || count % groups != 0) {
            return Map.of();
        }
        long run = count / groups * size;
        long step = run + 2 * size;
        Map<TensorKind, MatrixPart> parts = new LinkedHashMap<>();
        parts.put(TensorKind.ATTENTION_QUERY, matrix.rows(0, queries, run, step));
        parts.put(TensorKind.ATTENTION_KEY, matrix.rows(run, groups * size, size, step));
        parts.put(TensorKind.ATTENTION_VALUE, matrix.rows(run + size, groups * size, size, step));
        return parts;
    }

    private static Map<TensorKind, MatrixPart> gateAndUp(TensorKind fused, Split split, StoredMatrix matrix) {
        long half = matrix.out() / 2;
        if (half < 1 || matrix.out() % 2 != 0) {
            return Map.of();
        }
        boolean ofExpert = fused == TensorKind.EXPERT_FUSED;
        boolean alternating = split == Split.ALTERNATING;
        long run = alternating ? 1 : half;
        Map<TensorKind, MatrixPart> parts = new LinkedHashMap<>();
        parts.put(
                ofExpert ? TensorKind.EXPERT_GATE : TensorKind.MLP_GATE,
                matrix.rows(0, half, run, alternating ? 2 : half));
        parts.put(
                ofExpert ? TensorKind.EXPERT_UP : TensorKind.MLP_UP,
                matrix.rows(alternating ? 1 : half, half, run, alternating ? 2 : half));
        return parts;
    }
}
