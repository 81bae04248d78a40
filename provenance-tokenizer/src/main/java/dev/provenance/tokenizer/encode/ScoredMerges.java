package dev.provenance.tokenizer.encode;

import dev.provenance.tokenizer.model.Merges;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The merges of a SentencePiece BPE model, which keeps scores instead. SentencePiece joins the two neighbours whose joint
 * piece has the best score (bpe_model.cc); as merges that is every way to cut a piece into two pieces, in the order of
 * the pieces' scores.
 */
final class ScoredMerges {

    private ScoredMerges() {}

    private record Cut(String left, String right, int leftId, int rightId, int place) {}

    static Merges of(TokenizerModel tokenizer) {
        Vocabulary tokens = tokenizer.vocabulary();
        Map<String, Integer> pieces = new HashMap<>();
        for (int token = 0; token < tokens.modelSize(); token++) {
            if (tokens.kind(token) == TokenKind.TEXT) {
                pieces.put(tokens.written().text(token), token);
            }
        }
        List<Cut> cuts = new ArrayList<>();
        pieces.forEach((piece, token) -> {
            for (int at = 1; at < piece.length(); at++) {
                Integer left = pieces.get(piece.substring(0, at));
                Integer right = left == null ? null : pieces.get(piece.substring(at));
                if (left != null && right != null) {
                    cuts.add(new Cut(
                            piece.substring(0, at),
                            piece.substring(at),
                            tokens.id(left),
                            tokens.id(right),
                            tokenizer.trainingOrder().place(token)));
                }
            }
        });
        cuts.sort(Comparator.comparingInt(Cut::place)
                .thenComparingInt(Cut::leftId)
                .thenComparingInt(Cut::rightId));
        Merges.Builder merges = new Merges.Builder();
        cuts.forEach(cut -> merges.add(cut.left, cut.right));
        return merges.build();
    }
}
