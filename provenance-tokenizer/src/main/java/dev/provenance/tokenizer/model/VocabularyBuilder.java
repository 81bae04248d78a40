package dev.provenance.tokenizer.model;

import dev.provenance.tokenizer.internal.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects a tokenizer's tokens as files declare them, then settles kinds, bytes and repetitions. Not thread-safe. */
public final class VocabularyBuilder {

    private final AnomalyLog anomalies;
    private final ByteStrings.Builder written = new ByteStrings.Builder();
    private final List<AddedToken> added = new ArrayList<>();
    private final Map<Integer, AddedToken> addedById = new HashMap<>();
    private int[] ids = new int[1 << 9];
    private TokenKind[] kinds = new TokenKind[1 << 9];
    private double @Nullable [] scores;

    public VocabularyBuilder(AnomalyLog anomalies) {
        this.anomalies = anomalies;
    }

    /** Number of the model's own tokens so far. */
    public int size() {
        return written.size();
    }

    /** Adds a token of the model, as its file writes it. */
    public void add(int id, TokenKind kind, String token) {
        place(id, kind);
        written.add(token);
    }

    /** Adds a token of the model by its bytes. */
    public void add(int id, TokenKind kind, byte[] token) {
        place(id, kind);
        written.add(token);
    }

    /** Gives the token that was added last its score. */
    public void score(double score) {
        double[] all = scores == null ? new double[ids.length] : scores;
        scores = all.length < ids.length ? Arrays.copyOf(all, ids.length) : all;
        scores[written.size() - 1] = score;
    }

    private void place(int id, TokenKind kind) {
        int size = written.size();
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
        }
        ids[size] = id;
        kinds[size] = kind;
    }

    /** Declares a token beside the model's vocabulary, or a token of it to be special. */
    public void added(AddedToken token) {
        added.add(token);
        addedById.merge(token.id(), token, this::settle);
    }

    /** The token that was declared under an id. */
    public Optional<AddedToken> added(int id) {
        return Optional.ofNullable(addedById.get(id));
    }

    /** The tokens that were declared beside the model's vocabulary. */
    public List<AddedToken> added() {
        return Collections.unmodifiableList(added);
    }

    public Vocabulary build(Alphabet alphabet) {
        Map<Integer, AddedToken> apart = new HashMap<>(addedById);
        int modelTokens = written.size();
        ByteStrings model = written.build();
        ByteStrings.Builder bytes = new ByteStrings.Builder();
        for (int token = 0; token < modelTokens; token++) {
            AddedToken declared = apart.get(ids[token]);
            if (declared != null && declared.content().equals(model.text(token))) {
                apart.remove(declared.id());
                kinds[token] = declared.special() ? TokenKind.SPECIAL : kinds[token];
            }
            decode(alphabet, model, token, bytes);
        }
        for (AddedToken token : added) {
            if (apart.remove(token.id(), token)) {
                add(token.id(), token.special() ? TokenKind.SPECIAL : TokenKind.TEXT, token.content());
                bytes.add(token.content());
            }
        }
        return distinct(written.build(), bytes.build(), modelTokens);
    }

    private AddedToken settle(AddedToken first, AddedToken second) {
        if (!first.content().equals(second.content())) {
            anomalies.note(
                    TokenizerRule.DUPLICATE_ID,
                    () -> Reason.of(
                            Reason.Kind.ID_OF_TWO,
                            first.id(),
                            Printable.quoted(first.content()),
                            Printable.quoted(second.content())));
        }
        return first;
    }

    private void decode(Alphabet alphabet, ByteStrings model, int token, ByteStrings.Builder bytes) {
        int fallback = alphabet == Alphabet.METASPACE || kinds[token] == TokenKind.BYTE
                ? Alphabet.fallbackByte(model, token)
                : -1;
        if (kinds[token] == TokenKind.SPECIAL) {
            bytes.append(model, token);
        } else if (fallback >= 0) {
            kinds[token] = TokenKind.BYTE;
            bytes.append(fallback);
        } else if (!alphabet.decode(model, token, bytes)) {
            anomalies.note(
                    TokenizerRule.NOT_IN_ALPHABET,
                    () -> Reason.of(Reason.Kind.TOKEN, Printable.quoted(model.text(token))));
        }
        bytes.end();
    }

    /** Leaves out repetitions of a kind and bytes; the first stays. */
    private Vocabulary distinct(ByteStrings allWritten, ByteStrings allBytes, int modelTokens) {
        checkIds(allWritten);
        int declared = allBytes.size();
        TokenKind[] allKinds = Arrays.copyOf(kinds, declared);
        TokenIndex index = TokenIndex.of(allBytes, allKinds);
        BitSet repeated = new BitSet();
        for (int token = 0; token < declared; token++) {
            int first = index.find(allKinds[token], allBytes, token, index.hash(token));
            if (first != token) {
                repeated.set(token);
                int again = token;
                anomalies.note(
                        TokenizerRule.DUPLICATE_TOKEN,
                        () -> Reason.of(
                                Reason.Kind.TOKEN_TWICE,
                                Printable.quoted(allBytes.text(again)),
                                ids[first],
                                ids[again]));
            }
        }
        double[] allScores = scores == null ? null : Arrays.copyOf(scores, declared);
        int[] allIds = Arrays.copyOf(ids, declared);
        if (repeated.isEmpty()) {
            return new Vocabulary(
                    allIds, allKinds, allWritten, allBytes, allScores, modelTokens, modelTokens, declared, index);
        }
        return kept(allWritten, allBytes, allIds, allKinds, allScores, repeated, modelTokens);
    }

    private static Vocabulary kept(
            ByteStrings allWritten,
            ByteStrings allBytes,
            int[] allIds,
            TokenKind[] allKinds,
            double @Nullable [] allScores,
            BitSet repeated,
            int modelTokens) {
        int declared = allIds.length;
        int size = declared - repeated.cardinality();
        int[] ids = new int[size];
        TokenKind[] kinds = new TokenKind[size];
        double[] scores = allScores == null ? null : new double[size];
        ByteStrings.Builder written = new ByteStrings.Builder();
        ByteStrings.Builder bytes = new ByteStrings.Builder();
        int modelSize = 0;
        for (int token = repeated.nextClearBit(0); token < declared; token = repeated.nextClearBit(token + 1)) {
            int kept = written.size();
            ids[kept] = allIds[token];
            kinds[kept] = allKinds[token];
            if (scores != null && allScores != null) {
                scores[kept] = allScores[token];
            }
            written.append(allWritten, token);
            written.end();
            bytes.append(allBytes, token);
            bytes.end();
            modelSize += token < modelTokens ? 1 : 0;
        }
        ByteStrings keptBytes = bytes.build();
        return new Vocabulary(
                ids,
                kinds,
                written.build(),
                keptBytes,
                scores,
                modelSize,
                modelTokens,
                declared,
                TokenIndex.of(keptBytes, kinds));
    }

    private void checkIds(ByteStrings all) {
        BitSet seen = new BitSet();
        for (int token = 0; token < all.size(); token++) {
            int id = ids[token];
            if (seen.get(id)) {
                int again = token;
                anomalies.note(
                        TokenizerRule.DUPLICATE_ID,
                        () -> Reason.of(Reason.Kind.ID_TWICE, id, Printable.quoted(all.text(again))));
            }
            seen.set(id);
        }
        anomalies.note(
                TokenizerRule.ID_HOLES,
                seen.length() - seen.cardinality(),
                () -> Reason.of(Reason.Kind.FIRST_HOLE, seen.nextClearBit(0), seen.length() - 1));
    }
}
