package dev.provenance.architecture.match;

import dev.provenance.architecture.LogicalTensor;
import dev.provenance.architecture.TensorKind;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison of weights can do with a tensor of one model and its counterpart in the other.
 *
 * @param degree how much
 * @param reason why, in a sentence's middle
 */
public record Comparability(Degree degree, String reason) {

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
                ? new Comparability(Degree.AFTER_SPLITTING, "same shape once split or turned")
                : byShape;
    }

    /** Two tensors of one kind and their shapes. */
    public static Comparability of(TensorKind kind, List<Long> base, List<Long> suspect) {
        if (base.equals(suspect)) {
            return new Comparability(Degree.SAME_SHAPE, "same shape");
        }
        String shapes = "shapes differ: base " + base + ", suspect " + suspect;
        if (base.size() != suspect.size()) {
            return new Comparability(Degree.NONE, shapes + ", in the number of dimensions");
        }
        if (base.size() != 2) {
            return new Comparability(Degree.INVARIANTS, shapes + "; only statistics can be compared");
        }
        boolean sameInputs = base.get(1).equals(suspect.get(1));
        boolean sameOutputs = base.get(0).equals(suspect.get(0));
        if (!sameInputs && !sameOutputs) {
            return new Comparability(Degree.INVARIANTS, shapes + "; only invariants can be compared");
        }
        Optional<String> named = sameInputs ? namedRows(kind) : namedColumns(kind);
        String along = sameInputs ? "rows" : "columns";
        return named.isPresent()
                ? new Comparability(Degree.ROWS, shapes + "; comparable by " + along + ", " + named.get())
                : new Comparability(
                        Degree.PART, shapes + "; the smaller may be a part of the larger, to be found by " + along);
    }

    /** What the rows of a kind are, where they can be told apart. */
    private static Optional<String> namedRows(TensorKind kind) {
        return switch (kind) {
            case INPUT_EMBEDDING, OUTPUT_HEAD -> Optional.of("token by token");
            case POSITION_EMBEDDING -> Optional.of("position by position");
            case ROUTER -> Optional.of("expert by expert");
            case ATTENTION_QUERY, ATTENTION_KEY, ATTENTION_VALUE, ATTENTION_KV_UP, ATTENTION_QUERY_UP ->
                Optional.of("head by head");
            default -> Optional.empty();
        };
    }

    private static Optional<String> namedColumns(TensorKind kind) {
        return kind == TensorKind.ATTENTION_OUTPUT ? Optional.of("head by head") : Optional.empty();
    }
}
