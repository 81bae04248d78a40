package dev.provenance.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFileTest {

    @TempDir
    Path folder;

    @Test
    void findsTokenizerFilesWithLengthAndDigest() throws IOException {
        Files.writeString(folder.resolve("merges.txt"), "abc");
        Files.writeString(folder.resolve("vocab.json"), "");
        Files.writeString(folder.resolve("config.json"), "{}");

        // Digests of "" and "abc" as in FIPS 180-4's examples.
        assertThat(TokenizerFile.in(folder))
                .containsExactly(
                        new TokenizerFile(
                                "vocab.json", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                        new TokenizerFile(
                                "merges.txt", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void aFolderWithoutTokenizerHasNone() throws IOException {
        assertThat(TokenizerFile.in(folder)).isEmpty();
    }
}
