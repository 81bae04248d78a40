package dev.provenance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.TestModels;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"alder-ft", "alder-deep", "alder-moe", "alder-embonly", "alder-twin", "birch"})
    void fitsAScreenOrSo(String suspect) throws IOException, InterruptedException {
        String text = TextReport.toString(TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect)));

        assertThat(text.lines()).hasSizeLessThanOrEqualTo(76).allMatch(line -> line.length() <= 80);
        assertThat(text).contains("verdict    ", "not compared: ", "Not counted: norm weights have a raw cosine of");
    }

    @Test
    void namesFromFilesCannotMoveTheCursor() throws IOException, InterruptedException {
        Path file = folder.resolve("hostile.safetensors");
        new SafetensorsWriter()
                .add("\u001b[2J\u202e\nverdict", DType.F32, List.of(20L, 20L), numbers(0))
                .add("other", DType.F32, List.of(20L, 20L), numbers(0))
                .write(file);
        Path changed = folder.resolve("changed.safetensors");
        new SafetensorsWriter()
                .add("\u001b[2J\u202e\nverdict", DType.F32, List.of(20L, 20L), numbers(0))
                .add("other", DType.F32, List.of(20L, 20L), numbers(1))
                .write(changed);

        String text = TextReport.toString(TestModels.examine(file, changed));

        assertThat(text).contains("\\u001b[2J\\u202e\\u000averdict").doesNotContain("\u001b", "\u202e");
    }

    private static byte[] numbers(float last) {
        float[] numbers = new float[400];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(i * i);
        }
        numbers[399] = last;
        return SafetensorsWriter.bytes(numbers);
    }
}
