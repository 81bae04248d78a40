package dev.provenance.architecture;

import dev.provenance.message.Message;
import dev.provenance.safetensors.TensorArchive;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tensors of a model by role, in canonical form: fused projections split, stacked experts apart, matrices [out, in].
 * Borrows from the archive, reads nothing, and is of no use once the archive is closed.
 */
public final class ModelTensors {

    private final Map<TensorRole, LogicalTensor> byRole;
    private final NavigableMap<String, NavigableSet<Integer>> layers;
    private final boolean tied;

    private ModelTensors(Map<TensorRole, LogicalTensor> byRole, boolean tied) {
        this.byRole = Collections.unmodifiableMap(byRole);
        NavigableMap<String, NavigableSet<Integer>> found = new TreeMap<>();
        for (TensorRole role : byRole.keySet()) {
            role.layer()
                    .ifPresent(layer -> found.computeIfAbsent(role.component(), component -> new TreeSet<>())
                            .add(layer));
        }
        found.replaceAll((component, numbers) -> Collections.unmodifiableNavigableSet(numbers));
        this.layers = Collections.unmodifiableNavigableMap(found);
        this.tied = tied;
    }

    /**
     * Gives every tensor of an archive its role.
     *
     * @param spec tells sizes that shapes leave open, such as the number of heads; {@link ArchitectureSpec#UNKNOWN} where
     *     there is none
     */
    public static ModelTensors of(TensorArchive archive, ArchitectureSpec spec) {
        Map<TensorRole, LogicalTensor> byRole = new LinkedHashMap<>();
        for (LogicalTensor tensor : TensorAssembly.assemble(ShapeRoles.guess(ComponentAssignment.of(archive)), spec)) {
            if (byRole.putIfAbsent(tensor.role(), tensor) != null) {
                LogicalTensor second = again(tensor);
                byRole.put(second.role(), second);
            }
        }
        boolean tied = spec.component(TensorRole.TEXT)
                .flatMap(text -> text.flag(ArchitectureField.TIED_EMBEDDINGS))
                .orElse(true);
        return new ModelTensors(byRole, tied);
    }

    /** A tensor whose role another one has already. */
    private static LogicalTensor again(LogicalTensor tensor) {
        String name = tensor.stored().name() + (tensor.isWhole() ? "" : ": " + tensor.role());
        return new LogicalTensor(
                new TensorRole(name, TensorKind.OTHER, OptionalInt.empty(), OptionalInt.empty()),
                tensor.view(),
                tensor.stored(),
                LogicalTensor.Basis.NONE,
                Optional.empty(),
                Optional.of(Message.of("architecture.roleTaken", tensor.role().message())));
    }

    /** All of them, by file and place in it; parts of one tensor in the order of their kinds. */
    public Stream<LogicalTensor> all() {
        return byRole.values().stream();
    }

    /** How many roles were guessed from shapes and positions, because no rule knows the names. */
    public long guessed() {
        return all().filter(tensor -> tensor.basis() == LogicalTensor.Basis.SHAPE)
                .count();
    }

    /** How many there are. */
    public int size() {
        return byRole.size();
    }

    /** The components that have layers, by name. */
    public NavigableSet<String> components() {
        return layers.navigableKeySet();
    }

    /** Numbers of the layers of a component. */
    public NavigableSet<Integer> layers(String component) {
        return layers.getOrDefault(component, Collections.emptyNavigableSet());
    }

    /** Numbers of the routed experts of a layer; none of a dense layer. */
    public NavigableSet<Integer> experts(String component, int layer) {
        NavigableSet<Integer> experts = new TreeSet<>();
        ofComponent(component)
                .filter(tensor -> tensor.role().layer().equals(OptionalInt.of(layer)))
                .forEach(tensor -> tensor.role().expert().ifPresent(experts::add));
        return experts;
    }

    private Stream<LogicalTensor> ofComponent(String component) {
        return all().filter(tensor -> tensor.role().component().equals(component));
    }

    /** The tensor of a role. */
    public Optional<LogicalTensor> find(TensorRole role) {
        return Optional.ofNullable(byRole.get(role));
    }

    /** The tensor of a kind in a layer. */
    public Optional<LogicalTensor> find(String component, int layer, TensorKind kind) {
        return find(new TensorRole(component, kind, OptionalInt.of(layer), OptionalInt.empty()));
    }

    /** The tensor of a kind of one routed expert in a layer. */
    public Optional<LogicalTensor> find(String component, int layer, TensorKind kind, int expert) {
        return find(new TensorRole(component, kind, OptionalInt.of(layer), OptionalInt.of(expert)));
    }

    /** The tensor of a kind outside of layers, such as {@link TensorKind#INPUT_EMBEDDING}. */
    public Optional<LogicalTensor> find(String component, TensorKind kind) {
        return find(new TensorRole(component, kind, OptionalInt.empty(), OptionalInt.empty()));
    }

    /** The text model's output head: its own, or where it has none and is not said to have one, the input embedding. */
    public Optional<LogicalTensor> head() {
        Optional<LogicalTensor> own = find(TensorRole.TEXT, TensorKind.OUTPUT_HEAD);
        return own.isPresent() || !isHeadTied() ? own : find(TensorRole.TEXT, TensorKind.INPUT_EMBEDDING);
    }

    /** Whether the text model's head is its input embedding. */
    public boolean isHeadTied() {
        return tied && find(TensorRole.TEXT, TensorKind.OUTPUT_HEAD).isEmpty();
    }
}
