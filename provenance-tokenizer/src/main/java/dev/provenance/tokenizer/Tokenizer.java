package dev.provenance.tokenizer;

import dev.provenance.tokenizer.internal.format.TokenizerFiles;
import dev.provenance.tokenizer.model.ReadLimits;
import dev.provenance.tokenizer.model.TokenizerException;
import dev.provenance.tokenizer.model.TokenizerModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A tokenizer that was read from files. Immutable; no file stays open.
 *
 * @param name name of its folder, or of the file where one was opened
 * @param model what it is
 */
public record Tokenizer(String name, TokenizerModel model) {

    /**
     * Opens the tokenizer at a path with default limits.
     *
     * @param path a folder, or a file in one of the formats of
     *     {@link dev.provenance.tokenizer.model.TokenizerFormat}, recognised by its content; for vocab.json its merges.txt is
     *     read too, and the small configurations beside a file
     * @throws TokenizerException if there is no tokenizer, or it breaks a rule of its format; the message says which
     * @throws IOException if a file cannot be read
     */
    public static Tokenizer open(Path path) throws IOException {
        return open(path, ReadLimits.defaults());
    }

    /** As {@link #open(Path)}, within limits. */
    public static Tokenizer open(Path path, ReadLimits limits) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        return new Tokenizer(String.valueOf(absolute.getFileName()), TokenizerFiles.read(path, limits));
    }

    /**
     * Whether a folder has a tokenizer's file in any of the formats.
     *
     * @throws IOException if the folder cannot be read, or has a pointer in place of a file
     */
    public static boolean isIn(Path folder) throws IOException {
        return TokenizerFiles.isIn(folder);
    }
}
