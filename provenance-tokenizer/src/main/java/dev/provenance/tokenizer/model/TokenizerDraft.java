package dev.provenance.tokenizer.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A tokenizer while its files are read. Not thread-safe. */
public final class TokenizerDraft {

    private final Path file;
    private final TokenizerFormat format;
    private final ReadLimits limits;
    private final AnomalyLog anomalies;
    private final VocabularyBuilder vocabulary;
    private final Merges.Builder merges = new Merges.Builder();
    private final Map<SpecialRole, List<String>> roles = new EnumMap<>(SpecialRole.class);
    private final Map<SpecialRole, List<Integer>> roleIds = new EnumMap<>(SpecialRole.class);
    private final Map<String, String> settings = new LinkedHashMap<>();
    private TokenizerType type = TokenizerType.BPE;
    private Alphabet alphabet = Alphabet.PLAIN;
    private boolean hasMerges;
    private @Nullable String normalizer;
    private @Nullable String preTokenizer;
    private OptionalInt configVocabSize = OptionalInt.empty();

    public TokenizerDraft(Path file, TokenizerFormat format, ReadLimits limits) {
        this.file = file;
        this.format = format;
        this.limits = limits;
        this.anomalies = new AnomalyLog(file);
        this.vocabulary = new VocabularyBuilder(anomalies);
    }

    public Path file() {
        return file;
    }

    public AnomalyLog anomalies() {
        return anomalies;
    }

    public void type(TokenizerType type) {
        this.type = type;
    }

    public void alphabet(Alphabet alphabet) {
        this.alphabet = alphabet;
    }

    public void normalizer(String json) {
        normalizer = json;
    }

    public void preTokenizer(String json) {
        preTokenizer = json;
    }

    /** Keeps a declared setting, its value as JSON. */
    public void setting(String name, String json) {
        settings.put(name, json);
    }

    /** The declared setting of a name, as JSON. */
    public @Nullable String setting(String name) {
        return settings.get(name);
    }

    public void configVocabSize(int size) {
        configVocabSize = OptionalInt.of(size);
    }

    /**
     * Adds a token of the model, as the file writes it.
     *
     * @throws TokenizerException if the id, the token's length or the number of tokens is beyond the limits
     */
    public void token(long id, TokenKind kind, String written) throws TokenizerException {
        check(id, written.length());
        vocabulary.add((int) id, kind, written);
    }

    /** Adds a token of the model by its bytes; otherwise as {@link #token(long, TokenKind, String)}. */
    public void token(long id, TokenKind kind, byte[] bytes) throws TokenizerException {
        check(id, bytes.length);
        vocabulary.add((int) id, kind, bytes);
    }

    /** Gives the token that was added last its score. */
    public void score(double score) {
        vocabulary.score(score);
    }

    /** Declares a token beside the model's vocabulary, or one of it to be special. */
    public void added(AddedToken token) throws TokenizerException {
        check(token.id(), token.content().length());
        vocabulary.added(token);
    }

    private void check(long id, int length) throws TokenizerException {
        if (id < 0 || id >= limits.tokens()) {
            throw new TokenizerException(
                    file,
                    "",
                    TokenizerRule.ID_OUT_OF_RANGE,
                    "0 to " + (limits.tokens() - 1) + " (ReadLimits.tokens)",
                    Long.toString(id));
        }
        if (length > limits.tokenBytes()) {
            throw tooLarge("a token of at most " + limits.tokenBytes() + " bytes (ReadLimits.tokenBytes)", length);
        }
        if (vocabulary.size() + vocabulary.added().size() >= limits.tokens()) {
            throw tooLarge("at most " + limits.tokens() + " tokens (ReadLimits.tokens)", limits.tokens() + 1L);
        }
    }

    private TokenizerException tooLarge(String expected, long actual) {
        return new TokenizerException(file, "", TokenizerRule.TOO_LARGE, expected, Long.toString(actual));
    }

    /** Adds a merge, later than those before. */
    public void merge(String left, String right) throws TokenizerException {
        checkMerge(Math.max(left.length(), right.length()));
        merges.add(left, right);
    }

    /** Adds the merge of the characters from {@code from} to {@code middle} and from {@code next} to {@code to}. */
    public void merge(char[] text, int from, int middle, int next, int to) throws TokenizerException {
        checkMerge(Math.max(middle - from, to - next));
        merges.add(text, from, middle, next, to);
    }

    private void checkMerge(int length) throws TokenizerException {
        if (merges.size() >= limits.merges()) {
            throw tooLarge("at most " + limits.merges() + " merges (ReadLimits.merges)", limits.merges() + 1L);
        }
        if (length > limits.tokenBytes()) {
            throw tooLarge("symbols of at most " + limits.tokenBytes() + " bytes (ReadLimits.tokenBytes)", length);
        }
    }

    /** Says that the format has merges, be it none. */
    public void withMerges() {
        hasMerges = true;
    }

    /** Declares the text of a special token. */
    public void role(SpecialRole role, String token) {
        List<String> tokens = roles.computeIfAbsent(role, none -> new ArrayList<>());
        if (!tokens.contains(token)) {
            tokens.add(token);
        }
    }

    /** Declares a special token by its id. */
    public void role(SpecialRole role, int id) {
        roleIds.computeIfAbsent(role, none -> new ArrayList<>()).add(id);
    }

    /** The token that is declared beside the model's vocabulary under an id. */
    public Optional<AddedToken> added(int id) {
        return vocabulary.added(id);
    }

    /**
     * The tokenizer.
     *
     * @throws TokenizerException if it has no tokens
     */
    public TokenizerModel build() throws TokenizerException {
        if (vocabulary.size() == 0) {
            throw new TokenizerException(file, "", TokenizerRule.EMPTY, "at least one token", "none");
        }
        Vocabulary tokens = vocabulary.build(alphabet);
        Merges ordered = merges.build();
        int[] first = hasMerges ? TrainingOrder.firstMerge(tokens, ordered, alphabet, anomalies) : null;
        resolveRoles(tokens);
        return new TokenizerModel(
                format,
                type,
                alphabet,
                tokens,
                hasMerges ? Optional.of(ordered) : Optional.empty(),
                new TokenOrder(TrainingOrder.of(tokens, first)),
                vocabulary.added(),
                roles,
                new TextRules(Optional.ofNullable(normalizer), Optional.ofNullable(preTokenizer), settings),
                configVocabSize,
                anomalies.toList());
    }

    private void resolveRoles(Vocabulary tokens) {
        for (int token = 0; token < tokens.size(); token++) {
            int id = tokens.id(token);
            for (Map.Entry<SpecialRole, List<Integer>> entry : roleIds.entrySet()) {
                if (entry.getValue().contains(id)) {
                    role(entry.getKey(), tokens.written().text(token));
                }
            }
        }
    }
}
