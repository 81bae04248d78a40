package dev.provenance.architecture.internal.config;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.SpecAnomaly;
import dev.provenance.architecture.SpecAnomaly.Rule;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;
import dev.provenance.safetensors.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the tensors say of an architecture. Where they and the configuration disagree, the tensors are right. */
public final class TensorSizes {

    /** Share by which the number of parameters may differ from what the configuration's sizes make. */
    private static final double COUNT_TOLERANCE = 0.02;

    private final ModelTensors tensors;
    private final String component;
    private final Map<ArchitectureField, String> values = new EnumMap<>(ArchitectureField.class);

    private TensorSizes(ModelTensors tensors, String component) {
        this.tensors = tensors;
        this.component = component;
    }

    /** A specification with the values that the tensors tell; each that the configuration had otherwise is an anomaly. */
    public static ArchitectureSpec reconcile(ArchitectureSpec spec, ModelTensors tensors) {
        List<SpecAnomaly> anomalies = new ArrayList<>(spec.anomalies());
        Map<String, ComponentSpec> components =
                new TreeMap<>(Comparator.comparing((String name) -> !name.equals(TensorRole.TEXT))
                        .thenComparing(name -> name));
        spec.components().forEach(component -> components.put(component.name(), component));
        for (String name : tensors.components()) {
            if (name.equals(TensorRole.MTP)) {
                continue;
            }
            ComponentSpec known = components.getOrDefault(name, new ComponentSpec(name, Optional.empty(), Map.of()));
            Map<ArchitectureField, String> told = new TensorSizes(tensors, name).values(known);
            told.forEach((field, value) -> known.value(field)
                    .filter(configured -> !configured.equals(value))
                    .ifPresent(configured -> anomalies.add(new SpecAnomaly(
                            Message.of("config.fieldOf", TensorRole.nameOf(name), field),
                            Rule.UNLIKE_TENSORS,
                            Message.of("config.asTensors", value),
                            Message.verbatim(configured),
                            Message.of("config.tensorsUsed")))));
            components.put(name, known.with(told));
        }
        checkCount(components, tensors, anomalies);
        return new ArchitectureSpec(
                spec.modelType(), spec.architectures(), List.copyOf(components.values()), anomalies);
    }

    /** Parameters of a text model against what its sizes make. */
    private static void checkCount(
            Map<String, ComponentSpec> components, ModelTensors tensors, List<SpecAnomaly> anomalies) {
        ComponentSpec text = components.get(TensorRole.TEXT);
        boolean plain = components.size() == 1
                && tensors.all()
                        .allMatch(tensor -> tensor.view().dtype().isFloating()
                                && tensor.role().isKnown());
        if (text == null || !plain) {
            return;
        }
        long actual = tensors.all()
                .filter(tensor -> tensor.role().component().equals(TensorRole.TEXT)
                        && tensor.role().kind() != TensorKind.SCALE)
                .mapToLong(tensor -> tensor.view().elementCount())
                .sum();
        ParameterCount.of(text)
                .filter(count -> Math.abs(count.total() - actual) > COUNT_TOLERANCE * actual)
                .ifPresent(count -> anomalies.add(new SpecAnomaly(
                        Message.of("config.parameters"),
                        Rule.UNLIKE_TENSORS,
                        Message.of("config.asTensors", Long.toString(actual)),
                        Message.of("config.fromSizes", Long.toString(count.total())),
                        Message.of("config.bothShown"))));
    }

    private Map<ArchitectureField, String> values(ComponentSpec configured) {
        int layers = tensors.layers(component).size();
        put(ArchitectureField.LAYERS, layers);
        if (component.equals(TensorRole.TEXT)) {
            size(TensorKind.INPUT_EMBEDDING).ifPresent(embedding -> {
                put(ArchitectureField.VOCABULARY, embedding.rows());
                put(ArchitectureField.HIDDEN_SIZE, embedding.columns());
                // Without a head of its own and without a word on it, it may have none at all.
                if (configured.value(ArchitectureField.TIED_EMBEDDINGS).isPresent()
                        || tensors.find(component, TensorKind.OUTPUT_HEAD).isPresent()) {
                    flag(ArchitectureField.TIED_EMBEDDINGS, tensors.isHeadTied());
                }
            });
            put(ArchitectureField.MTP_LAYERS, tensors.layers(TensorRole.MTP).size());
        }
        boolean uniform = configured
                .value(ArchitectureField.LAYER_TYPES)
                .filter(types -> types.contains("several sizes"))
                .isEmpty();
        if (uniform) {
            inSomeLayer(TensorKind.MLP_UP).ifPresent(up -> put(ArchitectureField.MLP_SIZE, up.rows()));
        }
        inSomeLayer(TensorKind.ROUTER).ifPresent(router -> put(ArchitectureField.EXPERTS, router.rows()));
        inSomeLayer(TensorKind.EXPERT_UP).ifPresent(up -> put(ArchitectureField.EXPERT_MLP_SIZE, up.rows()));
        inSomeLayer(TensorKind.SHARED_EXPERT_UP)
                .ifPresent(up -> put(ArchitectureField.SHARED_EXPERT_MLP_SIZE, up.rows()));
        inSomeLayer(TensorKind.QUERY_DOWN_NORM).ifPresent(norm -> put(ArchitectureField.QUERY_RANK, norm.rows()));
        inSomeLayer(TensorKind.KV_DOWN_NORM).ifPresent(norm -> put(ArchitectureField.KV_RANK, norm.rows()));
        if (inSomeLayer(TensorKind.ATTENTION_QUERY).isPresent()) {
            flag(ArchitectureField.QK_NORM, inSomeLayer(TensorKind.QUERY_NORM).isPresent());
            flag(ArchitectureField.ATTENTION_BIAS, hasBias(TensorKind.ATTENTION_QUERY));
            heads(configured);
        }
        if (inSomeLayer(TensorKind.MLP_UP).isPresent()) {
            flag(ArchitectureField.MLP_BIAS, hasBias(TensorKind.MLP_UP));
        }
        return values;
    }

    /** Rows of queries and keys are heads times the size of one, which only the configuration knows. */
    private void heads(ComponentSpec configured) {
        long size = configured.count(ArchitectureField.HEAD_SIZE).orElse(0);
        if (size == 0 || configured.value(ArchitectureField.LAYER_TYPES).isPresent()) {
            return;
        }
        inSomeLayer(TensorKind.ATTENTION_QUERY)
                .filter(queries -> queries.rows() % size == 0)
                .ifPresent(queries -> put(ArchitectureField.HEADS, queries.rows() / size));
        inSomeLayer(TensorKind.ATTENTION_KEY)
                .filter(keys -> keys.rows() % size == 0)
                .ifPresent(keys -> put(ArchitectureField.KV_HEADS, keys.rows() / size));
    }

    private Optional<LogicalTensor> size(TensorKind kind) {
        return tensors.find(component, kind).filter(TensorSizes::isPlain);
    }

    private Optional<LogicalTensor> inSomeLayer(TensorKind kind) {
        return tensors.all()
                .filter(tensor -> tensor.role().kind() == kind
                        && tensor.role().component().equals(component)
                        && isPlain(tensor))
                .findFirst();
    }

    private boolean hasBias(TensorKind kind) {
        return tensors.all()
                .anyMatch(tensor -> tensor.role().kind() == TensorKind.BIAS
                        && tensor.role().subject() == kind
                        && tensor.role().component().equals(component));
    }

    /** Packed formats hide their shape. */
    private static boolean isPlain(LogicalTensor tensor) {
        DType dtype = tensor.view().dtype();
        return dtype.isFloating() && dtype.bits() >= Byte.SIZE;
    }

    private void put(ArchitectureField field, long value) {
        if (value > 0) {
            values.put(field, Long.toString(value));
        }
    }

    private void flag(ArchitectureField field, boolean value) {
        values.put(field, Boolean.toString(value));
    }
}
