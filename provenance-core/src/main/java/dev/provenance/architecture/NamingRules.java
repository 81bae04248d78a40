package dev.provenance.architecture;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.provenance.internal.ResourceLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The rules of {@code tensor-names.tsv}: the dotted end of a tensor's name, with its layer and expert numbers, to a kind.
 * The longest rule that fits the end of a name wins, of two equally long ones that with a condition.
 */
final class NamingRules {

    private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
    private static final Splitter DOT = Splitter.on('.');
    private static final String NUMBER = "#";
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";
    /** As quantised checkpoints of vLLM (compressed-tensors, FP8 blocks), ModelOpt and AWQ name them. */
    private static final List<String> SCALES = List.of(
            ".weight_scale", ".weight_scale_inv", ".weight_scale_2", ".input_scale", ".k_scale", ".v_scale", ".scales");

    /** A rule and the parts of its name that are numbers: placeholders or the number itself, in order. */
    private record Numbered(NamingRule rule, List<String> numbers) {}

    /** What a name was found to be; the rule is empty where none applies. */
    record Match(TensorRole role, Optional<NamingRule> rule) {}

    private final Map<String, List<Numbered>> byEnding = new HashMap<>();
    /** Parts of the longest rule: no more of a name is looked at, however long it is. */
    private final int longest;

    private static final class Holder {
        static final NamingRules SHIPPED = new NamingRules(ResourceLines.of(NamingRules.class, "tensor-names.tsv"));
    }

    static NamingRules shipped() {
        return Holder.SHIPPED;
    }

    NamingRules(List<String> lines) {
        for (String line : lines) {
            NamingRule rule = NamingRule.parse(line);
            if (rule.ownName()) {
                add(rule.name(), rule);
                continue;
            }
            add(rule.name() + WEIGHT, rule);
            add(rule.name() + BIAS, rule.of(TensorKind.BIAS));
            SCALES.forEach(suffix -> add(rule.name() + suffix, rule.of(TensorKind.SCALE)));
        }
        longest = byEnding.keySet().stream()
                .mapToInt(ending -> DOT.splitToList(ending).size())
                .max()
                .orElse(0);
    }

    private void add(String name, NamingRule rule) {
        List<String> numbers = DOT.splitToStream(name)
                .filter(part -> part.equals(NamingRule.LAYER) || part.equals(NamingRule.EXPERT) || isNumber(part))
                .toList();
        List<Numbered> rules = byEnding.computeIfAbsent(ending(DOT.splitToList(name)), key -> new ArrayList<>());
        if (rules.stream()
                .anyMatch(other ->
                        other.numbers().equals(numbers) && other.rule().with().equals(rule.with()))) {
            throw new IllegalArgumentException("Two naming rules for " + name);
        }
        Numbered numbered = new Numbered(rule, numbers);
        if (rule.with().isPresent()) {
            rules.addFirst(numbered);
        } else {
            rules.add(numbered);
        }
    }

    private static String ending(List<String> parts) {
        return String.join(
                ".",
                parts.stream()
                        .map(part -> isNumber(part) || part.startsWith("{") ? NUMBER : part)
                        .toList());
    }

    /**
     * What a name is.
     *
     * @param present whether the model has a tensor of a name
     */
    Match match(String name, Predicate<String> present) {
        int parts = longest;
        for (int start = startOfEnding(name, longest); start >= 0; start = startOfEnding(name, --parts)) {
            List<String> ending = DOT.splitToList(name.substring(start));
            for (Numbered candidate : byEnding.getOrDefault(ending(ending), List.of())) {
                String prefix = start == 0 ? "" : name.substring(0, start - 1);
                Optional<TensorRole> role = role(candidate, prefix, ending);
                if (role.isPresent() && isMet(candidate.rule(), prefix, ending, present)) {
                    return new Match(role.get(), Optional.of(candidate.rule()));
                }
            }
        }
        return new Match(
                new TensorRole(name, TensorKind.OTHER, OptionalInt.empty(), OptionalInt.empty()), Optional.empty());
    }

    /** Where the last so many parts of a name begin, or all of them if it has fewer; −1 for no part. */
    private static int startOfEnding(String name, int parts) {
        if (parts == 0) {
            return -1;
        }
        int dot = name.length();
        for (int i = 0; i < parts && dot >= 0; i++) {
            dot = name.lastIndexOf('.', dot - 1);
        }
        return dot + 1;
    }

    private static Optional<TensorRole> role(Numbered numbered, String prefix, List<String> ending) {
        NamingRule rule = numbered.rule();
        List<String> numbers = ending.stream().filter(NamingRules::isNumber).toList();
        OptionalInt layer = OptionalInt.empty();
        OptionalInt expert = OptionalInt.empty();
        for (int i = 0; i < numbers.size(); i++) {
            switch (numbered.numbers().get(i)) {
                case NamingRule.LAYER -> layer = OptionalInt.of(Integer.parseInt(numbers.get(i)));
                case NamingRule.EXPERT -> expert = OptionalInt.of(Integer.parseInt(numbers.get(i)));
                case String literal -> {
                    if (!literal.equals(numbers.get(i))) {
                        return Optional.empty();
                    }
                }
            }
        }
        Optional<String> component = rule.component().or(() -> ComponentNames.of(prefix));
        if (component.isEmpty() && !rule.isLayered()) {
            return Optional.empty();
        }
        return Optional.of(new TensorRole(component.orElse(prefix), rule.kind(), layer, expert, rule.of()));
    }

    /** Whether the layer has what the rule's condition names. */
    private static boolean isMet(NamingRule rule, String prefix, List<String> ending, Predicate<String> present) {
        if (rule.with().isEmpty()) {
            return true;
        }
        List<String> pattern = DOT.splitToList(rule.name());
        List<String> container = ending.subList(0, pattern.indexOf(NamingRule.LAYER) + 1);
        String sibling = (prefix.isEmpty() ? "" : prefix + ".") + String.join(".", container) + "."
                + rule.with().get();
        return present.test(sibling) || present.test(sibling + WEIGHT);
    }

    /** At most nine digits, so that it fits an int. */
    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.length() <= 9 && DIGIT.matchesAllOf(part);
    }
}
