package dev.provenance.tokenizer.encode;

import java.util.List;

/**
 * How two tokenizers encode the same texts.
 *
 * @param passages one for each text; none if the encodings were not compared
 * @param notCompared why not, or empty
 */
public record EncodingComparison(List<Passage> passages, String notCompared) {

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

    public EncodingComparison {
        passages = List.copyOf(passages);
    }
}
