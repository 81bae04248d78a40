package dev.provenance.safetensors;

import static dev.provenance.safetensors.SafetensorsWriter.entry;
import static dev.provenance.safetensors.SafetensorsWriter.writeRaw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
    @TempDir
    Path folder;

    private void refuse(String header, int dataBytes, Rule rule, String... parts) throws IOException {
        Path file = writeRaw(folder.resolve("m.safetensors"), header, new byte[dataBytes]);
        Refusals.opening(file, rule, parts);
    }

    /** One F32 tensor of two elements with one detail replaced. */
    private static String tensor(String detail, String replacement) {
        String header = "{\"w\":" + entry("F32", "[2]", 0, 8) + "}";
        assertThat(header).contains(detail);
        return header.replace(detail, replacement);
    }

    @Test
    void fileTooShort() throws IOException {
        Path file = Files.write(folder.resolve("m.safetensors"), new byte[7]);
        Refusals.opening(file, Rule.FILE_TOO_SHORT, "m.safetensors", "at least 8 bytes", "7 bytes");
    }

    @Test
    void headerTooLong() throws IOException {
        Path file = new SafetensorsWriter().floats("w", 1, 2).write(folder.resolve("m.safetensors"));
        ReadOptions options = ReadOptions.defaults().withMaxHeaderBytes(20);
        Refusals.opening(file, options, Rule.HEADER_TOO_LONG, "at most 20 bytes", "ReadOptions.withMaxHeaderBytes");
    }

    @Test
    void headerLengthIsUnsigned() throws IOException {
        Path file = Files.write(folder.resolve("m.safetensors"), HexFormat.of().parseHex("ffffffffffffffff7b7d"));
        Refusals.opening(file, Rule.HEADER_TOO_LONG, "at most 100000000 bytes", "18446744073709551615 bytes");
    }

    @Test
    void headerBeyondFile() throws IOException {
        Path file = Files.write(folder.resolve("m.safetensors"), HexFormat.of().parseHex("03000000000000007b7d"));
        Refusals.opening(file, Rule.HEADER_BEYOND_FILE, "at most the 2 bytes", "actual 3 bytes", "Download");
    }

    @ParameterizedTest
    @CsvSource({"bare continuation,80", "overlong,c0af", "surrogate,eda080", "beyond Unicode,f4908080", "cut off,e282"})
    void notUtf8(String what, String bytes) throws IOException {
        String json = tensor("\"w\"", "\"#\"");
        String hex = HexFormat.of().formatHex(json.getBytes(StandardCharsets.UTF_8));
        byte[] header = HexFormat.of().parseHex(hex.replaceFirst("23", bytes));
        Path file = writeRaw(folder.resolve("m.safetensors"), header, new byte[8]);
        Refusals.opening(file, Rule.NOT_UTF8, "valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{,}", "{} x", "{}{}", "{}\0", "{}]", "{'a':1}", "{\"a\":01}", "\u0001"})
    void notJson(String header) throws IOException {
        refuse(header, 0, Rule.NOT_JSON);
    }

    @Test
    void notJsonSaysWhere() throws IOException {
        refuse("{\"__metadata__\":{}, oops}", 0, Rule.NOT_JSON, "valid JSON", "'o' (code 111)", "at character 2");
    }

    @ParameterizedTest
    @CsvSource({"[],an array", "'\"a\"',the text 'a'", "12,the number '12'", "null,null", "'',nothing"})
    void notAnObject(String header, String actual) throws IOException {
        refuse(header, 0, Rule.NOT_AN_OBJECT, "expected an object, actual " + actual);
    }

    @Test
    void byteOrderMark() throws IOException {
        refuse("\uFEFF{}", 0, Rule.HEADER_START, "'{' as the first byte", "a byte order mark");
    }

    @Test
    void leadingWhiteSpace() throws IOException {
        refuse(" {}", 0, Rule.HEADER_START, "white space", "ReadOptions.withLenient(true)");
    }

    @Test
    void duplicateTensor() throws IOException {
        String header = "{\"w\":" + entry("U8", "[1]", 0, 1) + ",\"w\":" + entry("U8", "[1]", 1, 2) + "}";
        refuse(header, 2, Rule.DUPLICATE_KEY, "tensor 'w'", "each key once in the header", "'w' again");
    }

    @Test
    void duplicateFieldOfAnEntry() throws IOException {
        String twice = "\"shape\":[2],\"shape\":[2]";
        refuse(
                tensor("\"shape\":[2]", twice),
                8,
                Rule.DUPLICATE_KEY,
                "tensor 'w'",
                "once in an entry",
                "'shape' again");
        String unknown = "\"x\":1,\"x\":1,\"shape\"";
        refuse(tensor("\"shape\"", unknown), 8, Rule.DUPLICATE_KEY, "tensor 'w'", "'x' again");
    }

    @Test
    void duplicateMetadata() throws IOException {
        refuse("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, Rule.DUPLICATE_KEY, "__metadata__", "'k' again");
        refuse("{\"__metadata__\":{},\"__metadata__\":{}}", 0, Rule.DUPLICATE_KEY, "'__metadata__' again");
    }

    @ParameterizedTest
    @CsvSource({"[],an array", "'{\"k\":1}',the number '1'", "'{\"k\":null}',null", "'{\"k\":{}}',an object"})
    void metadataNotText(String metadata, String actual) throws IOException {
        refuse("{\"__metadata__\":" + metadata + "}", 0, Rule.METADATA_NOT_TEXT, "actual " + actual);
    }

    @Test
    void unknownDtype() throws IOException {
        refuse(
                tensor("F32", "f32"),
                8,
                Rule.UNKNOWN_DTYPE,
                "tensor 'w'",
                "BOOL, F4, F6_E2M3",
                "actual 'f32'",
                "Convert");
    }

    @ParameterizedTest
    @CsvSource({"dtype,'\"dtype\":\"F32\",'", "shape,'\"shape\":[2],'", "data_offsets,',\"data_offsets\":[0,8]'"})
    void missingField(String field, String text) throws IOException {
        refuse(tensor(text, ""), 8, Rule.MISSING_FIELD, "tensor 'w'", "the field " + field, "an entry without it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"F32\"; 4; the number '4'",
                "\"F32\"; null; null",
                "[2]; 2; the number '2'",
                "[2]; [2.0]; the number '2.0'",
                "[2]; [2e0]; the number '2e0'",
                "[2]; [\"2\"]; the text '2'",
                "[2]; [null]; null",
                "[2]; [[2]]; an array",
                "[0,8]; {}; an object",
                "[0,8]; [0,true]; true",
                "[0,8]; [0]; actual 1",
                "[0,8]; [0,8,8]; actual more"
            })
    void wrongType(String value, String replacement, String actual) throws IOException {
        refuse(tensor(value, replacement), 8, Rule.WRONG_TYPE, "tensor 'w'", actual);
    }

    @Test
    void entryIsNotAnObject() throws IOException {
        refuse("{\"w\":null}", 0, Rule.WRONG_TYPE, "tensor 'w'", "an object with dtype, shape and data_offsets");
    }

    @Test
    void negativeNumbers() throws IOException {
        refuse(tensor("[2]", "[-2]"), 8, Rule.NEGATIVE_DIMENSION, "tensor 'w'", "integers from 0 on in shape", "-2");
        refuse(tensor("[2]", "[0,-1]"), 8, Rule.NEGATIVE_DIMENSION, "actual -1");
        refuse(tensor("[0,8]", "[-8,0]"), 8, Rule.NEGATIVE_OFFSET, "tensor 'w'", "data_offsets", "actual -8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[9223372036854775808]",
                "[4294967296,4294967296]",
                "[9223372036854775807]",
                "[99999999999999999999999999999999]"
            })
    void sizeOverflow(String shape) throws IOException {
        refuse(tensor("[2]", shape), 8, Rule.SIZE_OVERFLOW, "tensor 'w'", "2^63");
    }

    @Test
    void numberTooLong() throws IOException {
        refuse(tensor("[2]", "[" + "1".repeat(101) + "]"), 8, Rule.JSON_LIMIT, "100");
    }

    @Test
    void zeroMakesAnyShapeEmpty() throws IOException {
        String empty = "{\"w\":" + entry("F64", "[4294967296,4294967296,4294967296,0]", 0, 0) + "}";
        try (TensorArchive archive = TensorArchive.open(writeRaw(folder.resolve("e"), empty, new byte[0]))) {
            assertThat(archive.tensors().getFirst().elementCount()).isZero();
        }
    }

    @Test
    void tooManyDimensions() throws IOException {
        String ones = "1,".repeat(64);
        refuse(tensor("[2]", "[" + ones + "2]"), 8, Rule.TOO_MANY_DIMENSIONS, "tensor 'w'", "at most 64");
        try (TensorArchive archive = TensorArchive.open(
                writeRaw(folder.resolve("ok"), tensor("[2]", "[" + ones.substring(2) + "2]"), new byte[8]))) {
            assertThat(archive.tensors().getFirst().shape()).hasSize(64);
        }
    }

    @Test
    void partialByte() throws IOException {
        String header = "{\"w\":" + entry("F4", "[3]", 0, 2) + "}";
        refuse(header, 2, Rule.PARTIAL_BYTE, "tensor 'w'", "a multiple of 8 bits", "12 bits, shape [3] of F4");
    }

    @Test
    void offsetsReversed() throws IOException {
        refuse(tensor("[0,8]", "[8,0]"), 8, Rule.OFFSETS_REVERSED, "tensor 'w'", "an end from 8 on, actual 0");
    }

    @Test
    void sizeMismatch() throws IOException {
        refuse(tensor("[2]", "[3]"), 8, Rule.SIZE_MISMATCH, "tensor 'w'", "12 bytes for shape [3] of F32", "8 bytes");
    }

    @Test
    void overlap() throws IOException {
        String header = "{\"b\":" + entry("U8", "[2]", 1, 3) + ",\"a\":" + entry("U8", "[2]", 0, 2) + "}";
        refuse(header, 3, Rule.OVERLAP, "tensor 'b'", "from 2 on, where 'a' ends", "data from 1 on");
    }

    @Test
    void holes() throws IOException {
        refuse(tensor("[0,8]", "[4,12]"), 12, Rule.HOLE, "tensor 'w'", "data from 0 on", "data from 4 on");
        String header = "{\"a\":" + entry("U8", "[1]", 0, 1) + ",\"b\":" + entry("U8", "[1]", 2, 3) + "}";
        refuse(header, 3, Rule.HOLE, "tensor 'b'", "from 1 on, where 'a' ends", "data from 2 on");
    }

    @Test
    void dataTruncated() throws IOException {
        refuse(tensor("w", "w"), 7, Rule.DATA_TRUNCATED, "expected 8 bytes of data, actual 7 bytes", "Download");
    }

    @Test
    void trailingData() throws IOException {
        refuse(tensor("w", "w"), 9, Rule.TRAILING_DATA, "expected 8 bytes of data, actual 9 bytes", "Download");
    }

    @Test
    void nestingTooDeep() throws IOException {
        String deep = "[".repeat(17) + "]".repeat(17);
        refuse(tensor("\"dtype\"", "\"x\":" + deep + ",\"dtype\""), 8, Rule.JSON_LIMIT, "nesting");
    }

    @Test
    void nameTooLong() throws IOException {
        refuse(tensor("\"w\"", "\"" + "w".repeat(50_001) + "\""), 8, Rule.JSON_LIMIT, "50000");
    }

    @Test
    void metadataTooLargeForMemory() throws IOException {
        StringBuilder keys = new StringBuilder("\"0\":\"\"");
        for (int i = 1; i <= 100_000; i++) {
            keys.append(",\"").append(i).append("\":\"\"");
        }
        refuse("{\"__metadata__\":{" + keys + "}}", 0, Rule.JSON_LIMIT, "at most 100000 keys in __metadata__");
        String text = "x".repeat(10_000_001);
        refuse("{\"__metadata__\":{\"k\":\"" + text + "\"}}", 0, Rule.JSON_LIMIT, "10000000");
    }

    @Test
    void fileThatEndsWithinItsHeaderHasChanged() throws IOException {
        Path file = Files.write(folder.resolve("m.safetensors"), new byte[5]);
        try (FileChannel channel = FileChannel.open(file)) {
            ChannelInput input = new ChannelInput(file, channel, 0, 6);
            assertThat(input.readNBytes(5)).hasSize(5);
            Refusals.of(input::read, Rule.FILE_CHANGED, "at least 6 bytes, actual 5 bytes");
        }
    }

    @Test
    void tooManyUnknownFields() throws IOException {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            fields.append("\"x").append(i).append("\":0,");
        }
        refuse(tensor("\"dtype\"", fields + "\"dtype\""), 8, Rule.JSON_LIMIT, "tensor 'w'", "at most 64 keys");
    }

    @Test
    void tooManyTensors() throws IOException {
        Path file = new SafetensorsWriter().floats("a", 1).floats("b", 1).write(folder.resolve("m.safetensors"));
        ReadOptions options = ReadOptions.defaults().withMaxTensors(1);
        Refusals.opening(file, options, Rule.TOO_MANY_TENSORS, "at most 1 in", "ReadOptions.withMaxTensors");
    }

    @Test
    void unknownFieldsAreAnomalies() throws IOException {
        String header = tensor("\"dtype\"", "\"x\":{\"y\":[1,{}]},\"z\":null,\"dtype\"");
        Path file = writeRaw(folder.resolve("m.safetensors"), header, new byte[8]);
        try (TensorArchive archive = TensorArchive.open(file)) {
            assertThat(archive.anomalies())
                    .extracting(Anomaly::file, Anomaly::rule, Anomaly::detail)
                    .containsExactly(
                            tuple(file, Rule.UNKNOWN_FIELD, "tensor 'w' has the unknown field 'x' and 1 more"));
        }
    }

    @Test
    void paddingAndOrderAreFree() throws IOException {
        String header = "{\"b\":" + entry("U8", "[1]", 1, 2) + ",\"a\":" + entry("U8", "[1]", 0, 1) + "}     ";
        try (TensorArchive archive = TensorArchive.open(writeRaw(folder.resolve("m"), header, new byte[2]))) {
            assertThat(archive.tensors()).extracting(TensorView::name).containsExactly("a", "b");
            assertThat(archive.anomalies()).isEmpty();
        }
    }

    @Test
    void noTensorsAtAll() throws IOException {
        try (TensorArchive archive = TensorArchive.open(writeRaw(folder.resolve("m"), "{}", new byte[0]))) {
            assertThat(archive.tensors()).isEmpty();
            assertThat(archive.elementCount()).isZero();
        }
    }

    @Test
    void hostileNamesAreEscapedAndShortened() throws IOException {
        String name = "\\u001b[31m\\n\\u202e'" + "x".repeat(300);
        Path file = writeRaw(folder.resolve("m"), tensor("\"w\"", "\"" + name + "\""), new byte[7]);
        SafetensorsException whole = Refusals.opening(file, Rule.DATA_TRUNCATED);
        assertThat(whole.tensor()).isEmpty();
        writeRaw(file, tensor("\"w\"", "\"" + name + "\"").replace("[2]", "[1]"), new byte[8]);
        SafetensorsException refusal = Refusals.opening(
                file, Rule.SIZE_MISMATCH, "'\\u001b[31m\\u000a\\u202e\\u0027xxx", "… (308 characters)");
        assertThat(refusal.getMessage()).hasSizeLessThan(folder.toString().length() + 500);
        assertThat(refusal.tensor()).hasValueSatisfying(raw -> assertThat(raw).startsWith("\u001b[31m\n"));
    }
}
