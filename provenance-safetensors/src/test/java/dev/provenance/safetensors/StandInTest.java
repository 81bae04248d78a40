package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provenance.safetensors.internal.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandInTest {
    @TempDir
    Path folder;

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("config.json"), content);
    }

    @Test
    void pointer() throws IOException {
        assertThat(StandIn.describe(write("version https://git-lfs.github.com/spec/v1\noid sha256:00\n")))
                .hasValueSatisfying(text -> assertThat(text).contains("git-LFS pointer", "git lfs pull"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../blobs/0123abcd", "../x.json\n", "/cache/blobs/01", "blobs/01", "..\\blobs\\01", "C:\\b"})
    void linkText(String content) throws IOException {
        assertThat(StandIn.describe(write(content)))
                .hasValueSatisfying(text -> assertThat(text).contains("symbolic link", "Download the file again"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\":\"b/c\"}",
                "[\"/\"]",
                "word",
                "two words/here",
                "a/b\nc/d",
                "a/b\n\n",
                "/\0",
                "a/"
            })
    void content(String content) throws IOException {
        assertThat(StandIn.describe(write(content))).isEmpty();
    }

    @Test
    void longTextIsNoLink() throws IOException {
        assertThat(StandIn.describe(write("a/" + "b".repeat(1021)))).isPresent();
        assertThat(StandIn.describe(write("a/" + "b".repeat(1022)))).isEmpty();
    }

    @Test
    void foldersAreNone() throws IOException {
        assertThat(StandIn.describe(folder)).isEmpty();
    }

    @Test
    void missingFileIsAnError() {
        assertThatThrownBy(() -> StandIn.describe(folder.resolve("no"))).isInstanceOf(NoSuchFileException.class);
    }
}
