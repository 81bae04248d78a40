package dev.provenance.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages valid files at random: each either opens or is refused by a rule; nothing else may come out. */
class HeaderFuzzTest {
    private static final int FILES = 20_000;
    private static final long SEED = 20260101;
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1e9",
            "1.5",
            "null",
            "9223372036854775807",
            "9223372036854775808",
            "4294967296",
            "[",
            "{}",
            "\"\"");
    private static final String ALPHABET = "{}[]\":,\\ \n0e-.ut\0\u007f\u00c3\u00ff";

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void onlyRefusalsComeOut() throws IOException {
        byte[] valid = Files.readAllBytes(new SafetensorsWriter()
                .metadata("format", "pt")
                .metadata("é", "\\\"")
                .floats("layer.0", 1, 2)
                .add("layer.1", DType.F4, List.of(2L, 2L), new byte[2])
                .add("scalar", DType.BF16, List.of(), new byte[2])
                .add("empty", DType.I64, List.of(0L, 3L), new byte[0])
                .write(folder.resolve("valid")));
        Path file = folder.resolve("m.safetensors");
        Map<Rule, Integer> refused = new EnumMap<>(Rule.class);
        int opened = 0;
        for (int i = 0; i < FILES; i++) {
            Files.write(file, damage(valid));
            ReadOptions options = ReadOptions.defaults()
                    .withAccess(i % 2 == 0 ? ReadOptions.Access.COPIED : ReadOptions.Access.MAPPED)
                    .withLenient(i % 3 == 0);
            try (TensorArchive archive = TensorArchive.open(file, options)) {
                opened++;
                for (TensorView tensor : archive.tensors()) {
                    if (tensor.dtype() != DType.C64) {
                        tensor.decode(0, new double[(int) tensor.elementCount()]);
                    }
                }
            } catch (SafetensorsException e) {
                refused.merge(e.rule(), 1, Integer::sum);
                assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n", "\0", "\u001b");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " of seed " + SEED, e);
            }
        }
        assertThat(opened).isGreaterThan(FILES / 100);
        // The damage is of many kinds, or the test would prove little.
        assertThat(refused.keySet())
                .containsAll(EnumSet.of(
                        Rule.HEADER_TOO_LONG,
                        Rule.HEADER_BEYOND_FILE,
                        Rule.HEADER_START,
                        Rule.NOT_UTF8,
                        Rule.NOT_JSON,
                        Rule.NOT_AN_OBJECT,
                        Rule.DUPLICATE_KEY,
                        Rule.MISSING_FIELD,
                        Rule.WRONG_TYPE,
                        Rule.UNKNOWN_DTYPE,
                        Rule.NEGATIVE_DIMENSION,
                        Rule.SIZE_OVERFLOW,
                        Rule.SIZE_MISMATCH,
                        Rule.OVERLAP,
                        Rule.HOLE,
                        Rule.DATA_TRUNCATED,
                        Rule.TRAILING_DATA));
    }

    private byte[] damage(byte[] valid) {
        int headerLength =
                (int) ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] header = Arrays.copyOfRange(valid, Long.BYTES, Long.BYTES + headerLength);
        byte[] data = Arrays.copyOfRange(valid, Long.BYTES + headerLength, valid.length);
        int rounds = 1 + random.nextInt(3);
        for (int i = 0; i < rounds; i++) {
            header = damageHeader(header);
        }
        long length = header.length;
        switch (random.nextInt(12)) {
            case 0 -> length = random.nextLong();
            case 1 -> length += random.nextInt(-20, 20);
            case 2 -> data = Arrays.copyOf(data, random.nextInt(data.length + 4));
            default -> {}
        }
        byte[] file = ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
        return random.nextInt(50) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }

    private byte[] damageHeader(byte[] header) {
        if (header.length == 0) {
            return header;
        }
        String text = new String(header, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(40));
        String damaged = switch (random.nextInt(8)) {
            case 0 ->
                text.substring(0, at) + (char) (text.charAt(at) ^ (1 << random.nextInt(8))) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + symbol() + text.substring(at);
            case 2 -> text.substring(0, at) + symbol() + text.substring(at + 1);
            case 3 -> text.substring(0, at) + text.substring(end);
            case 4 -> text.substring(0, end) + text.substring(at);
            case 5 -> random.nextInt(10) == 0 ? text.substring(0, at) : swapWords(text);
            case 6 -> symbol() + text;
            default -> editNumber(text);
        };
        return damaged.getBytes(StandardCharsets.ISO_8859_1);
    }

    private char symbol() {
        return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }

    /** Keeps the JSON valid: another dtype, a field of another name, a name that is there already, bytes of another tensor. */
    private String swapWords(String text) {
        return switch (random.nextInt(5)) {
            case 0 -> text.replaceFirst("F32", random.nextBoolean() ? "F64" : "X32");
            case 1 -> text.replaceFirst("\"shape\"", "\"shapes\"");
            case 2 -> text.replaceFirst("layer.1", "layer.0");
            case 3 -> text.replaceFirst("\\[8,10]", "[7,9]");
            default -> text.replaceFirst("\"BF16\"", "\"F16\",\"dtype\":\"F16\"");
        };
    }

    /** Replaces one number, chosen at random, by something else. */
    private String editNumber(String text) {
        List<int[]> numbers = Pattern.compile("\\d+")
                .matcher(text)
                .results()
                .map(match -> new int[] {match.start(), match.end()})
                .toList();
        if (numbers.isEmpty()) {
            return text;
        }
        int[] number = numbers.get(random.nextInt(numbers.size()));
        String other = random.nextBoolean() ? NUMBERS.get(random.nextInt(NUMBERS.size())) : "" + random.nextInt(20);
        return text.substring(0, number[0]) + other + text.substring(number[1]);
    }
}
