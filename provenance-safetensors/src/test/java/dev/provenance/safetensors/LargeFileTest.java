package dev.provenance.safetensors;

import static dev.provenance.safetensors.SafetensorsWriter.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LargeFileTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void valuesBeyondTwoGibibytes(ReadOptions.Access access) throws IOException {
        // Half a gibibyte of elements and more, so that indexes of elements need 64 bits as well.
        String header = "{\"bytes\":" + entry("U8", "[3," + GIB + "]", 0, 3 * GIB) + ",\"floats\":"
                + entry("F32", "[" + 3 * GIB / 2 + "]", 3 * GIB, 9 * GIB) + "}";
        Path file = SafetensorsWriter.writeRaw(folder.resolve("m.safetensors"), header, new byte[0]);
        long dataStart = Files.size(file);
        long freeBefore = Files.getFileStore(folder).getUsableSpace();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {42}), dataStart + 3 * GIB - 1);
            channel.write(ByteBuffer.wrap(SafetensorsWriter.bytes(1.5f, -2.5f)), dataStart + 9 * GIB - 8);
        } catch (IOException e) {
            assumeTrue(false, "the file system cannot hold a sparse file of 9 GiB: " + e.getMessage());
        }
        long taken = freeBefore - Files.getFileStore(folder).getUsableSpace();
        assumeTrue(taken < GIB, "the file system does not store files sparsely");

        try (TensorArchive archive =
                        TensorArchive.open(file, ReadOptions.defaults().withAccess(access));
                Arena scratch = Arena.ofConfined()) {
            TensorView bytes = archive.find("bytes").orElseThrow();
            assertThat(bytes.byteSize()).isEqualTo(3 * GIB);
            assertThat(bytes.read(3 * GIB - 2, 2, scratch).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(0, 42);
            TensorView floats = archive.find("floats").orElseThrow();
            assertThat(floats.elementCount()).isEqualTo(3 * GIB / 2);
            double[] last = new double[3];
            floats.decode(floats.elementCount() - 3, last);
            assertThat(last).containsExactly(0, 1.5, -2.5);
        }
    }
}
