package dev.provenance.tokenizer.encode;

import dev.provenance.tokenizer.model.TokenizerModel;
import java.util.List;

/** Encodes text as a tokenizer does, without special tokens around it. Not thread-safe; holds native memory until closed. */
public final class TextEncoder implements AutoCloseable {

    private static final String LIBRARY = "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer";

    private final HuggingFaceLibrary library;

    private TextEncoder(HuggingFaceLibrary library) {
        this.library = library;
    }

    /**
     * An encoder for a tokenizer, which is handed to the library as a tokenizer.json made in memory.
     *
     * @throws NotEncodedException if the library is not on the class path, or the tokenizer's files do not declare enough
     *     to convert them without loss
     */
    public static TextEncoder of(TokenizerModel tokenizer) throws NotEncodedException {
        byte[] json = TokenizerJsonWriter.write(tokenizer);
        if (!isPresent()) {
            throw new NotEncodedException("ai.djl.huggingface:tokenizers is not on the class path");
        }
        try {
            return new TextEncoder(HuggingFaceLibrary.load(json));
        } catch (LinkageError e) {
            throw new NotEncodedException("the native tokenizers library cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static boolean isPresent() {
        try {
            Class.forName(LIBRARY, false, TextEncoder.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The ids of the text's tokens. */
    public List<Integer> encode(String text) {
        return library.encode(text);
    }

    @Override
    public void close() {
        library.close();
    }
}
