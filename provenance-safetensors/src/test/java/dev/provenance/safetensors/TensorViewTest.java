package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TensorViewTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void writeFile() throws IOException {
        file = new SafetensorsWriter()
                .floats("w", 1, 2, 3)
                .add("c", DType.C64, List.of(1L), new byte[8])
                .write(folder.resolve("m.safetensors"));
    }

    private TensorArchive open(ReadOptions.Access access) throws IOException {
        return TensorArchive.open(file, ReadOptions.defaults().withAccess(access));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "0,-1", "0,13", "13,0", "12,1", "9223372036854775807,9223372036854775807"})
    void readStaysWithinTheTensor(long offset, long count) throws IOException {
        try (TensorArchive archive = open(ReadOptions.Access.MAPPED);
                Arena scratch = Arena.ofConfined()) {
            TensorView w = archive.tensors().getFirst();
            assertThatThrownBy(() -> w.read(offset, count, scratch))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining(
                            "m.safetensors: tensor 'w' has 12 bytes; asked for " + count + " from " + offset);
            assertThat(w.read(12, 0, scratch).byteSize()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "0,4", "3,1", "9223372036854775807,1"})
    void decodeStaysWithinTheTensor(long first, int count) throws IOException {
        try (TensorArchive archive = open(ReadOptions.Access.COPIED)) {
            TensorView w = archive.tensors().getFirst();
            assertThatThrownBy(() -> w.decode(first, new double[count]))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("tensor 'w' has 3 elements; asked for " + count + " from " + first);
        }
    }

    @Test
    void complexIsNotDecoded() throws IOException {
        try (TensorArchive archive = open(ReadOptions.Access.MAPPED)) {
            assertThatThrownBy(() -> archive.tensors().get(1).decode(0, new double[1]))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("tensor 'c' is complex (C64)");
        }
    }

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void closedArchive(ReadOptions.Access access) throws IOException {
        TensorArchive archive = open(access);
        TensorView w = archive.tensors().getFirst();
        archive.close();
        archive.close();
        assertThat(w.name()).isEqualTo("w");
        assertThatThrownBy(() -> w.decode(0, new double[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the archive of " + file + " is closed");
    }

    @Test
    void mappedSegmentsDieWithTheArchive() throws IOException {
        MemorySegment bytes;
        try (TensorArchive archive = open(ReadOptions.Access.MAPPED)) {
            bytes = archive.tensors().getFirst().read(0, 12, (size, alignment) -> {
                throw new AssertionError("a mapping needs no scratch memory");
            });
            assertThat(bytes.get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) 0x3f);
        }
        assertThatThrownBy(() -> bytes.get(ValueLayout.JAVA_BYTE, 3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void copiesIntoTheCallersBuffer() throws IOException {
        try (TensorArchive archive = open(ReadOptions.Access.COPIED);
                Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(64);
            MemorySegment read = archive.tensors().getFirst().read(4, 8, SegmentAllocator.prefixAllocator(buffer));
            assertThat(read.address()).isEqualTo(buffer.address());
            assertThat(read.byteSize()).isEqualTo(8);
            assertThat(buffer.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)).isEqualTo(2);
        }
    }

    @Test
    void interruptedCopySaysSo() throws IOException {
        try (TensorArchive archive = open(ReadOptions.Access.COPIED)) {
            TensorView w = archive.tensors().getFirst();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> w.decode(0, new double[1])).isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
            double[] values = new double[3];
            w.decode(0, values);
            assertThat(values).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void shrunkFile(ReadOptions.Access access) throws IOException {
        try (TensorArchive archive = open(access)) {
            long size = Files.size(file);
            byte[] content = Files.readAllBytes(file);
            Files.write(file, new byte[9]);
            TensorView w = archive.tensors().getFirst();
            Refusals.of(() -> w.decode(0, new double[1]), Rule.FILE_CHANGED, size + " bytes modified at", "9 bytes");
            Files.delete(file);
            Refusals.of(() -> w.decode(0, new double[1]), Rule.FILE_CHANGED, "file not found");
            // Same size, other time: rewritten.
            Files.write(file, content);
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            Refusals.of(() -> w.decode(0, new double[1]), Rule.FILE_CHANGED, "modified at 1970-01-01T00:00:00Z");
        }
    }
}
