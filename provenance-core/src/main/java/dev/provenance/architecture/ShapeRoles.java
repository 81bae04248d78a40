package dev.provenance.architecture;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Guesses roles from shapes and positions where no rule knows the names of any layer: names that differ in a number only are
 * a stack of layers, the length of their vectors is the hidden size, and matrices of one shape come in the order of a
 * layer's work: query, key, value, output; gate, up, down. A guess can be wrong where a file has another order; a wrong one
 * pairs tensors that have nothing in common, and never the reverse.
 */
final class ShapeRoles {

    private static final Splitter DOT = Splitter.on('.');
    private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');

    /** Tensors of all layers that differ in the layer's number only. */
    private record Stack(List<Long> shape, SortedMap<Integer, NamedTensor> layers) {}

    private final List<NamedTensor> named;
    private final Map<String, Stack> stacks = new LinkedHashMap<>();
    private final Map<NamedTensor, TensorRole> guesses = new HashMap<>();

    private ShapeRoles(List<NamedTensor> named) {
        this.named = named;
    }

    /** The same tensors, with guessed roles where the whole model is unknown. */
    static List<NamedTensor> guess(List<NamedTensor> named) {
        boolean known = named.stream()
                .anyMatch(tensor -> tensor.role().layer().isPresent()
                        && tensor.role().component().equals(TensorRole.TEXT));
        if (known) {
            return named;
        }
        ShapeRoles roles = new ShapeRoles(named);
        roles.findStacks();
        roles.guessAll();
        return named.stream()
                .map(tensor -> Optional.ofNullable(roles.guesses.get(tensor))
                        .map(tensor::with)
                        .orElse(tensor))
                .toList();
    }

    private void findStacks() {
        for (NamedTensor tensor : named) {
            List<String> parts = DOT.splitToList(tensor.view().name());
            List<String> numbers = parts.stream().filter(ShapeRoles::isNumber).toList();
            if (tensor.role().isKnown() || numbers.size() != 1) {
                continue;
            }
            String pattern =
                    parts.stream().map(part -> isNumber(part) ? "#" : part).collect(Collectors.joining("."));
            Stack stack = stacks.computeIfAbsent(
                    pattern, key -> new Stack(tensor.view().shape(), new TreeMap<>()));
            if (stack.shape().equals(tensor.view().shape())) {
                stack.layers().putIfAbsent(Integer.valueOf(numbers.getFirst()), tensor);
            }
        }
        int layers = stacks.values().stream()
                .mapToInt(stack -> stack.layers().size())
                .max()
                .orElse(0);
        stacks.values().removeIf(stack -> layers < 2 || stack.layers().size() < layers);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.length() <= 9 && DIGIT.matchesAllOf(part);
    }

    private void guessAll() {
        Optional<Long> hidden = stacks.values().stream()
                .filter(stack -> stack.shape().size() == 1)
                .map(stack -> stack.shape().getFirst())
                .collect(Collectors.groupingBy(length -> length, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        hidden.ifPresent(size -> {
            assign(shaped(List.of(size)), TensorKind.ATTENTION_NORM, TensorKind.MLP_NORM);
            guessMatrices(size);
            guessOutside(size);
        });
    }

    private void guessMatrices(long hidden) {
        List<Long> widths = stacks.values().stream()
                .filter(stack -> stack.shape().size() == 2
                        && stack.shape().getFirst() == hidden
                        && stack.shape().get(1) != hidden)
                .map(stack -> stack.shape().get(1))
                .distinct()
                .sorted(Comparator.comparingInt(
                                (Long width) -> -shaped(List.of(width, hidden)).size())
                        .thenComparing(Comparator.reverseOrder()))
                .toList();
        // What has a way back to the hidden size: the MLP, and queries where these are wider or narrower than it.
        if (!widths.isEmpty()) {
            List<Stack> in = shaped(List.of(widths.getFirst(), hidden));
            if (in.size() > 1) {
                assign(in, TensorKind.MLP_GATE, TensorKind.MLP_UP);
            } else {
                assign(in, TensorKind.MLP_UP);
            }
            assign(shaped(List.of(hidden, widths.getFirst())), TensorKind.MLP_DOWN);
        }
        if (widths.size() > 1) {
            assign(shaped(List.of(widths.get(1), hidden)), TensorKind.ATTENTION_QUERY);
            assign(shaped(List.of(hidden, widths.get(1))), TensorKind.ATTENTION_OUTPUT);
        }
        List<Stack> square = shaped(List.of(hidden, hidden));
        if (square.size() == 4) {
            assign(
                    square,
                    TensorKind.ATTENTION_QUERY,
                    TensorKind.ATTENTION_KEY,
                    TensorKind.ATTENTION_VALUE,
                    TensorKind.ATTENTION_OUTPUT);
        } else {
            assign(square, TensorKind.ATTENTION_QUERY, TensorKind.ATTENTION_OUTPUT);
        }
        stacks.values().stream()
                .map(Stack::shape)
                .filter(shape -> shape.size() == 2 && shape.get(1) == hidden && shape.get(0) < hidden)
                .distinct()
                .map(this::shaped)
                .filter(pair -> pair.size() == 2
                        && !guesses.containsKey(
                                pair.getFirst().layers().firstEntry().getValue()))
                .forEach(pair -> assign(pair, TensorKind.ATTENTION_KEY, TensorKind.ATTENTION_VALUE));
    }

    private List<Stack> shaped(List<Long> shape) {
        return stacks.values().stream()
                .filter(stack -> stack.shape().equals(shape))
                .toList();
    }

    private void assign(List<Stack> found, TensorKind... kinds) {
        for (int i = 0; i < Math.min(found.size(), kinds.length); i++) {
            TensorKind kind = kinds[i];
            found.get(i)
                    .layers()
                    .forEach((layer, tensor) -> guesses.putIfAbsent(
                            tensor, new TensorRole(TensorRole.TEXT, kind, OptionalInt.of(layer), OptionalInt.empty())));
        }
    }

    private void guessOutside(long hidden) {
        List<NamedTensor> outside = named.stream()
                .filter(tensor -> !tensor.role().isKnown()
                        && DOT.splitToStream(tensor.view().name()).noneMatch(ShapeRoles::isNumber))
                .toList();
        long vocabulary = outside.stream()
                .map(tensor -> tensor.view().shape())
                .filter(shape -> shape.size() == 2 && shape.get(1) == hidden && shape.get(0) > hidden)
                .mapToLong(List::getFirst)
                .max()
                .orElse(0);
        assignOutside(outside, List.of(vocabulary, hidden), TensorKind.INPUT_EMBEDDING, TensorKind.OUTPUT_HEAD);
        assignOutside(outside, List.of(hidden), TensorKind.FINAL_NORM);
    }

    private void assignOutside(List<NamedTensor> outside, List<Long> shape, TensorKind... kinds) {
        List<NamedTensor> found = new ArrayList<>(outside);
        found.removeIf(tensor -> !tensor.view().shape().equals(shape));
        for (int i = 0; i < Math.min(found.size(), kinds.length); i++) {
            guesses.put(
                    found.get(i), new TensorRole(TensorRole.TEXT, kinds[i], OptionalInt.empty(), OptionalInt.empty()));
        }
    }
}
