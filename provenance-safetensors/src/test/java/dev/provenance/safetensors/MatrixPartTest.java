package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a tensor whose element {@code i} is the number {@code i}: what is read is where it was. */
class MatrixPartTest {

    private static final int ROWS = 24;
    private static final int COLUMNS = 10;

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void writeFile() throws IOException {
        float[] numbers = new float[ROWS * COLUMNS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        file = new SafetensorsWriter()
                .floats("before", 1)
                .floats("w", numbers)
                .add("packed", DType.F4, List.of(4L), new byte[2])
                .write(folder.resolve("m.safetensors"));
    }

    private TensorArchive open(ReadOptions.Access access) throws IOException {
        return TensorArchive.open(file, ReadOptions.defaults().withAccess(access));
    }

    private static double[] all(TensorView view) throws IOException {
        double[] elements = new double[(int) view.elementCount()];
        view.decode(0, elements);
        return elements;
    }

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void consecutiveRowsAreARangeOfBytes(ReadOptions.Access access) throws IOException {
        try (TensorArchive archive = open(access)) {
            TensorView w = archive.find("w").orElseThrow();
            TensorView rows = w.part(MatrixPart.rows(3, 2, COLUMNS), List.of(2L, 10L));

            assertThat(rows.shape()).containsExactly(2L, 10L);
            assertThat(rows.byteSize()).isEqualTo(80);
            assertThat(rows.fileOffset()).isEqualTo(w.fileOffset() + 120);
            assertThat(all(rows)).startsWith(30, 31).endsWith(48, 49).hasSize(20);
        }
    }

    /** Groups of 2 rows, 6 apart, from row 4 on: keys of a projection that is fused by heads. */
    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void rowsInRuns(ReadOptions.Access access) throws IOException {
        try (TensorArchive archive = open(access)) {
            TensorView keys = archive.find("w")
                    .orElseThrow()
                    .part(new MatrixPart(40, 8, COLUMNS, 2, 6, COLUMNS, false), List.of(8L, 10L));
            double[] read = all(keys);
            for (int row = 0; row < 8; row++) {
                int stored = 4 + row / 2 * 6 + row % 2;
                for (int column = 0; column < COLUMNS; column++) {
                    assertThat(read[row * COLUMNS + column]).isEqualTo(stored * COLUMNS + column);
                }
            }
        }
    }

    /** Every second column of the lower half, as rows: the up projection of an expert that is stored [in, 2·out]. */
    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void everySecondColumnAsARow(ReadOptions.Access access) throws IOException {
        try (TensorArchive archive = open(access)) {
            TensorView up = archive.find("w")
                    .orElseThrow()
                    .part(new MatrixPart(121, 5, 12, 1, 2, COLUMNS, true), List.of(5L, 12L));
            double[] read = all(up);
            for (int row = 0; row < 5; row++) {
                for (int column = 0; column < 12; column++) {
                    assertThat(read[row * 12 + column]).isEqualTo((12 + column) * COLUMNS + 1 + 2 * row);
                }
            }
        }
    }

    /** Heads of 6 rows, first and second half by turns, in the order of halves. */
    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void rowsByTurns(ReadOptions.Access access) throws IOException {
        try (TensorArchive archive = open(access)) {
            double[] read = all(archive.find("w")
                    .orElseThrow()
                    .part(new MatrixPart(0, 12, COLUMNS, 6, 6, 2, COLUMNS, false), List.of(12L, 10L)));
            int[] stored = {0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11};
            for (int row = 0; row < 12; row++) {
                assertThat(read[row * COLUMNS]).isEqualTo(stored[row] * COLUMNS);
                assertThat(read[row * COLUMNS + 9]).isEqualTo(stored[row] * COLUMNS + 9);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyPieceOfAnyPartIsThatPieceOfTheWhole(int seed) throws IOException {
        Random random = new Random(seed);
        try (TensorArchive mapped = open(ReadOptions.Access.MAPPED);
                TensorArchive copied = open(ReadOptions.Access.COPIED);
                Arena arena = Arena.ofConfined()) {
            SegmentAllocator scratch = SegmentAllocator.prefixAllocator(arena.allocate(4096));
            for (int i = 0; i < 100; i++) {
                int run = 1 + random.nextInt(3);
                int step = run + random.nextInt(3);
                int lanes = random.nextBoolean() ? run : 1;
                boolean transposed = random.nextBoolean();
                int first = random.nextInt(transposed ? 4 : 30);
                MatrixPart part = transposed
                        ? new MatrixPart(first, 1 + random.nextInt(3), ROWS - 1, run, step, lanes, COLUMNS, true)
                        : new MatrixPart(first, 1 + random.nextInt(7), COLUMNS, run, step, lanes, COLUMNS, false);
                List<Long> shape = List.of(part.rows(), part.columns());
                double[] expected = all(mapped.find("w").orElseThrow().part(part, shape));
                int from = random.nextInt(expected.length);
                int count = 1 + random.nextInt(expected.length - from);
                MemorySegment piece =
                        copied.find("w").orElseThrow().part(part, shape).read(4L * from, 4L * count, scratch);
                for (int k = 0; k < count; k++) {
                    assertThat(piece.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * k))
                            .isEqualTo((float) expected[from + k]);
                }
            }
        }
    }

    @Test
    void whatIsNoPartIsRefused() throws IOException {
        try (TensorArchive archive = open(ReadOptions.Access.MAPPED);
                Arena scratch = Arena.ofConfined()) {
            TensorView w = archive.find("w").orElseThrow();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> w.part(MatrixPart.rows(23, 2, COLUMNS), List.of(2L, 10L)))
                    .withMessageContaining("tensor 'w' F32 [240] has no part")
                    .withMessageContaining("rows=2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> w.part(MatrixPart.rows(0, 2, COLUMNS), List.of(3L, 10L)));
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> archive.find("packed").orElseThrow().part(MatrixPart.rows(0, 1, 2), List.of(1L, 2L)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MatrixPart(0, 2, 10, 3, 2, 10, false))
                    .withMessageContaining("run 3, step 2");
            TensorView runs = w.part(new MatrixPart(0, 4, COLUMNS, 1, 2, COLUMNS, false), List.of(4L, 10L));
            assertThatThrownBy(() -> runs.read(2, 4, scratch))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("whole elements of 4 bytes; asked for 4 bytes from 2 on");
            assertThatThrownBy(() -> runs.part(MatrixPart.rows(0, 1, COLUMNS), List.of(1L, 10L)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
