package dev.provenance.weights.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All bit patterns of every narrow dtype, against the decoder of the reader of files and against the JDK. */
@Tag("both-kernels")
class NarrowDecodingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16", "F8_E4M3", "F8_E5M2", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "F8_E8M0", "I8", "U8"})
    void everyPatternIsWhatTheReaderOfFilesMakesOfIt(DType dtype) throws IOException {
        int patterns = 1 << dtype.bits();
        Path file = folder.resolve(dtype + ".safetensors");
        new SafetensorsWriter()
                .add("t", dtype, List.of((long) patterns), bytes(dtype, 0, patterns))
                .write(file);
        double[] expected = new double[patterns];
        try (TensorArchive archive = TensorArchive.open(file)) {
            archive.tensors().getFirst().decode(0, expected);
        }
        for (PairKernel kernel : TestKernels.all()) {
            float[] decoded = widen(kernel, dtype, 0, patterns);
            for (int pattern = 0; pattern < patterns; pattern++) {
                assertThat(Double.compare(decoded[pattern], expected[pattern]))
                        .as("%s, %s %x: %s", kernel.name(), dtype, pattern, decoded[pattern])
                        .isZero();
            }
        }
    }

    @Test
    void nanOfSixteenBitsKeepsItsBits() {
        for (PairKernel kernel : TestKernels.all()) {
            float[] half = widen(kernel, DType.F16, 0, 1 << 16);
            float[] brain = widen(kernel, DType.BF16, 0, 1 << 16);
            for (int pattern = 0; pattern < 1 << 16; pattern++) {
                assertThat(Float.floatToRawIntBits(brain[pattern])).isEqualTo(pattern << 16);
                if (Float.isNaN(Float.float16ToFloat((short) pattern))) {
                    assertThat(Float.floatToRawIntBits(half[pattern]))
                            .as("%s, %x", kernel.name(), pattern)
                            .isEqualTo((pattern & 0x8000) << 16 | 0x7F80_0000 | (pattern & 0x3FF) << 13);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16", "F8_E4M3", "F8_E5M2FNUZ", "I8"})
    void kernelsAgreeAtEveryOffsetAndOddLengths(DType dtype) {
        PairKernel vector = TestKernels.vector();
        for (int offset : new int[] {0, 1, 2, 3, 7, 63}) {
            for (int count : new int[] {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 255}) {
                assertThat(widen(vector, dtype, offset, count))
                        .as("offset %d, count %d", offset, count)
                        .isEqualTo(widen(TestKernels.SCALAR, dtype, offset, count));
            }
        }
    }

    /** Over BF16 where the dtype has 8 bits, as operands do. */
    private static float[] widen(PairKernel kernel, DType dtype, int offset, int count) {
        byte[] bytes = bytes(dtype, offset, count);
        MemorySegment source = Arena.ofAuto().allocate(bytes.length, 64).copyFrom(MemorySegment.ofArray(bytes));
        float[] floats = new float[count];
        if (dtype.bits() > Byte.SIZE) {
            kernel.toFloats(dtype, source, offset, floats, count);
            return floats;
        }
        short[] numbers = new short[count];
        kernel.toBf16(dtype, source, offset, numbers, count);
        MemorySegment bf16 = Arena.ofAuto().allocate(2L * count, 64);
        MemorySegment.copy(numbers, 0, bf16, ValueLayout.JAVA_SHORT, 0, count);
        kernel.toFloats(DType.BF16, bf16, 0, floats, count);
        return floats;
    }

    /** The patterns in order, from that offset on, and nothing behind the last. */
    private static byte[] bytes(DType dtype, int offset, int count) {
        int width = dtype.bits() / 8;
        byte[] bytes = new byte[offset + count * width];
        for (int pattern = 0; pattern < count; pattern++) {
            for (int each = 0; each < width; each++) {
                bytes[offset + pattern * width + each] = (byte) (pattern >>> (8 * each));
            }
        }
        return bytes;
    }
}
