package dev.provenance.architecture;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The rules of {@code tensor-names.tsv}: the dotted end of a tensor's name, with its layer and expert numbers, to a kind.
 * The longest rule that fits the end of a name wins.
 */
final class NamingRules {

    private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
    private static final Splitter DOT = Splitter.on('.');
    private static final String NUMBER = "#";
    private static final String LAYER = "{layer}";
    private static final String EXPERT = "{expert}";

    /** @param numbers the placeholders of the pattern, in order */
    private record Rule(TensorKind kind, List<String> numbers) {}

    private final Map<String, Rule> byEnding = new HashMap<>();
    /** Parts of the longest rule: no more of a name is looked at, however long it is. */
    private final int longest;

    private static final class Holder {
        static final NamingRules SHIPPED = readShipped();
    }

    static NamingRules shipped() {
        return Holder.SHIPPED;
    }

    private static NamingRules readShipped() {
        try {
            return new NamingRules(Resources.readLines(
                    Resources.getResource(NamingRules.class, "tensor-names.tsv"), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NamingRules(List<String> lines) {
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> fields = Splitter.on('\t').splitToList(line);
            if (fields.size() != 3) {
                throw new IllegalArgumentException(
                        "A naming rule has three fields (pattern, kind, source), tab between: '" + line + "'");
            }
            String pattern = fields.get(0);
            List<String> numbers = DOT.splitToStream(pattern)
                    .filter(part -> part.equals(LAYER) || part.equals(EXPERT))
                    .toList();
            String ending = pattern.replace(LAYER, NUMBER).replace(EXPERT, NUMBER);
            if (byEnding.put(ending, new Rule(TensorKind.valueOf(fields.get(1)), numbers)) != null) {
                throw new IllegalArgumentException("Two naming rules for " + pattern);
            }
        }
        longest = byEnding.keySet().stream()
                .mapToInt(ending -> DOT.splitToList(ending).size())
                .max()
                .orElse(0);
    }

    TensorRole roleOf(String name) {
        int parts = longest;
        for (int start = startOfEnding(name, longest); start >= 0; start = startOfEnding(name, --parts)) {
            List<String> ending = DOT.splitToList(name.substring(start));
            Rule rule = byEnding.get(String.join(
                    ".",
                    ending.stream().map(part -> isNumber(part) ? NUMBER : part).toList()));
            if (rule != null) {
                return role(rule, start == 0 ? "" : name.substring(0, start - 1), ending);
            }
        }
        return new TensorRole(name, TensorKind.OTHER, OptionalInt.empty(), OptionalInt.empty());
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

    private static TensorRole role(Rule rule, String component, List<String> ending) {
        List<Integer> numbers = ending.stream()
                .filter(NamingRules::isNumber)
                .map(Integer::valueOf)
                .toList();
        return new TensorRole(component, rule.kind(), number(LAYER, rule, numbers), number(EXPERT, rule, numbers));
    }

    private static OptionalInt number(String placeholder, Rule rule, List<Integer> numbers) {
        int at = rule.numbers().indexOf(placeholder);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(numbers.get(at));
    }

    /** At most nine digits, so that it fits an int. */
    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.length() <= 9 && DIGIT.matchesAllOf(part);
    }
}
