package dev.provenance.architecture;

import dev.provenance.architecture.FusedSplit.Heads;
import dev.provenance.architecture.LogicalTensor.Basis;
import dev.provenance.architecture.NamingRule.Split;
import dev.provenance.architecture.NamingRule.Stored;
import dev.provenance.message.Message;
import dev.provenance.safetensors.MatrixPart;
import dev.provenance.safetensors.TensorView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns stored tensors into logical ones: splits what is fused, unstacks experts, sets transposed matrices right. */
final class TensorAssembly {

    /** Bounds memory on hostile files; the largest known models have 70,000 experts in all layers. */
    private static final long MOST_PARTS = 1_000_000;

    /** One layer of one component. */
    private record Place(String component, OptionalInt layer) {}

    private final ArchitectureSpec spec;
    /** Rows of the queries in a layer, as the output projection's inputs tell. */
    private final Map<Place, Long> queryRows = new HashMap<>();
    /** Components whose fused projection is stored [in, out], as GPT-2's. */
    private final Map<String, Boolean> storedInOut = new HashMap<>();
    /** How stacked experts of a component are stored, where a tensor of theirs leaves no doubt. */
    private final Map<String, Stored> stackedAs = new HashMap<>();

    private final List<LogicalTensor> logical = new ArrayList<>();

    private TensorAssembly(List<NamedTensor> named, ArchitectureSpec spec) {
        this.spec = spec;
        named.forEach(this::learnOrientation);
        named.forEach(this::learnQueryRows);
    }

    static List<LogicalTensor> assemble(List<NamedTensor> named, ArchitectureSpec spec) {
        TensorAssembly assembly = new TensorAssembly(named, spec);
        named.forEach(assembly::add);
        return assembly.logical;
    }

    private void learnOrientation(NamedTensor tensor) {
        List<Long> shape = tensor.view().shape();
        if (tensor.rule().isEmpty() || tensor.role().of().isPresent()) {
            return;
        }
        NamingRule rule = tensor.rule().get();
        String component = tensor.role().component();
        if (rule.conv1d() && rule.split() != Split.NONE && shape.size() == 2) {
            storedInOut.putIfAbsent(component, shape.get(0) < shape.get(1));
        }
        if (rule.experts().isPresent() && shape.size() == 3) {
            spec.component(component)
                    .map(values -> values.count(ArchitectureField.HIDDEN_SIZE).orElse(0))
                    .filter(hidden ->
                            shape.get(1).equals(hidden) != shape.get(2).equals(hidden))
                    .ifPresent(hidden -> stackedAs.putIfAbsent(
                            component,
                            shape.get(1).equals(hidden) == (tensor.role().kind() != TensorKind.EXPERT_DOWN)
                                    ? Stored.IN_OUT
                                    : Stored.OUT_IN));
        }
    }

    private void learnQueryRows(NamedTensor tensor) {
        TensorRole role = tensor.role();
        if (role.kind() == TensorKind.ATTENTION_OUTPUT && tensor.view().shape().size() == 2) {
            queryRows.putIfAbsent(
                    new Place(role.component(), role.layer()),
                    StoredMatrix.of(tensor.view().shape(), isTransposed(tensor)).in());
        }
    }

    private boolean isTransposed(NamedTensor tensor) {
        return tensor.rule().filter(NamingRule::conv1d).isPresent()
                && tensor.view().shape().size() == 2
                && storedInOut.getOrDefault(tensor.role().component(), false);
    }

    private void add(NamedTensor tensor) {
        TensorView view = tensor.view();
        boolean divisible = view.elementCount() > 0 && view.dtype().bits() >= Byte.SIZE;
        if (tensor.rule().isEmpty() || !divisible || tensor.role().kind() == TensorKind.SCALE) {
            whole(tensor, Optional.empty());
            return;
        }
        NamingRule rule = tensor.rule().get();
        if (rule.experts().isPresent()) {
            addExperts(tensor, rule);
        } else if (rule.split() != Split.NONE) {
            addSplit(tensor, rule);
        } else if (rule.rotaryPairs() && view.shape().size() == 2) {
            addFromPairs(tensor);
        } else if (isTransposed(tensor)) {
            StoredMatrix matrix = StoredMatrix.of(view.shape(), true);
            part(tensor, tensor.role(), matrix.all(), matrix);
        } else {
            whole(tensor, Optional.empty());
        }
    }

    private void addFromPairs(NamedTensor tensor) {
        StoredMatrix matrix = StoredMatrix.of(tensor.view().shape(), false);
        long headSize = heads(tensor.role().component(), tensor.role().layer())
                .headSize()
                .orElse(0);
        if (headSize > 0 && headSize % 2 == 0 && matrix.out() % headSize == 0) {
            part(tensor, tensor.role(), matrix.fromPairs(headSize), matrix);
        } else {
            whole(tensor, Optional.of(Message.of("architecture.rowsInPairs")));
        }
    }

    private void addSplit(NamedTensor tensor, NamingRule rule) {
        List<Long> shape = tensor.view().shape();
        if (shape.size() > 2 || shape.isEmpty()) {
            whole(tensor, Optional.of(Message.of("architecture.fusedShape", shape.toString())));
            return;
        }
        StoredMatrix matrix = StoredMatrix.of(shape, isTransposed(tensor));
        if (!addParts(tensor, tensor.role(), rule, matrix)) {
            whole(tensor, Optional.of(Message.of("architecture.fusedRows", matrix.out())));
        }
    }

    private void addExperts(NamedTensor tensor, NamingRule rule) {
        List<Long> shape = tensor.view().shape();
        int dimensions = tensor.role().kind() == TensorKind.BIAS ? 2 : 3;
        if (shape.size() != dimensions || shape.getFirst() > MOST_PARTS - logical.size()) {
            whole(tensor, Optional.of(Message.of("architecture.expertStack", shape.toString())));
            return;
        }
        boolean transposed =
                stackedAs.getOrDefault(tensor.role().component(), rule.experts().orElseThrow()) == Stored.IN_OUT;
        for (int expert = 0; expert < shape.getFirst(); expert++) {
            StoredMatrix matrix = StoredMatrix.inStack(shape, expert, transposed);
            TensorRole role = tensor.role().ofExpert(expert);
            if (rule.split() == Split.NONE || !addParts(tensor, role, rule, matrix)) {
                part(tensor, role, matrix.all(), matrix);
            }
        }
    }

    private boolean addParts(NamedTensor tensor, TensorRole role, NamingRule rule, StoredMatrix matrix) {
        Map<TensorKind, MatrixPart> parts =
                FusedSplit.split(role.subject(), rule.split(), matrix, heads(role.component(), role.layer()));
        parts.forEach((kind, part) -> part(tensor, role.as(kind), part, matrix));
        return !parts.isEmpty();
    }

    private Heads heads(String component, OptionalInt layer) {
        Heads heads = spec.component(component).map(Heads::of).orElse(Heads.UNKNOWN);
        Long rows = queryRows.get(new Place(component, layer));
        return rows == null ? heads : heads.withQueryRows(rows);
    }

    private void part(NamedTensor tensor, TensorRole role, MatrixPart part, StoredMatrix matrix) {
        TensorView view = tensor.view().part(part, matrix.shape(part.rows()));
        logical.add(new LogicalTensor(role, view, tensor.view(), Basis.NAME, convention(tensor), Optional.empty()));
    }

    private void whole(NamedTensor tensor, Optional<Message> note) {
        Basis basis = tensor.rule().isPresent() ? Basis.NAME : tensor.role().isKnown() ? Basis.SHAPE : Basis.NONE;
        logical.add(new LogicalTensor(tensor.role(), tensor.view(), tensor.view(), basis, convention(tensor), note));
    }

    private static Optional<String> convention(NamedTensor tensor) {
        return tensor.rule().map(NamingRule::convention);
    }
}
