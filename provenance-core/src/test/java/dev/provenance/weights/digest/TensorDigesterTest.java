package dev.provenance.weights.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.provenance.message.Message;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.safetensors.TensorView;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorDigesterTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void everyDtypeHasTheSha256OfItsBytesInTheFile(ReadOptions.Access access)
            throws IOException, NoSuchAlgorithmException {
        SafetensorsWriter writer = new SafetensorsWriter();
        Random random = new Random(5);
        for (DType dtype : DType.values()) {
            byte[] bytes = new byte[24 * 20_001 * dtype.bits() / 8];
            random.nextBytes(bytes);
            writer.add(dtype.name(), dtype, List.of(24L, 20_001L), bytes);
        }
        Path file = writer.write(folder.resolve("all.safetensors"));
        byte[] content = Files.readAllBytes(file);
        TensorDigester digester = new TensorDigester();
        try (TensorArchive archive =
                TensorArchive.open(file, ReadOptions.defaults().withAccess(access))) {
            assertThat(archive.tensors()).hasSameSizeAs(DType.values());
            for (TensorView tensor : archive.tensors()) {
                int from = (int) tensor.fileOffset();
                byte[] range = Arrays.copyOfRange(content, from, from + (int) tensor.byteSize());
                byte[] expected = MessageDigest.getInstance("SHA-256").digest(range);
                TensorDigest digest = digester.digest(tensor);
                assertThat(digest.sha256()).isEqualTo(HexFormat.of().formatHex(expected));
                assertThat(digest.constant()).isFalse();
            }
        }
    }

    /** FIPS 180-4's examples. */
    @Test
    void publishedVectors() throws IOException {
        assertThat(digest(DType.U8, 3, "abc".getBytes(StandardCharsets.US_ASCII))
                        .sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        byte[] million = new byte[1_000_000];
        Arrays.fill(million, (byte) 'a');
        assertThat(digest(DType.I8, 1_000_000, million).sha256())
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    @ParameterizedTest
    @EnumSource(ReadOptions.Access.class)
    void theSketchIsThatOfTheNumbers(ReadOptions.Access access) throws IOException {
        double[] values = SketchOf.gaussian(9, 1_000_003);
        SafetensorsWriter writer = new SafetensorsWriter();
        List<DType> dtypes = List.of(DType.BF16, DType.F16, DType.F32, DType.F64);
        for (DType dtype : dtypes) {
            byte[] bytes = SketchOf.bytes(dtype, values);
            writer.add(dtype.name(), dtype, List.of((long) values.length), bytes);
        }
        Path file = writer.write(folder.resolve("numbers.safetensors"));
        TensorDigester digester = new TensorDigester();
        try (TensorArchive archive =
                TensorArchive.open(file, ReadOptions.defaults().withAccess(access))) {
            for (TensorView tensor : archive.tensors()) {
                TensorDigest digest = digester.digest(tensor);
                double[] asStored = new double[values.length];
                tensor.decode(0, asStored);
                assertThat(digest.sketch()).contains(SketchOf.doubles(asStored));
                assertThat(digest.noSketchBecause()).isEmpty();
            }
        }
    }

    @Test
    void whatHasNoSketchSaysWhy() throws IOException {
        assertThat(digest(DType.C64, 1, new byte[8]).noSketchBecause().map(Object::toString))
                .contains("dtype C64 is not sketched");
        assertThat(digest(DType.F8_E4M3, 1, new byte[1]).noSketchBecause().map(Object::toString))
                .contains("dtype F8_E4M3 is not sketched");
        assertThat(digest(DType.F32, 0, new byte[0]).noSketchBecause().map(Object::toString))
                .contains("no elements");
        assertThat(digest(DType.F32, 2, new byte[8]).noSketchBecause().map(Object::toString))
                .contains("all zero");
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            byte[] bytes = SketchOf.bytes(DType.F32, 1, odd, -odd, 2);
            assertThat(digest(DType.F32, 4, bytes).noSketchBecause().map(Object::toString))
                    .contains("not all numbers are finite, or their sums leave the range of double");
        }
    }

    @Test
    void oneElementOverAndOverIsConstant() throws IOException {
        double[] ones = new double[400_000];
        Arrays.fill(ones, 1);
        for (DType dtype : List.of(DType.BF16, DType.F16, DType.F32, DType.F64)) {
            assertThat(digest(dtype, ones.length, SketchOf.bytes(dtype, ones)).constant())
                    .isTrue();
            for (int at : new int[] {0, 1, 100_000, 399_999}) {
                double[] nearly = ones.clone();
                nearly[at] = 2;
                byte[] bytes = SketchOf.bytes(dtype, nearly);
                assertThat(digest(dtype, ones.length, bytes).constant()).isFalse();
            }
        }
        assertThat(digest(DType.F32, 0, new byte[0]).constant()).isTrue();
        assertThat(digest(DType.F4, 6, new byte[] {0x11, 0x11, 0x11}).constant())
                .isTrue();
        assertThat(digest(DType.F6_E2M3, 8, new byte[] {1, 2, 3, 1, 2, 3}).constant())
                .isTrue();
        assertThat(digest(DType.F6_E2M3, 8, new byte[] {1, 2, 3, 1, 2, 4}).constant())
                .isFalse();
    }

    @Test
    void stopsBetweenChunks() throws IOException {
        try (TensorArchive archive = archive(DType.U8, 5_000_000, new byte[5_000_000])) {
            AtomicLong read = new AtomicLong();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> new TensorDigester()
                            .digest(archive.tensors().getFirst(), read::addAndGet, () -> read.get() > 1_000_000))
                    .withMessageStartingWith("stopped while digesting ")
                    .withMessageContaining("'t'");
            assertThat(read.get()).isBetween(1_000_000L, 2_000_000L);
        }
    }

    @Test
    void halfADigestIsRefused() {
        String sha256 = "0".repeat(64);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TensorDigest("abc", false, Optional.empty(), Optional.of(Message.verbatim("why"))))
                .withMessage("sha256: expected 64 lower-case hex digits, actual 'abc'.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorDigest(sha256, false, Optional.empty(), Optional.empty()))
                .withMessageStartingWith("A digest has a sketch or a reason why not");
    }

    private TensorDigest digest(DType dtype, long elements, byte[] bytes) throws IOException {
        try (TensorArchive archive = archive(dtype, elements, bytes)) {
            return new TensorDigester().digest(archive.tensors().getFirst());
        }
    }

    private TensorArchive archive(DType dtype, long elements, byte[] bytes) throws IOException {
        return TensorArchive.open(new SafetensorsWriter()
                .add("t", dtype, List.of(elements), bytes)
                .write(folder.resolve("one.safetensors")));
    }
}
