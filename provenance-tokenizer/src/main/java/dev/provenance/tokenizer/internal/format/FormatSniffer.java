package dev.provenance.tokenizer.internal.format;

import dev.provenance.tokenizer.model.TokenizerFormat;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises a format by the first bytes of the content. The name decides only where a list of tokens looks like any other
 * list. */
final class FormatSniffer {

    private static final Pattern TIKTOKEN = Pattern.compile(
            "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)? \\d+[ \\t]*\\R.*", Pattern.DOTALL);
    private static final Pattern RWKV = Pattern.compile("\\d+ b?(['\"])[^\\n]*\\1 \\d+\\s.*", Pattern.DOTALL);
    private static final Pattern TOKENIZER_JSON = Pattern.compile(
            "\\{\\s*\"(version|truncation|padding|added_tokens|normalizer|pre_tokenizer|post_processor|decoder|model)\""
                    + "\\s*:\\s*[^\\d\\s].*",
            Pattern.DOTALL);
    private static final Pattern TEKKEN =
            Pattern.compile("\\{.*\"(default_vocab_size|num_vocab_tokens|token_bytes)\"\\s*:.*", Pattern.DOTALL);

    private FormatSniffer() {}

    /**
     * The format of a file; empty if its content is of none.
     *
     * @throws IOException if it cannot be read, or is a pointer of git's large file storage
     */
    static Optional<TokenizerFormat> recognise(Source source) throws IOException {
        byte[] head = source.head();
        String name = String.valueOf(source.file().getFileName());
        // Latin-1 maps every byte to one character, so no content fails to decode.
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (Source.isLfsPointer(head)) {
            throw source.refusal("", TokenizerRule.STAND_IN, "a tokenizer", "a git-LFS pointer");
        }
        if (text.startsWith("GGUF")) {
            return Optional.of(TokenizerFormat.GGUF);
        }
        if (text.stripLeading().startsWith("{")) {
            return json(text.stripLeading(), name);
        }
        if (isSentencePiece(head)) {
            return Optional.of(TokenizerFormat.SENTENCE_PIECE);
        }
        if (RWKV.matcher(text).matches()) {
            return Optional.of(TokenizerFormat.RWKV);
        }
        if (TIKTOKEN.matcher(text).matches()) {
            return Optional.of(TokenizerFormat.TIKTOKEN);
        }
        return name.endsWith("vocab.txt") && !text.isEmpty()
                ? Optional.of(TokenizerFormat.VOCAB_TXT)
                : Optional.empty();
    }

    private static Optional<TokenizerFormat> json(String text, String name) {
        if (TOKENIZER_JSON.matcher(text).matches()) {
            return Optional.of(TokenizerFormat.TOKENIZER_JSON);
        }
        if (name.endsWith("vocab.json")) {
            return Optional.of(TokenizerFormat.VOCAB_AND_MERGES);
        }
        return TEKKEN.matcher(text).matches() ? Optional.of(TokenizerFormat.TEKKEN) : Optional.empty();
    }

    /** A first field 1 of type message, whose first field is the text of a piece. */
    private static boolean isSentencePiece(byte[] head) {
        return head.length > 4 && head[0] == 0x0a && (head[2] == 0x0a || head[3] == 0x0a);
    }
}
