package dev.provenance.architecture;

import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Names all tensors of an archive, and settles what a single name cannot: a model of a decoder alone is a text model, so is
 * one whose only layers stand behind an unknown prefix, and layers with a projection for multi-token prediction are no
 * layers of the text model.
 */
final class ComponentAssignment {

    private static final Set<String> SIDES = Set.of("encoder", "decoder");

    private ComponentAssignment() {}

    static List<NamedTensor> of(TensorArchive archive) {
        Predicate<String> present = name -> archive.find(name).isPresent();
        List<NamedTensor> named = new ArrayList<>();
        for (TensorView tensor : archive.tensors()) {
            NamingRules.Match match = NamingRules.shipped().match(tensor.name(), present);
            named.add(new NamedTensor(tensor, match.role(), match.rule()));
        }
        return withoutPredictionLayers(withText(named, present));
    }

    private static List<NamedTensor> withText(List<NamedTensor> named, Predicate<String> present) {
        Set<String> layered = named.stream()
                .filter(tensor -> tensor.role().layer().isPresent())
                .map(tensor -> tensor.role().component())
                .collect(Collectors.toCollection(TreeSet::new));
        if (layered.contains(TensorRole.TEXT)) {
            return named;
        }
        List<String> sides = layered.stream().filter(SIDES::contains).toList();
        if (sides.size() == 1) {
            return renamed(named, sides.getFirst());
        }
        List<String> unknown = layered.stream()
                .filter(component -> ComponentNames.of(component).isEmpty())
                .filter(component -> !component.equals(TensorRole.MTP))
                .toList();
        return sides.isEmpty() && unknown.size() == 1
                ? withoutPrefix(renamed(named, unknown.getFirst()), unknown.getFirst() + ".", present)
                : named;
    }

    private static List<NamedTensor> renamed(List<NamedTensor> named, String component) {
        return named.stream()
                .map(tensor -> tensor.role().component().equals(component)
                        ? tensor.with(
                                tensor.role().in(TensorRole.TEXT, tensor.role().layer()))
                        : tensor)
                .toList();
    }

    /** Names that only their prefix hid: embeddings, norms and heads beside layers of an unknown prefix. */
    private static List<NamedTensor> withoutPrefix(List<NamedTensor> named, String prefix, Predicate<String> present) {
        List<NamedTensor> looked = new ArrayList<>();
        for (NamedTensor tensor : named) {
            String name = tensor.view().name();
            if (tensor.role().isKnown() || !name.startsWith(prefix)) {
                looked.add(tensor);
                continue;
            }
            NamingRules.Match match = NamingRules.shipped().match(name.substring(prefix.length()), present);
            looked.add(match.role().isKnown() ? new NamedTensor(tensor.view(), match.role(), match.rule()) : tensor);
        }
        return looked;
    }

    private static List<NamedTensor> withoutPredictionLayers(List<NamedTensor> named) {
        Map<Integer, Integer> numbers = new HashMap<>();
        named.stream()
                .map(NamedTensor::role)
                .filter(role -> role.kind() == TensorKind.PREDICTION_PROJECTION
                        && role.component().equals(TensorRole.TEXT)
                        && role.layer().isPresent())
                .map(role -> role.layer().getAsInt())
                .sorted()
                .forEach(layer -> numbers.putIfAbsent(layer, numbers.size()));
        return named.stream()
                .map(tensor -> {
                    TensorRole role = tensor.role();
                    Integer number = role.component().equals(TensorRole.TEXT)
                            ? numbers.get(role.layer().orElse(-1))
                            : null;
                    return number == null ? tensor : tensor.with(role.in(TensorRole.MTP, OptionalInt.of(number)));
                })
                .toList();
    }
}
