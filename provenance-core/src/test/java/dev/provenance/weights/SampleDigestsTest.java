package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.ReadOptions;
import dev.provenance.safetensors.ReadOptions.Access;
import dev.provenance.safetensors.SafetensorsWriter;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.weights.digest.SampleDigests;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docs/sampling.md} says, done again from the bytes of the files with nothing of the library. */
@Tag("both-kernels")
class SampleDigestsTest {

    private static final int WINDOW = 2048;
    private static final int LARGE = 301 * WINDOW - 5;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    @TempDir
    Path folder;

    private Path base;
    private Path suspect;

    @BeforeEach
    void write() throws IOException {
        base = write("base", DType.F32, 1);
        suspect = write("suspect", DType.BF16, 2);
    }

    /** A tensor of many windows with a name that is not ASCII, one of few, and one in between. */
    private Path write(String name, DType dtype, int seed) throws IOException {
        return new SafetensorsWriter()
                .add("큰-텐서", dtype, List.of((long) LARGE), bytes(LARGE, dtype, seed))
                .add("small", dtype, List.of(5L, 700L), bytes(3500, dtype, seed + 10))
                .add("middle", dtype, List.of(40L, 1111L), bytes(44_440, dtype, seed + 20))
                .write(folder.resolve(name));
    }

    private static byte[] bytes(int count, DType dtype, int seed) {
        Random random = new Random(seed);
        ByteBuffer bytes = ByteBuffer.allocate(count * dtype.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits((float) random.nextGaussian());
            if (dtype == DType.F32) {
                bytes.putInt(bits);
            } else {
                bytes.putShort((short) (bits >>> 16));
            }
        }
        return bytes.array();
    }

    private SampleDigests made(Sampling sampling, int threads, Access access) throws IOException, InterruptedException {
        ReadOptions options = ReadOptions.defaults().withAccess(access);
        try (TensorArchive ofBase = TensorArchive.open(base, options);
                TensorArchive ofSuspect = TensorArchive.open(suspect, options)) {
            StreamedComparison comparison =
                    StreamedComparison.digestingSample(TestPairs.of(ofBase, ofSuspect), sampling);
            List<TensorComparison> tensors = comparison.run(threads, bytes -> {});
            assertThat(tensors)
                    .isEqualTo(StreamedComparison.of(TestPairs.of(ofBase, ofSuspect), sampling)
                            .run(1, bytes -> {}));
            assertThat(tensors).extracting(TensorComparison::name).containsExactly("큰-텐서", "small", "middle");
            return comparison.sampleDigests().orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0", "0.1, 7", "0.37, -3", "0.5, 12", "0.51, 12", "0.9, 9223372036854775807", "0.997, 5", "1, 1"})
    void digestsAreThoseOfTheDocumentedBytes(double fraction, long seed)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        Sampling sampling = Sampling.fraction(fraction).seed(seed).windowElements(WINDOW);
        SampleDigests digests = made(sampling, 3, Access.MAPPED);
        MessageDigest allOfBase = MessageDigest.getInstance("SHA-256");
        MessageDigest allOfSuspect = MessageDigest.getInstance("SHA-256");
        List<SampleDigests.Pair> expected = new ArrayList<>();
        for (String name : List.of("큰-텐서", "small", "middle")) {
            byte[] ofBase = digest(base, name, fraction, seed);
            byte[] ofSuspect = digest(suspect, name, fraction, seed);
            allOfBase.update(ofBase);
            allOfSuspect.update(ofSuspect);
            expected.add(new SampleDigests.Pair(
                    HexFormat.of().formatHex(ofBase), HexFormat.of().formatHex(ofSuspect)));
        }

        assertThat(digests.pairs()).isEqualTo(expected);
        assertThat(digests.base()).isEqualTo(HexFormat.of().formatHex(allOfBase.digest()));
        assertThat(digests.suspect()).isEqualTo(HexFormat.of().formatHex(allOfSuspect.digest()));
    }

    @Test
    void threadsAndAccessChangeNothing() throws IOException, InterruptedException {
        Sampling sampling = Sampling.fraction(0.3).seed(2).windowElements(WINDOW);
        SampleDigests digests = made(sampling, 1, Access.MAPPED);

        assertThat(made(sampling, 2, Access.COPIED)).isEqualTo(digests);
        assertThat(made(sampling, 5, Access.MAPPED)).isEqualTo(digests);
        assertThat(made(sampling.seed(3), 1, Access.MAPPED)).isNotEqualTo(digests);
    }

    /** A byte that was read shows, one that was not does not. */
    @Test
    void oneOtherByteAmongThoseReadIsSeen() throws IOException, InterruptedException {
        Sampling sampling = Sampling.fraction(0.1).seed(7).windowElements(WINDOW);
        SampleDigests digests = made(sampling, 2, Access.MAPPED);
        List<Long> read = windows("큰-텐서", LARGE, 0.1, 7);
        long unread = 0;
        while (read.contains(unread)) {
            unread++;
        }
        flip(base, "큰-텐서", unread * WINDOW * 4 + 11);
        assertThat(made(sampling, 2, Access.MAPPED)).isEqualTo(digests);

        flip(base, "큰-텐서", read.getLast() * WINDOW * 4 + 11);
        SampleDigests changed = made(sampling, 2, Access.MAPPED);
        assertThat(changed.base()).isNotEqualTo(digests.base());
        assertThat(changed.suspect()).isEqualTo(digests.suspect());
        assertThat(changed.pairs().subList(1, 3)).isEqualTo(digests.pairs().subList(1, 3));
    }

    private static void flip(Path file, String tensor, long at) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[Math.toIntExact(dataOf(content) + offset(content, tensor, 0) + at)] ^= 1;
        Files.write(file, content);
    }

    private static byte[] digest(Path file, String tensor, double fraction, long seed)
            throws IOException, NoSuchAlgorithmException {
        byte[] content = Files.readAllBytes(file);
        int begin = Math.toIntExact(dataOf(content) + offset(content, tensor, 0));
        int end = Math.toIntExact(dataOf(content) + offset(content, tensor, 1));
        int size = file.getFileName().toString().equals("base") ? 4 : 2;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long window : windows(tensor, (end - begin) / size, fraction, seed)) {
            int from = begin + Math.toIntExact(window * WINDOW * size);
            digest.update(content, from, Math.min(WINDOW * size, end - from));
        }
        return digest.digest();
    }

    private static long dataOf(byte[] content) {
        return 8 + ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static long offset(byte[] content, String tensor, int which) {
        JsonNode header = JsonMapper.shared()
                .readTree(new String(content, 8, Math.toIntExact(dataOf(content) - 8), StandardCharsets.UTF_8));
        return header.path(tensor).path("data_offsets").get(which).longValue();
    }

    private static List<Long> windows(String name, long elements, double fraction, long seed) {
        long windows = (elements + WINDOW - 1) / WINDOW;
        long chosen = Math.max(8, (long) Math.floor(fraction * windows + 0.5));
        List<Long> read = new ArrayList<>();
        if (chosen >= windows) {
            for (long window = 0; window < windows; window++) {
                read.add(window);
            }
            return read;
        }
        long key = mix(new SplittableRandom(seed).nextLong() ^ fnv1a(name));
        long shift = below(mix(key), windows);
        boolean few = chosen <= windows - chosen;
        long strata = few ? chosen : windows - chosen;
        SplittableRandom random = new SplittableRandom(key);
        List<Long> drawn = new ArrayList<>();
        for (long stratum = 0; stratum < strata; stratum++) {
            long first = (stratum * windows + shift) / strata;
            long next = ((stratum + 1) * windows + shift) / strata;
            drawn.add((first + below(random.nextLong(), next - first)) % windows);
        }
        if (few) {
            return drawn;
        }
        Set<Long> leftOut = new HashSet<>(drawn);
        for (long x = shift / strata; x < shift / strata + windows; x++) {
            if (!leftOut.contains(x % windows)) {
                read.add(x % windows);
            }
        }
        return read;
    }

    private static long mix(long number) {
        return new SplittableRandom(number - GOLDEN).nextLong();
    }

    private static long below(long random, long bound) {
        return new BigInteger(Long.toUnsignedString(random))
                .multiply(BigInteger.valueOf(bound))
                .shiftRight(64)
                .longValueExact();
    }

    private static long fnv1a(String text) {
        BigInteger hash = new BigInteger("14695981039346656037");
        BigInteger modulus = BigInteger.ONE.shiftLeft(64);
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            hash = hash.xor(BigInteger.valueOf(unit & 0xff))
                    .multiply(new BigInteger("1099511628211"))
                    .mod(modulus);
        }
        return hash.longValue();
    }
}
