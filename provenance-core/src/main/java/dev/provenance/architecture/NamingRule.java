package dev.provenance.architecture;

import com.google.common.base.Splitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code tensor-names.tsv}.
 *
 * @param name dotted end of a tensor's name
 * @param ownName whether the name is the parameter's own and full one, without {@code .weight}
 * @param kind what such a tensor does
 * @param of for a bias, what it belongs to
 * @param convention id of the naming convention that the name comes from
 * @param split how several matrices share the tensor
 * @param conv1d whether it is stored [in, out] in models whose fused projection is
 * @param rotaryPairs whether rotation turns neighbouring rows of a head, where most families turn its two halves
 * @param experts how the matrices of a stack over experts are stored; empty for no stack
 * @param with what else the layer must have for the rule to apply
 * @param component the component, whatever stands before the name
 */
record NamingRule(
        String name,
        boolean ownName,
        TensorKind kind,
        Optional<TensorKind> of,
        String convention,
        Split split,
        boolean conv1d,
        boolean rotaryPairs,
        Optional<Stored> experts,
        Optional<String> with,
        Optional<String> component) {

    /** How several matrices share a tensor. */
    enum Split {
        /** They do not. */
        NONE,
        /** Queries, keys, values, one after the other. */
        BLOCKS,
        /** For each key-value head its queries, its key, its value. */
        HEADS,
        /** Gate, then up. */
        HALVES,
        /** A row of gate, a row of up, by turns. */
        ALTERNATING
    }

    /** Which dimension of a stored matrix is the layer's input. */
    enum Stored {
        IN_OUT,
        OUT_IN
    }

    static final String LAYER = "{layer}";
    static final String EXPERT = "{expert}";

    private static final Splitter TAB = Splitter.on('\t');
    private static final Splitter WORDS = Splitter.on(' ');

    static NamingRule parse(String line) {
        List<String> fields = TAB.splitToList(line);
        if (fields.size() < 3 || fields.size() > 4) {
            throw new IllegalArgumentException(
                    "A naming rule has three or four fields (name, kind, convention, options), tab between: '" + line
                            + "'");
        }
        List<String> kinds = WORDS.splitToList(fields.get(1));
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : fields.size() < 4 ? List.<String>of() : WORDS.splitToList(fields.get(3))) {
            int equals = option.indexOf('=');
            options.put(equals < 0 ? option : option.substring(0, equals), option.substring(equals + 1));
        }
        NamingRule rule = new NamingRule(
                fields.get(0).replaceFirst("^=", ""),
                fields.get(0).startsWith("="),
                TensorKind.valueOf(kinds.getFirst()),
                kinds.size() < 2 ? Optional.empty() : Optional.of(TensorKind.valueOf(kinds.get(1))),
                fields.get(2),
                split(options.remove("split")),
                options.remove("conv1d") != null,
                options.remove("rotary-pairs") != null,
                Optional.ofNullable(options.remove("experts")).map(NamingRule::stored),
                Optional.ofNullable(options.remove("with")),
                Optional.ofNullable(options.remove("component")));
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("Naming rule '" + line + "': unknown options " + options.keySet());
        }
        return rule;
    }

    private static Split split(@Nullable String name) {
        return name == null ? Split.NONE : Split.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Stored stored(String order) {
        return switch (order) {
            case "in,out" -> Stored.IN_OUT;
            case "out,in" -> Stored.OUT_IN;
            default -> throw new IllegalArgumentException("experts: expected in,out or out,in, actual " + order);
        };
    }

    boolean isLayered() {
        return name.contains(LAYER);
    }

    /** The rule of a bias or a scale of what this one names. */
    NamingRule of(TensorKind companion) {
        return new NamingRule(
                name, ownName, companion, Optional.of(kind), convention, split, false, false, experts, with, component);
    }
}
