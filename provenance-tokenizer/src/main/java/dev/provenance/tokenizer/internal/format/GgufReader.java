package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.internal.Printable;
import dev.provenance.tokenizer.model.AddedToken;
import dev.provenance.tokenizer.model.Alphabet;
import dev.provenance.tokenizer.model.SpecialRole;
import dev.provenance.tokenizer.model.TokenKind;
import dev.provenance.tokenizer.model.TokenizerDraft;
import dev.provenance.tokenizer.model.TokenizerRule;
import dev.provenance.tokenizer.model.TokenizerType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tokenizer in the metadata of a GGUF file (ggml's docs/gguf.md), versions 2 and 3. Tensors are not touched: of a file
 * of any size only the metadata is read.
 */
final class GgufReader implements FormatReader {

    private static final String PREFIX = "tokenizer.ggml.";
    private static final int TEXT = 8;
    private static final int FLOAT = 6;
    private static final int INT = 5;
    private static final int BOOL = 7;
    private static final int MOST_KEYS = 1 << 16;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;

    private final List<String> tokens = new ArrayList<>();
    private final List<Float> scores = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private String model = "";

    @Override
    public void read(Source source, TokenizerDraft draft) throws IOException {
        try (BufferedInputStream file = new BufferedInputStream(Files.newInputStream(source.file()))) {
            GgufInput in = new GgufInput(source, file);
            in.unsigned(4);
            long version = in.unsigned(4);
            if (version != 2 && version != 3) {
                throw in.refusal(
                        TokenizerRule.UNSUPPORTED, "little-endian GGUF of version 2 or 3", "version " + version);
            }
            in.unsigned(8);
            long keys = in.unsigned(8);
            if (keys < 0 || keys > MOST_KEYS) {
                throw in.refusal(
                        TokenizerRule.TOO_LARGE, "at most " + MOST_KEYS + " keys", Long.toUnsignedString(keys));
            }
            for (long key = 0; key < keys; key++) {
                value(source, in, in.text(), (int) in.unsigned(4), draft);
            }
        }
        declare(source, draft);
        tokens(source, draft);
    }

    private void value(Source source, GgufInput in, String key, int type, TokenizerDraft draft) throws IOException {
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : "";
        Optional<SpecialRole> role = SpecialRole.ofKey(name.replace("unknown_", "unk_")
                .replace("padding_", "pad_")
                .replace("seperator_", "sep_")
                .replace("separator_", "sep_"));
        if (!name.isEmpty() && !seen.add(name)) {
            throw in.refusal(TokenizerRule.MALFORMED, "each key once", Printable.quoted(key) + " a second time");
        }
        switch (name) {
            case "model" -> {
                in.require(type, TEXT);
                model = in.text();
            }
            case "pre" -> {
                in.require(type, TEXT);
                draft.setting(name, '"' + Printable.plain(in.text()).replace('"', '\'') + '"');
            }
            case "add_space_prefix" -> {
                in.require(type, BOOL);
                draft.setting(name, Boolean.toString(in.unsigned(1) != 0));
            }
            case "tokens" -> each(in, type, TEXT, () -> tokens.add(in.text()));
            case "scores" -> each(in, type, FLOAT, () -> scores.add(in.real()));
            case "token_type" -> each(in, type, INT, () -> types.add((int) in.unsigned(4)));
            case "merges" -> {
                draft.withMerges();
                MergeLine merges = new MergeLine(source, draft, key);
                long[] number = {0};
                each(in, type, TEXT, () -> merges.add(number[0]++, in.text()));
            }
            default -> {
                if (role.isPresent() && type == 4) {
                    draft.role(role.get(), (int) in.unsigned(4));
                } else {
                    in.skip(type);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Element {
        void read() throws IOException;
    }

    private static void each(GgufInput in, int type, int elements, Element element) throws IOException {
        long length = in.array(type, elements);
        for (long i = 0; i < length; i++) {
            element.read();
        }
    }

    private void declare(Source source, TokenizerDraft draft) throws IOException {
        switch (model) {
            case "llama" -> {
                draft.type(TokenizerType.BPE);
                draft.alphabet(Alphabet.METASPACE);
            }
            case "t5" -> {
                draft.type(TokenizerType.UNIGRAM);
                draft.alphabet(Alphabet.METASPACE);
            }
            case "gpt2" -> {
                draft.type(TokenizerType.BPE);
                draft.alphabet(Alphabet.BYTE_LEVEL);
            }
            case "bert" -> draft.type(TokenizerType.WORD_PIECE);
            case "rwkv" -> draft.type(TokenizerType.LONGEST_MATCH);
            case "" ->
                throw source.refusal(PREFIX + "model", TokenizerRule.MISSING_FIELD, "the tokenizer's model", "none");
            default ->
                throw source.refusal(
                        PREFIX + "model",
                        TokenizerRule.UNSUPPORTED,
                        "llama, gpt2, t5, bert or rwkv",
                        Printable.quoted(model));
        }
        draft.setting("model", '"' + model + '"');
    }

    private void tokens(Source source, TokenizerDraft draft) throws IOException {
        checkLength(source, "scores", scores.size());
        checkLength(source, "token_type", types.size());
        for (int id = 0; id < tokens.size(); id++) {
            int type = types.isEmpty() ? 1 : types.get(id);
            TokenKind kind = type == CONTROL ? TokenKind.SPECIAL : type == BYTE ? TokenKind.BYTE : TokenKind.TEXT;
            String token = tokens.get(id);
            if (model.equals("rwkv") && kind == TokenKind.TEXT) {
                draft.token(id, kind, unescaped(source, id, token));
            } else {
                draft.token(id, kind, model.equals("bert") && kind == TokenKind.TEXT ? wordPiece(token) : token);
            }
            if (!scores.isEmpty() && !model.equals("gpt2")) {
                draft.score(scores.get(id));
            }
            if (kind == TokenKind.SPECIAL) {
                draft.added(AddedToken.of(id, token, true));
            }
        }
    }

    private void checkLength(Source source, String list, int length) throws IOException {
        if (length != 0 && length != tokens.size()) {
            throw source.refusal(
                    PREFIX + list,
                    TokenizerRule.MALFORMED,
                    "one for each of " + tokens.size() + " tokens",
                    Integer.toString(length));
        }
    }

    private static byte[] unescaped(Source source, int id, String token) throws IOException {
        try {
            return PythonLiteral.bytes("b'" + token + "'");
        } catch (IllegalArgumentException e) {
            throw source.refusal("token " + id, TokenizerRule.MALFORMED, "escaped bytes", Printable.quoted(token));
        }
    }

    /** GGUF marks beginnings of words with ▁ where vocab.txt marks what continues one with ##. */
    private static String wordPiece(String token) {
        if (token.startsWith("\u2581")) {
            return token.substring(1);
        }
        return token.startsWith("[") && token.endsWith("]") ? token : "##" + token;
    }
}
