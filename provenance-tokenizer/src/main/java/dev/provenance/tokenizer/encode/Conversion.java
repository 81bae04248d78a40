package dev.provenance.tokenizer.encode;

import dev.provenance.tokenizer.model.Alphabet;
import dev.provenance.tokenizer.model.Merges;
import dev.provenance.tokenizer.model.SpecialRole;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.TokenizerType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a tokenizer.json has to say of a tokenizer that was read from another format. Nothing is guessed: what the files
 * do not declare makes the conversion impossible.
 *
 * @param typeName {@code model.type}
 * @param normalizer the normaliser as JSON
 * @param preTokenizer the pre-tokenizer as JSON
 * @param settings further fields of {@code model}
 * @param merges the merges; none for models without
 * @param tokenizer the tokenizer
 */
record Conversion(
        String typeName,
        Optional<String> normalizer,
        Optional<String> preTokenizer,
        Map<String, String> settings,
        Merges merges,
        TokenizerModel tokenizer) {

    private static final Set<String> MODEL_FIELDS = Set.of(
            "unk_token",
            "unk_id",
            "continuing_subword_prefix",
            "end_of_word_suffix",
            "fuse_unk",
            "byte_fallback",
            "ignore_merges",
            "max_input_chars_per_word");
    private static final String TO_METASPACE =
            "{\"type\":\"Replace\",\"pattern\":{\"String\":\" \"},\"content\":\"▁\"}";
    private static final String WITH_PREFIX =
            "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Prepend\",\"prepend\":\"▁\"}," + TO_METASPACE + "]}";
    private static final String BYTE_LEVEL =
            "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}";

    static Conversion of(TokenizerModel tokenizer) throws NotEncodedException {
        if (tokenizer.vocabulary().modelSize() != tokenizer.vocabulary().declaredModelSize()) {
            throw new NotEncodedException("its vocabulary has tokens twice");
        }
        return switch (tokenizer.format()) {
            case TOKENIZER_JSON -> asDeclared(tokenizer);
            case SENTENCE_PIECE -> sentencePiece(tokenizer);
            case GGUF -> gguf(tokenizer);
            case VOCAB_TXT -> wordPiece(tokenizer);
            case VOCAB_AND_MERGES ->
                throw new NotEncodedException("vocab.json and merges.txt declare no pre-tokenizer");
            case TIKTOKEN -> throw new NotEncodedException("a file of ranks declares no pattern to split text with");
            case TEKKEN, RWKV ->
                throw new NotEncodedException(
                        tokenizer.format().label() + " has no equivalent in the tokenizers library");
        };
    }

    private static Conversion asDeclared(TokenizerModel tokenizer) {
        Map<String, String> settings = new LinkedHashMap<>(tokenizer.rules().settings());
        settings.keySet().retainAll(MODEL_FIELDS);
        return new Conversion(
                typeName(tokenizer.type()),
                tokenizer.rules().normalizer(),
                tokenizer.rules().preTokenizer(),
                settings,
                tokenizer.merges().orElseGet(() -> new Merges.Builder().build()),
                tokenizer);
    }

    private static String typeName(TokenizerType type) {
        return switch (type) {
            case BPE -> "BPE";
            case UNIGRAM -> "Unigram";
            case WORD_PIECE -> "WordPiece";
            case WORD_LEVEL, LONGEST_MATCH -> "WordLevel";
        };
    }

    private static Conversion sentencePiece(TokenizerModel tokenizer) throws NotEncodedException {
        Map<String, String> declared = tokenizer.rules().settings();
        if (!"0".equals(declared.getOrDefault("precompiled_charsmap_bytes", "0"))) {
            throw new NotEncodedException(
                    "its SentencePiece model normalises by a compiled map, which is not converted");
        }
        if (tokenizer.rules().isTrue("remove_extra_whitespaces")) {
            throw new NotEncodedException("its SentencePiece model removes extra spaces, which is not converted");
        }
        return scored(tokenizer, !"false".equals(declared.get("add_dummy_prefix")));
    }

    private static Conversion scored(TokenizerModel tokenizer, boolean prefix) throws NotEncodedException {
        boolean bytes = "true".equals(tokenizer.rules().settings().getOrDefault("byte_fallback", "true"));
        List<String> unknown = tokenizer.roles().getOrDefault(SpecialRole.UNK, List.of());
        if (unknown.size() != 1) {
            throw new NotEncodedException("it declares no unknown token");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("byte_fallback", Boolean.toString(bytes));
        Merges merges = new Merges.Builder().build();
        if (tokenizer.type() == TokenizerType.BPE) {
            settings.put("unk_token", '"' + unknown.getFirst() + '"');
            settings.put("fuse_unk", "true");
            merges = ScoredMerges.of(tokenizer);
        } else if (tokenizer.type() == TokenizerType.UNIGRAM) {
            settings.put("unk_id", Integer.toString(idOf(tokenizer, unknown.getFirst())));
        } else {
            throw new NotEncodedException("SentencePiece models of words or characters are not converted");
        }
        return new Conversion(
                typeName(tokenizer.type()),
                Optional.of(prefix ? WITH_PREFIX : TO_METASPACE),
                Optional.empty(),
                settings,
                merges,
                tokenizer);
    }

    private static int idOf(TokenizerModel tokenizer, String written) throws NotEncodedException {
        for (int token = 0; token < tokenizer.vocabulary().size(); token++) {
            if (tokenizer.vocabulary().written().text(token).equals(written)) {
                return tokenizer.vocabulary().id(token);
            }
        }
        throw new NotEncodedException("its unknown token is not in its vocabulary");
    }

    private static Conversion gguf(TokenizerModel tokenizer) throws NotEncodedException {
        String pre = tokenizer.rules().settings().getOrDefault("pre", "none");
        if (tokenizer.alphabet() == Alphabet.METASPACE && tokenizer.type() == TokenizerType.BPE) {
            return scored(
                    tokenizer, !"false".equals(tokenizer.rules().settings().get("add_space_prefix")));
        }
        if (tokenizer.alphabet() == Alphabet.BYTE_LEVEL
                && pre.equals("\"gpt-2\"")
                && tokenizer.merges().isPresent()) {
            return new Conversion(
                    "BPE",
                    Optional.empty(),
                    Optional.of(BYTE_LEVEL),
                    Map.of(),
                    tokenizer.merges().get(),
                    tokenizer);
        }
        throw new NotEncodedException("GGUF names its pre-tokenizer " + pre + ", which is not converted");
    }

    /** Whether words are lower-cased is declared, if at all, beside the file. */
    private static Conversion wordPiece(TokenizerModel tokenizer) throws NotEncodedException {
        String lowerCase = tokenizer.rules().settings().get("do_lower_case");
        if (lowerCase == null) {
            throw new NotEncodedException("vocab.txt does not declare whether text is lower-cased");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("unk_token", "\"[UNK]\"");
        settings.put("continuing_subword_prefix", "\"##\"");
        settings.put("max_input_chars_per_word", "100");
        return new Conversion(
                "WordPiece",
                Optional.of("{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":true,"
                        + "\"strip_accents\":null,\"lowercase\":" + lowerCase + "}"),
                Optional.of("{\"type\":\"BertPreTokenizer\"}"),
                settings,
                new Merges.Builder().build(),
                tokenizer);
    }

    /** A token as tokenizer.json writes it. */
    String written(int token) {
        return tokenizer.vocabulary().written().text(token);
    }
}
