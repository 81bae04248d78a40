package dev.provenance.tokenizer.encode;

import dev.provenance.tokenizer.model.Reason;
import java.util.List;
import java.util.Optional;

/**
 * How two tokenizers encode the same texts.
 *
 * @param passages one for each text; none if the encodings were not compared
 * @param notCompared why not, if they were not
 */
public record EncodingComparison(List<Passage> passages, Optional<Reason> notCompared) {

    /**
     * One text in both encodings.
     *
     * @param name what the text is written in
     * @param idsA its tokens in A
     * @param idsB its tokens in B
     * @param samePieces whether both cut it at the same places into the same bytes
     */
    public record Passage(String name, List<Integer> idsA, List<Integer> idsB, boolean samePieces) {

        public Passage {
            idsA = List.copyOf(idsA);
            idsB = List.copyOf(idsB);
        }
    }

    /** No encodings, for this reason. */
    public static EncodingComparison none(Reason.Kind why, Object... values) {
        return new EncodingComparison(List.of(), Optional.of(Reason.of(why, values)));
    }

    public EncodingComparison {
        passages = List.copyOf(passages);
    }
}
