package dev.provenance.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A byte-level BPE tokenizer.json whose merges join random tokens, in the layout of the tokenizers library. */
final class SyntheticTokenizer {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789Ġéæøįļĥ";
    private static final int LONGEST = 12;

    private SyntheticTokenizer() {}

    static String json(int size, long seed) {
        Random random = new Random(seed);
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        List<String> tokens = new ArrayList<>();
        List<String> merges = new ArrayList<>();
        ALPHABET.chars().mapToObj(Character::toString).forEach(token -> {
            vocabulary.put(token, vocabulary.size());
            tokens.add(token);
        });
        while (tokens.size() < size) {
            String left = tokens.get(random.nextInt(tokens.size()));
            String right = tokens.get(random.nextInt(tokens.size()));
            String token = left + right;
            if (token.length() <= LONGEST && vocabulary.putIfAbsent(token, vocabulary.size()) == null) {
                tokens.add(token);
                merges.add(left + " " + right);
            }
        }
        StringBuilder json = new StringBuilder("""
                {
                  "version": "1.0",
                  "added_tokens": [],
                  "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
                  "model": {
                    "type": "BPE",
                    "vocab": {
                """);
        vocabulary.forEach((token, id) -> json.append(id == 0 ? "" : ",\n")
                .append("      \"")
                .append(token)
                .append("\": ")
                .append(id));
        json.append("\n    },\n    \"merges\": [\n");
        for (int i = 0; i < merges.size(); i++) {
            json.append(i == 0 ? "" : ",\n")
                    .append("      \"")
                    .append(merges.get(i))
                    .append('"');
        }
        return json.append("\n    ]\n  }\n}\n").toString();
    }
}
