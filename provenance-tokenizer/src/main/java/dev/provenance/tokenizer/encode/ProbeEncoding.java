package dev.provenance.tokenizer.encode;

import dev.provenance.tokenizer.encode.EncodingComparison.Passage;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encodes the probe text by two tokenizers. */
public final class ProbeEncoding {

    private ProbeEncoding() {}

    /** Both encodings of every text, or the reason why there are none. */
    public static EncodingComparison compare(TokenizerModel first, TokenizerModel second, List<ProbeText> texts) {
        List<List<Integer>> encodedByFirst;
        List<List<Integer>> encodedBySecond;
        try {
            encodedByFirst = encode(first, texts);
        } catch (NotEncodedException e) {
            return EncodingComparison.none(Reason.Kind.BASE_NOT_ENCODED, String.valueOf(e.getMessage()));
        }
        try {
            encodedBySecond = encode(second, texts);
        } catch (NotEncodedException e) {
            return EncodingComparison.none(Reason.Kind.SUSPECT_NOT_ENCODED, String.valueOf(e.getMessage()));
        }
        Map<Integer, Integer> firstTokens = tokensById(first.vocabulary());
        Map<Integer, Integer> secondTokens = tokensById(second.vocabulary());
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<Integer> a = encodedByFirst.get(i);
            List<Integer> b = encodedBySecond.get(i);
            boolean same = a.size() == b.size();
            for (int j = 0; same && j < a.size(); j++) {
                Integer left = firstTokens.get(a.get(j));
                Integer right = secondTokens.get(b.get(j));
                same = left != null && right != null && second.vocabulary().find(first.vocabulary(), left) == right;
            }
            passages.add(new Passage(texts.get(i).name(), a, b, same));
        }
        return new EncodingComparison(passages, Optional.empty());
    }

    /** One tokenizer at a time: native memory is taken once only. */
    private static List<List<Integer>> encode(TokenizerModel tokenizer, List<ProbeText> texts)
            throws NotEncodedException {
        try (TextEncoder encoder = TextEncoder.of(tokenizer)) {
            return texts.stream().map(text -> encoder.encode(text.text())).toList();
        }
    }

    private static Map<Integer, Integer> tokensById(Vocabulary vocabulary) {
        Map<Integer, Integer> tokens = new HashMap<>();
        for (int token = 0; token < vocabulary.size(); token++) {
            tokens.putIfAbsent(vocabulary.id(token), token);
        }
        return tokens;
    }
}
