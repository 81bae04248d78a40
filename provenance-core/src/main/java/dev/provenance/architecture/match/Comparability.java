package dev.provenance.architecture.match;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import dev.provenance.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison of weights can do with a tensor of one model and its counterpart in the other.
 *
 * @param degree how much
 * @param reason why, in a few words
 */
public record Comparability(Degree degree, Message reason) {

    /** How much of two tensors can be compared, the most first. */
    public enum Degree {
        /** Element by element. */
        SAME_SHAPE,
        /** Element by element, once what is fused, stacked or transposed is taken apart. */
        AFTER_SPLITTING,
        /** Row by row (or column by column) of things that can be told apart: tokens, heads, experts. */
        ROWS,
        /** One may be a part of the other: hidden units without names, which have to be found. */
        PART,
        /** Only by what does not depend on shapes: spectra, statistics of rows. */
        INVARIANTS,
        /** Not at all. */
        NONE
    }

    /** Two tensors of one role. */
    public static Comparability of(LogicalTensor base, LogicalTensor suspect) {
        Comparability byShape = of(base.role().subject(), base.shape(), suspect.shape());
        return byShape.degree() == Degree.SAME_SHAPE && !(base.isWhole() && suspect.isWhole())
                ? new Comparability(Degree.AFTER_SPLITTING, Message.of("architecture.sameOnceSplit"))
                : byShape;
    }

    /** Two tensors of one kind and their shapes. */
    public static Comparability of(TensorKind kind, List<Long> base, List<Long> suspect) {
        if (base.equals(suspect)) {
            return new Comparability(Degree.SAME_SHAPE, Message.of("architecture.sameShape"));
        }
        if (base.size() != suspect.size()) {
            return new Comparability(Degree.NONE, shapes("otherDimensions", base, suspect));
        }
        if (base.size() != 2) {
            return new Comparability(Degree.INVARIANTS, shapes("onlyStatistics", base, suspect));
        }
        boolean sameInputs = base.get(1).equals(suspect.get(1));
        boolean sameOutputs = base.get(0).equals(suspect.get(0));
        if (!sameInputs && !sameOutputs) {
            return new Comparability(Degree.INVARIANTS, shapes("onlyInvariants", base, suspect));
        }
        Optional<String> named = sameInputs ? namedRows(kind) : namedColumns(kind);
        return named.map(one -> new Comparability(
                        Degree.ROWS,
                        shapes(sameInputs ? "byRows" : "byColumns", base, suspect, Message.of("architecture." + one))))
                .orElseGet(() -> new Comparability(
                        Degree.PART, shapes(sameInputs ? "partByRows" : "partByColumns", base, suspect)));
    }

    private static Message shapes(String key, List<Long> base, List<Long> suspect, Message... more) {
        List<Object> values = new ArrayList<>(List.of(base.toString(), suspect.toString()));
        values.addAll(List.of(more));
        return new Message("architecture." + key, values);
    }

    /** Key of what the rows of a kind are, where they can be told apart. */
    private static Optional<String> namedRows(TensorKind kind) {
        return switch (kind) {
            case INPUT_EMBEDDING, OUTPUT_HEAD -> Optional.of("tokenByToken");
            case POSITION_EMBEDDING -> Optional.of("positionByPosition");
            case ROUTER -> Optional.of("expertByExpert");
            case ATTENTION_QUERY, ATTENTION_KEY, ATTENTION_VALUE, ATTENTION_KV_UP, ATTENTION_QUERY_UP ->
                Optional.of("headByHead");
            default -> Optional.empty();
        };
    }

    private static Optional<String> namedColumns(TensorKind kind) {
        return kind == TensorKind.ATTENTION_OUTPUT ? Optional.of("headByHead") : Optional.empty();
    }
}
