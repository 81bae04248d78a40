package dev.provenance.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A file that defines a model's tokenizer, known by its bytes.
 *
 * @param name file name
 * @param bytes length
 * @param sha256 digest of the content, in lower-case hexadecimal
 */
public record TokenizerFile(String name, long bytes, String sha256) {

    private static final List<String> NAMES = List.of(
            "tokenizer.json",
            "tokenizer.model",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "vocab.txt",
            "tekken.json");

    /**
     * The tokenizer files of a model's folder, in a fixed order; none if it has none.
     *
     * @throws IOException if one cannot be read
     */
    public static List<TokenizerFile> in(Path folder) throws IOException {
        List<TokenizerFile> files = new ArrayList<>();
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                files.add(new TokenizerFile(name, Files.size(file), sha256(file)));
            }
        }
        return List.copyOf(files);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
