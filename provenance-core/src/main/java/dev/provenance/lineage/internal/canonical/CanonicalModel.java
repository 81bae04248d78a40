package dev.provenance.lineage.internal.canonical;

import dev.provenance.architecture.ArchitectureField;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.ModelTensors;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One component of a checkpoint, the text model or a tower, as the tests see it. Reads what it is asked for and keeps nothing; may be used by several
 * threads.
 */
public final class CanonicalModel {

    /** Of more layers evenly spaced ones stand for all. */
    private static final int MOST_LAYERS = 128;

    private final ModelTensors tensors;
    private final String component;
    private final List<Integer> layers;
    private final OptionalInt headSize;
    private final Map<Integer, Set<Integer>> experts;

    private CanonicalModel(ModelTensors tensors, String component, OptionalInt headSize) {
        this.tensors = tensors;
        this.component = component;
        List<Integer> all = List.copyOf(tensors.layers(component));
        this.layers = Arrays.stream(evenly(all.size(), MOST_LAYERS))
                .mapToObj(all::get)
                .toList();
        this.experts = new HashMap<>();
        all().map(LogicalTensor::role)
                .filter(role -> role.layer().isPresent() && role.expert().isPresent())
                .forEach(role -> experts.computeIfAbsent(role.layer().getAsInt(), layer -> new TreeSet<>())
                        .add(role.expert().getAsInt()));
        this.headSize = headSize;
    }

    /**
     * The text model.
     *
     * @param spec tells the size of attention heads; {@link ArchitectureSpec#UNKNOWN} where there is none
     */
    public static CanonicalModel of(ModelTensors tensors, ArchitectureSpec spec) {
        return of(tensors, spec, TensorRole.TEXT);
    }

    /** As {@link #of(ModelTensors, ArchitectureSpec)}, of another component, which has no tokens. */
    public static CanonicalModel of(ModelTensors tensors, ArchitectureSpec spec, String component) {
        OptionalLong headSize = spec.component(component)
                .map(part -> part.count(ArchitectureField.HEAD_SIZE))
                .orElseGet(OptionalLong::empty);
        return new CanonicalModel(
                tensors,
                component,
                headSize.isPresent() && headSize.getAsLong() > 0 && headSize.getAsLong() <= Integer.MAX_VALUE
                        ? OptionalInt.of((int) headSize.getAsLong())
                        : OptionalInt.empty());
    }

    /** Rows of an attention head, where the configuration tells. */
    public OptionalInt headSize() {
        return headSize;
    }

    public String component() {
        return component;
    }

    /** Whether it is the text model: the one component whose embedding and head belong to tokens. */
    public boolean isText() {
        return component.equals(TensorRole.TEXT);
    }

    /** Whether some layer has an MLP that is whole. */
    public boolean hasUnits() throws IOException {
        for (int layer : layers) {
            if (units(layer).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Weights of one hidden unit: its rows of gate and up and its column of down; 0 where there are no units. */
    public long weightsOfUnit() {
        boolean gated = all().anyMatch(tensor -> switch (tensor.role().kind()) {
            case MLP_GATE, EXPERT_GATE, SHARED_EXPERT_GATE -> true;
            default -> false;
        });
        return all().filter(tensor -> switch (tensor.role().kind()) {
                    case MLP_UP, EXPERT_UP, SHARED_EXPERT_UP -> true;
                    default -> false;
                })
                .mapToLong(tensor -> tensor.columns() * (gated ? 3 : 2))
                .findFirst()
                .orElse(0);
    }

    /** The matrices of all its layers, of types that are compared. */
    public Stream<LogicalTensor> layerMatrices() {
        return all().filter(tensor -> tensor.role().kind().isLayerMatrix()).filter(CanonicalModel::isNumeric);
    }

    private Stream<LogicalTensor> all() {
        return tensors.all().filter(tensor -> tensor.role().component().equals(component));
    }

    /** Numbers of its layers, ascending; of more than {@value #MOST_LAYERS} evenly spaced ones. */
    public List<Integer> layers() {
        return layers;
    }

    public ModelTensors tensors() {
        return tensors;
    }

    /** The tensor of a kind in a layer, if it can be read as numbers. */
    public Optional<LogicalTensor> find(int layer, TensorKind kind) {
        return tensors.find(component, layer, kind).filter(CanonicalModel::isNumeric);
    }

    /** Whether a tensor has elements, of a type that is compared. */
    public static boolean isNumeric(LogicalTensor tensor) {
        return switch (tensor.view().dtype()) {
            case BF16, F16, F32, F64, F8_E4M3, F8_E5M2, F8_E4M3FNUZ, F8_E5M2FNUZ, I8 ->
                tensor.view().elementCount() > 0;
            default -> false;
        };
    }

    /** The units of a layer's MLP, of all its routed experts, or of its shared expert; empty where they are incomplete. */
    public Optional<MlpUnits> units(int layer) throws IOException {
        List<MlpUnits.Part> parts = new ArrayList<>();
        part(find(layer, TensorKind.MLP_GATE), find(layer, TensorKind.MLP_UP), find(layer, TensorKind.MLP_DOWN))
                .map(part -> part.with(bias(layer, TensorKind.MLP_GATE), bias(layer, TensorKind.MLP_UP)))
                .ifPresent(parts::add);
        for (int expert : experts.getOrDefault(layer, Set.of())) {
            part(
                            expert(layer, TensorKind.EXPERT_GATE, expert),
                            expert(layer, TensorKind.EXPERT_UP, expert),
                            expert(layer, TensorKind.EXPERT_DOWN, expert))
                    .ifPresent(parts::add);
        }
        if (parts.isEmpty()) {
            part(
                            find(layer, TensorKind.SHARED_EXPERT_GATE),
                            find(layer, TensorKind.SHARED_EXPERT_UP),
                            find(layer, TensorKind.SHARED_EXPERT_DOWN))
                    .ifPresent(parts::add);
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new MlpUnits(parts, norm(layer, TensorKind.MLP_NORM)));
    }

    private Optional<LogicalTensor> expert(int layer, TensorKind kind, int expert) {
        return tensors.find(component, layer, kind, expert).filter(CanonicalModel::isNumeric);
    }

    private Optional<LogicalTensor> bias(int layer, TensorKind kind) {
        return tensors.find(new TensorRole(
                        component, TensorKind.BIAS, OptionalInt.of(layer), OptionalInt.empty(), Optional.of(kind)))
                .filter(CanonicalModel::isNumeric);
    }

    private static Optional<MlpUnits.Part> part(
            Optional<LogicalTensor> gate, Optional<LogicalTensor> up, Optional<LogicalTensor> down) {
        if (up.isEmpty() || down.isEmpty()) {
            return Optional.empty();
        }
        MlpUnits.Part part = new MlpUnits.Part(gate, up.get(), down.get(), List.of());
        return part.isSound() ? Optional.of(part) : Optional.empty();
    }

    /** The weights of a norm; null where there is none or it cannot be read. */
    public float @Nullable [] norm(int layer, TensorKind kind) throws IOException {
        return vector(find(layer, kind));
    }

    private static float @Nullable [] vector(Optional<LogicalTensor> tensor) throws IOException {
        return tensor.isEmpty()
                ? null
                : tensor.get().readRows(0, Math.toIntExact(tensor.get().rows()));
    }

    /** The norm before the head. */
    public float @Nullable [] finalNorm() throws IOException {
        return vector(tensors.find(component, TensorKind.FINAL_NORM).filter(CanonicalModel::isNumeric));
    }

    /** The input embedding, [tokens, d]. */
    public Optional<LogicalTensor> embedding() {
        return tensors.find(component, TensorKind.INPUT_EMBEDDING).filter(CanonicalModel::isNumeric);
    }

    /** The output head, [tokens, d]; the embedding where it is tied. */
    public Optional<LogicalTensor> head() {
        return tensors.head().filter(CanonicalModel::isNumeric);
    }

    /** Rows of a tensor. */
    public static Matrix rows(LogicalTensor tensor, int[] numbers) throws IOException {
        return TensorRows.rows(tensor, numbers);
    }

    /** Columns of a tensor, as rows. */
    public static Matrix columns(LogicalTensor tensor, int[] numbers) throws IOException {
        return TensorRows.columns(tensor, numbers);
    }

    /** Evenly spaced numbers below {@code count}, all of them where they are at most {@code most}: fixed before looking. */
    public static int[] evenly(int count, int most) {
        int size = Math.min(count, most);
        int[] numbers = new int[size];
        Arrays.setAll(numbers, i -> (int) ((long) i * count / size));
        return numbers;
    }
}
