package dev.provenance.architecture.match;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.TensorKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The shapes [out, in] that a component's tensors have by its configuration; kinds with a size that is not known are left out. */
final class ExpectedShapes {

    private final ComponentSpec spec;
    private final Map<TensorKind, List<Long>> shapes = new EnumMap<>(TensorKind.class);

    private ExpectedShapes(ComponentSpec spec) {
        this.spec = spec;
    }

    static Map<TensorKind, List<Long>> of(ComponentSpec spec) {
        ExpectedShapes expected = new ExpectedShapes(spec);
        expected.add();
        return expected.shapes;
    }

    private void add() {
        long hidden = count(ArchitectureField.HIDDEN_SIZE);
        put(TensorKind.INPUT_EMBEDDING, count(ArchitectureField.VOCABULARY), hidden);
        put(TensorKind.OUTPUT_HEAD, count(ArchitectureField.VOCABULARY), hidden);
        attention(hidden);
        long mlp = count(ArchitectureField.MLP_SIZE);
        long experts = count(ArchitectureField.EXPERTS);
        boolean dense = experts == 0
                || count(ArchitectureField.DENSE_LAYERS_FIRST) > 0
                || count(ArchitectureField.DENSE_LAYERS) > 0;
        if (dense) {
            triple(TensorKind.MLP_GATE, TensorKind.MLP_UP, TensorKind.MLP_DOWN, mlp, hidden);
        }
        put(TensorKind.ROUTER, experts, hidden);
        triple(
                TensorKind.EXPERT_GATE,
                TensorKind.EXPERT_UP,
                TensorKind.EXPERT_DOWN,
                count(ArchitectureField.EXPERT_MLP_SIZE),
                hidden);
        triple(
                TensorKind.SHARED_EXPERT_GATE,
                TensorKind.SHARED_EXPERT_UP,
                TensorKind.SHARED_EXPERT_DOWN,
                count(ArchitectureField.SHARED_EXPERT_MLP_SIZE),
                hidden);
        if (hidden > 0) {
            for (TensorKind norm :
                    new TensorKind[] {TensorKind.ATTENTION_NORM, TensorKind.MLP_NORM, TensorKind.FINAL_NORM}) {
                shapes.put(norm, List.of(hidden));
            }
        }
    }

    private void attention(long hidden) {
        long heads = count(ArchitectureField.HEADS);
        long kvRank = count(ArchitectureField.KV_RANK);
        if (kvRank > 0) {
            long rope = count(ArchitectureField.ROPE_HEAD_SIZE);
            long nope = count(ArchitectureField.NOPE_HEAD_SIZE);
            long value = count(ArchitectureField.VALUE_HEAD_SIZE);
            long queryRank = count(ArchitectureField.QUERY_RANK);
            put(TensorKind.ATTENTION_QUERY_DOWN, queryRank, hidden);
            if (rope > 0 && nope > 0 && value > 0) {
                put(TensorKind.ATTENTION_QUERY_UP, heads * (nope + rope), queryRank);
                put(TensorKind.ATTENTION_KV_DOWN, kvRank + rope, hidden);
                put(TensorKind.ATTENTION_KV_UP, heads * (nope + value), kvRank);
                put(TensorKind.ATTENTION_OUTPUT, hidden, heads * value);
            }
            return;
        }
        long size = count(ArchitectureField.HEAD_SIZE);
        long kvHeads = count(ArchitectureField.KV_HEADS);
        put(TensorKind.ATTENTION_QUERY, heads * size, hidden);
        put(TensorKind.ATTENTION_KEY, kvHeads * size, hidden);
        put(TensorKind.ATTENTION_VALUE, kvHeads * size, hidden);
        put(TensorKind.ATTENTION_OUTPUT, hidden, heads * size);
    }

    private void triple(TensorKind gate, TensorKind up, TensorKind down, long size, long hidden) {
        put(gate, size, hidden);
        put(up, size, hidden);
        put(down, hidden, size);
    }

    private void put(TensorKind kind, long out, long in) {
        if (out > 0 && in > 0) {
            shapes.put(kind, List.of(out, in));
        }
    }

    private long count(ArchitectureField field) {
        return spec.count(field).orElse(0);
    }
}
