package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The other side can tell whether it has the same files. */
class FileDigestTest {

    @Test
    void settingsAreDigestedWholeAndWeightsByTheirHeader() throws IOException, InterruptedException {
        Path folder = TestModels.sample("alder");
        ModelSummary summary =
                TestModels.examine(folder, TestModels.sample("birch")).nearestBase();

        byte[] config = Files.readAllBytes(folder.resolve("config.json"));
        assertThat(summary.settings()).contains(new FileDigest("config.json", config.length, sha256(config)));
        assertThat(summary.files()).isNotEmpty().allSatisfy(file -> {
            byte[] weights = Files.readAllBytes(folder.resolve(file.name()));
            long header =
                    ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).getLong();
            assertThat(file.headerSha256())
                    .isEqualTo(sha256(Arrays.copyOf(weights, Math.toIntExact(Long.BYTES + header))));
        });
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
