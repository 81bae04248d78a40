package dev.provenance.weights.digest;

import dev.provenance.safetensors.DType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tensors with equal bytes, whatever their names, files, shapes and dtypes. Left out is what is equal in models that share
 * nothing, and counted. Equal bytes of trained weights do not happen by chance.
 *
 * @param groups of at least two tensors each, in the order of their first members, the base's first
 * @param leftOut for each reason, how many tensors were not looked at
 */
public record EqualTensors(List<Group> groups, List<LeftOut> leftOut) {

    /** Elements of the smallest tensor that is looked at. */
    public static final int MIN_ELEMENTS = 64;

    /** Last parts of the names of tensors that are computed from the configuration, not trained. */
    private static final Set<String> NAMES_OF_COMPUTED =
            Set.of("inv_freq", "position_ids", "masked_bias", "causal_mask", "relative_position_index", "g_idx");

    /**
     * Tensors of one content.
     *
     * @param sha256 of their bytes
     * @param base those of the base, in its order
     * @param suspect those of the suspect, in its order
     */
    public record Group(String sha256, List<DigestedTensor> base, List<DigestedTensor> suspect) {

        public Group {
            base = List.copyOf(base);
            suspect = List.copyOf(suspect);
        }

        /** Both models have this content. */
        public boolean acrossModels() {
            return !base.isEmpty() && !suspect.isEmpty();
        }

        /** Both models have this content, and no tensor of it has the same name in both. */
        public boolean acrossNames() {
            return acrossModels() && renamed() == suspect.size();
        }

        /** Number of the suspect's tensors with a name that none of the base's has. */
        private long renamed() {
            Set<String> names = base.stream().map(DigestedTensor::name).collect(Collectors.toSet());
            return suspect.stream()
                    .filter(tensor -> !names.contains(tensor.name()))
                    .count();
        }
    }

    /** Why equal bytes of a tensor would say nothing. */
    public enum Reason {
        /** Fewer than {@value EqualTensors#MIN_ELEMENTS} elements. */
        SMALL,
        /** One element over and over, such as the zeros and ones that biases and norms start from. */
        CONSTANT,
        /** Computed, not trained, as its name, shape or dtype tells: rotary frequencies, attention masks, positions. */
        COMPUTED;

        static Optional<Reason> of(DigestedTensor tensor) {
            if (tensor.elementCount() < MIN_ELEMENTS) {
                return Optional.of(SMALL);
            }
            if (tensor.digest().constant()) {
                return Optional.of(CONSTANT);
            }
            return isComputed(tensor) ? Optional.of(COMPUTED) : Optional.empty();
        }

        /** An attention's {@code bias} of shape [1, 1, n, n] is a mask, as in GPT-2. */
        private static boolean isComputed(DigestedTensor tensor) {
            String last = tensor.name().substring(tensor.name().lastIndexOf('.') + 1);
            List<Long> shape = tensor.shape();
            boolean mask = last.equals("bias")
                    && shape.size() == 4
                    && shape.get(0) * shape.get(1) == 1
                    && shape.get(2).equals(shape.get(3));
            return mask || tensor.dtype() == DType.BOOL || NAMES_OF_COMPUTED.contains(last);
        }
    }

    /** Number of tensors that were left out for one reason. */
    public record LeftOut(Reason reason, long base, long suspect) {}

    public EqualTensors {
        groups = List.copyOf(groups);
        leftOut = List.copyOf(leftOut);
    }

    /** How many of the suspect's tensors have the content of one of the base's. */
    public long suspectInBase() {
        return groups.stream()
                .filter(Group::acrossModels)
                .mapToLong(group -> group.suspect().size())
                .sum();
    }

    /** How many of these have it under a name that no tensor of that content has in the base. */
    public long suspectInBaseRenamed() {
        return groups.stream()
                .filter(Group::acrossModels)
                .mapToLong(Group::renamed)
                .sum();
    }

    /** Groups the tensors of two models. */
    public static EqualTensors of(List<DigestedTensor> base, List<DigestedTensor> suspect) {
        Map<String, List<DigestedTensor>> ofBase = byContent(base);
        Map<String, List<DigestedTensor>> ofSuspect = byContent(suspect);
        Set<String> contents = new LinkedHashSet<>(ofBase.keySet());
        contents.addAll(ofSuspect.keySet());
        List<Group> groups = contents.stream()
                .map(content -> new Group(
                        content, ofBase.getOrDefault(content, List.of()), ofSuspect.getOrDefault(content, List.of())))
                .filter(group -> group.base.size() + group.suspect.size() > 1)
                .toList();
        List<LeftOut> leftOut = Arrays.stream(Reason.values())
                .map(reason -> new LeftOut(reason, count(base, reason), count(suspect, reason)))
                .toList();
        return new EqualTensors(groups, leftOut);
    }

    private static Map<String, List<DigestedTensor>> byContent(List<DigestedTensor> tensors) {
        return tensors.stream()
                .filter(tensor -> Reason.of(tensor).isEmpty())
                .collect(Collectors.groupingBy(
                        tensor -> tensor.digest().sha256(), LinkedHashMap::new, Collectors.toList()));
    }

    private static long count(List<DigestedTensor> tensors, Reason reason) {
        return tensors.stream()
                .filter(tensor -> Reason.of(tensor).equals(Optional.of(reason)))
                .count();
    }
}
