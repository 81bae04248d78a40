package dev.provenance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

    /** By East Asian Width of the Unicode character database: W and F take two columns. */
    @ParameterizedTest
    @CsvSource({"weights, 7", "가중치, 6", "漢字, 4", "ｱ, 1", "Ａ, 2", "…, 1", "é, 1", "e\u0301, 1", "😀, 2", "'', 0"})
    void wideCharactersTakeTwoColumns(String text, int width) {
        assertThat(Columns.width(text)).isEqualTo(width);
    }

    @Test
    void textIsPaddedAndCutByColumns() {
        assertThat(Columns.left("판정", 6)).isEqualTo("판정  ");
        assertThat(Columns.right("판정", 6)).isEqualTo("  판정");
        assertThat(Columns.cut("판정판정", 6)).isEqualTo("판정…");
        assertThat(Columns.cut("판정판", 6)).isEqualTo("판정판");
    }

    @Test
    void linesBreakAtSpacesAndNeverPastTheEdge() {
        List<String> lines = new ArrayList<>();

        Columns.wrap("가중치가 같다고 합니다. ".repeat(20) + "漢".repeat(100), 4, lines);

        assertThat(lines).allMatch(line -> Columns.width(line) <= Columns.WIDTH);
        assertThat(lines.getFirst()).endsWith("합니다. 가중치가");
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo("가중치가같다고합니다.".repeat(20) + "漢".repeat(100));
    }
}
