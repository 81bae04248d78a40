package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    private static final List<List<Long>> SHAPES =
            List.of(List.of(), List.of(0L), List.of(3L, 0L), List.of(7L), List.of(1L, 5L, 3L), List.of(4L, 6L));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void everyDtypeAndShape(ReadOptions.Access access) throws IOException {
        Random random = new Random(1);
        SafetensorsWriter writer =
                new SafetensorsWriter().metadata("é\n", "\"x\"").metadata("a", "");
        Map<String, byte[]> written = new LinkedHashMap<>();
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (DType dtype : DType.values()) {
            for (List<Long> shape : SHAPES) {
                long bits = shape.stream().reduce(1L, Math::multiplyExact) * dtype.bits();
                if (bits % Byte.SIZE == 0) {
                    byte[] bytes = new byte[(int) (bits / Byte.SIZE)];
                    random.nextBytes(bytes);
                    String name = dtype + "\t" + shape + "\uD83D\uDE00";
                    writer.add(name, dtype, shape, bytes);
                    written.put(name, bytes);
                    shapes.put(name, shape);
                }
            }
        }
        assertThat(written).hasSize(22 * SHAPES.size() - 3 * 3);
        Path file = writer.write(folder.resolve("m.safetensors"));
        byte[] content = Files.readAllBytes(file);

        try (TensorArchive archive =
                        TensorArchive.open(file, ReadOptions.defaults().withAccess(access));
                Arena scratch = Arena.ofConfined()) {
            assertThat(archive.files().getFirst().metadata())
                    .containsExactly(Map.entry("é\n", "\"x\""), Map.entry("a", ""));
            assertThat(archive.tensors())
                    .extracting(TensorView::name)
                    .containsExactlyInAnyOrderElementsOf(written.keySet());
            assertThat(archive.tensors()).isSortedAccordingTo((a, b) -> Long.compare(a.fileOffset(), b.fileOffset()));
            for (TensorView tensor : archive.tensors()) {
                byte[] expected = Objects.requireNonNull(written.get(tensor.name()));
                assertThat(tensor.name()).startsWith(tensor.dtype().name() + "\t");
                assertThat(tensor.shape()).isEqualTo(shapes.get(tensor.name()));
                assertThat(tensor.byteSize()).isEqualTo(expected.length);
                assertThat(tensor.elementCount())
                        .isEqualTo(expected.length * 8L / tensor.dtype().bits());
                MemorySegment bytes = tensor.read(0, tensor.byteSize(), scratch);
                assertThat(bytes.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
                assertThat(bytes.isReadOnly()).isTrue();
                assertThat(bytes.isNative()).isTrue();
                int start = (int) tensor.fileOffset();
                assertThat(Arrays.copyOfRange(content, start, start + expected.length))
                        .isEqualTo(expected);
                if (expected.length > 2) {
                    MemorySegment part = tensor.read(1, expected.length - 2, scratch);
                    assertThat(part.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo(content[start + 1]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void decodesFromAnyElement(ReadOptions.Access access) throws IOException {
        byte[] bytes = new byte[48];
        new Random(2).nextBytes(bytes);
        SafetensorsWriter writer = new SafetensorsWriter();
        for (DType dtype : DType.values()) {
            writer.add(dtype.name(), dtype, List.of(48L * 8 / dtype.bits()), bytes);
        }
        Path file = writer.write(folder.resolve("m.safetensors"));
        try (TensorArchive archive =
                TensorArchive.open(file, ReadOptions.defaults().withAccess(access))) {
            for (TensorView tensor : archive.tensors()) {
                if (tensor.dtype() == DType.C64) {
                    continue;
                }
                double[] all = new double[(int) tensor.elementCount()];
                ElementDecoder.decode(tensor.dtype(), MemorySegment.ofArray(bytes), 0, all);
                for (int first = 0; first < all.length; first++) {
                    double[] rest = new double[Math.min(3, all.length - first)];
                    tensor.decode(first, rest);
                    for (int i = 0; i < rest.length; i++) {
                        assertThat(rest[i]).as(tensor + " " + first).isEqualTo(Double.valueOf(all[first + i]));
                    }
                }
            }
        }
    }

    @Test
    void dtypesAreFoundByExactName() {
        assertThat(DType.values())
                .hasSize(22)
                .allSatisfy(dtype -> assertThat(DType.named(dtype.name())).contains(dtype));
        assertThat(DType.named("f32")).isEmpty();
        assertThat(DType.values())
                .filteredOn(DType::isFloating)
                .allSatisfy(dtype -> assertThat(dtype.name()).matches("B?F.*"))
                .hasSize(12);
    }
}
