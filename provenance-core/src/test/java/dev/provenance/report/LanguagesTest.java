package dev.provenance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.MadeTowers;
import dev.provenance.MadeTowers.Naming;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.message.Message;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A report in Korean is Korean throughout, and fits a terminal as the English one does. */
class LanguagesTest {

    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");
    /** Three English words in a row are a sentence, or a piece of one. */
    private static final Pattern ENGLISH = Pattern.compile("\\b[A-Za-z]?[a-z]+[,;:]? [a-z]+[,;:]? [a-z]+\\b");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alder",
                "alder-f16",
                "alder-ft",
                "alder-ext",
                "alder-cpt",
                "alder-deep",
                "alder-pruned",
                "alder-moe",
                "alder-embonly",
                "alder-twin",
                "birch"
            })
    void koreanReportHasNoEnglishSentence(String suspect) throws IOException, InterruptedException {
        assertKorean(TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect)));
    }

    /** Reused, of one random start, and without a sign of training; the text models share nothing. */
    @Test
    void towersReadKorean() throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(Naming.LLAVA, 1);
        Map<String, Matrix> other = MadeTowers.tower(Naming.LLAVA, 2);
        Path base = MadeTowers.beside("alder", tower, folder.resolve("base"));
        int number = 0;
        for (Map<String, Matrix> suspect : List.of(
                MadeTowers.mixed(tower, other, 0.98, 0.9),
                MadeTowers.mixed(tower, other, 0.35, 0),
                MadeTowers.untrained(tower),
                other)) {
            assertKorean(TestModels.examine(
                    base, MadeTowers.beside("birch", suspect, folder.resolve("suspect" + number++))));
        }
    }

    private static void assertKorean(ProvenanceReport report) {
        String text = TextReport.toString(report, Locale.KOREAN);

        assertThat(text.lines()).allMatch(line -> Columns.width(line) <= Columns.WIDTH, "fits 80 columns");
        assertThat(text.lines().filter(line -> ENGLISH.matcher(line).find()).toList())
                .isEmpty();
        assertThat(sentences(report))
                .allSatisfy(message -> assertThat(message.in(Locale.KOREAN))
                        .containsPattern(HANGUL)
                        .doesNotContainPattern(ENGLISH));
        assertThat(text.lines().count())
                .isLessThanOrEqualTo(TextReport.toString(report).lines().count() + 8);
    }

    /** All that the report says in sentences, whether the text shows them or only other forms do. */
    private static List<Message> sentences(ProvenanceReport report) {
        List<Message> messages = new ArrayList<>(report.verdict().reasons());
        report.findings().forEach(finding -> {
            messages.add(finding.reason());
            messages.add(finding.nullModel().made());
        });
        report.notCompared().forEach(tensor -> messages.add(tensor.reason()));
        report.architecture().components().forEach(component -> {
            messages.addAll(component.remarks());
            component.kinds().forEach(kind -> messages.add(kind.comparability().reason()));
        });
        messages.addAll(report.architecture().notes());
        report.passes().forEach(pass -> messages.add(pass.purpose()));
        messages.addAll(report.tokenizer().reasons());
        report.claims().forEach(claim -> messages.add(claim.sentence()));
        report.components().forEach(component -> messages.add(component.sentence()));
        report.policy().thresholds().forEach(threshold -> {
            messages.add(threshold.meaning());
            messages.add(threshold.source());
        });
        return messages;
    }

    @Test
    void anotherLanguageReadsEnglish() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("alder-ft"));

        assertThat(TextReport.toString(report, Locale.FRENCH)).isEqualTo(TextReport.toString(report));
        assertThat(TextReport.toString(report, Locale.KOREA)).isEqualTo(TextReport.toString(report, Locale.KOREAN));
    }

    /** The tokenizer module stands alone and has its English itself; both say the same. */
    @ParameterizedTest
    @EnumSource(Reason.Kind.class)
    void englishOfTokenizersIsThatOfTheirModule(Reason.Kind kind) {
        Object[] values = {7, 8.5, 9, 10, 11};
        String english = String.format(Locale.ROOT, kind.pattern().replaceAll("%[,.0-9]*[dfs]", "%s"), values);

        assertThat(pattern("tokenizer." + kind.name(), values)).isEqualTo(english);
    }

    private static String pattern(String key, Object... values) {
        ResourceBundle bundle = ResourceBundle.getBundle("dev.provenance.message.tokenizer", Locale.ROOT);
        return String.format(
                Locale.ROOT, bundle.getString(key.substring(10)).replaceAll("%[,.0-9]*[dfs]", "%s"), values);
    }

    @ParameterizedTest
    @EnumSource(value = TokenizerRule.class, mode = EnumSource.Mode.MATCH_ANY, names = ".*")
    void oddTokenizersReadAsTheirModuleSays(TokenizerRule rule) {
        if (rule.compareTo(TokenizerRule.DUPLICATE_ID) >= 0) {
            assertThat(Message.of("message.verbatim", rule)).hasToString(rule.text());
            assertThat(Message.of("message.verbatim", rule).in(Locale.KOREAN)).containsPattern(HANGUL);
        }
    }
}
