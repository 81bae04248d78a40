package dev.provenance.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HtmlTest {

    private final Html html = new Html(Locale.ENGLISH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' autofocus onfocus='alert(1)",
                "</title><svg onload=alert(1)>",
                "&lt;b&gt;",
                "`${alert(1)}`",
                "<!--",
                "]]>",
                "javascript:alert(1)"
            })
    void textAndAttributesHoldNoMarkup(String hostile) {
        html.element("p", hostile, "title", hostile);

        String written = html.toString();
        assertThat(written).startsWith("<p title=\"").endsWith("</p>");
        assertThat(written.substring(3, written.length() - 4))
                .doesNotContain("<")
                .doesNotContain("'");
        assertThat(written.chars().filter(c -> c == '"').count()).isEqualTo(2);
        assertThat(written.replaceAll("&(amp|lt|gt|quot|#39|#96);", "")).doesNotContain("&");
    }

    @Test
    void whatHidesOrReordersTextIsShown() {
        html.text("a\u202Eb\u0000c\u2028d\nLine\u200B");

        assertThat(html.toString()).isEqualTo("a\\u202eb\\u0000c\\u2028d\\u000aLine\\u200b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "style", "src", "srcdoc", "formaction", "ONCLICK", "x onload"})
    void noAttributeRunsLoadsOrStyles(String attribute) {
        assertThatThrownBy(() -> html.open("p", attribute, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(attribute);
    }

    @Test
    void linksStayInThePage() {
        assertThat(html.element("a", "to", "href", "#claims").toString()).isEqualTo("<a href=\"#claims\">to</a>");
        assertThatThrownBy(() -> html.open("a", "href", "https://example.org")).hasMessageContaining("href");
        assertThatThrownBy(() -> html.open("a", "href", "javascript:alert(1)")).hasMessageContaining("href");
        assertThatThrownBy(() -> html.open("script")).hasMessageContaining("script");
    }

    @Test
    void dataCannotLeaveItsElementAndReadsAsItWas() {
        String hostile = "</script><script>alert(1)</script><!-- & \u2028\u2029";

        html.data("d", ChartData.of(data -> data.text("name", hostile)));

        String written = html.toString();
        String json = written.substring(written.indexOf('>') + 1, written.lastIndexOf("</script>"));
        assertThat(json).doesNotContain("<").doesNotContain("\u2028").doesNotContain("\u2029");
        assertThat(JsonMapper.shared().readTree(json).path("name").asString()).isEqualTo(hostile);
    }

    @Test
    void numbersOfChartsAreShortAndHolesAreNull() {
        assertThat(ChartData.of(data -> data.thousandths("cells", new double[] {0.99951, -0.5, Double.NaN})
                        .number("x", Double.NaN)))
                .isEqualTo("{\"cells\":[1000,-500,null],\"x\":null}");
    }

    @Test
    void longNamesAreCutAndStillKnown() {
        String name = "a".repeat(5_000) + "𝄞" + "z".repeat(4_998);
        new Name(name).write(html);

        assertThat(html.toString())
                .contains("<summary>" + "a".repeat(55) + "…" + "z".repeat(16) + "</summary>")
                .contains("10,000 characters")
                // sha256sum of the name
                .contains("SHA-256 2494589907deba6fe02a6ff5d316eec61688cc4d88f8f88f33c136bedc1d1954")
                .hasSizeLessThan(1_000);
        assertThat(new Name("𝄞".repeat(100)).shown()).isEqualTo("𝄞".repeat(55) + "…" + "𝄞".repeat(16));
        assertThat(new Name("short").shown()).isEqualTo("short");
        assertThat(new Name("q".repeat(100)).inAChart()).hasSize(28);
    }
}
