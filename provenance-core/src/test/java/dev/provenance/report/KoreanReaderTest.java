package dev.provenance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.ClaimAnswer;
import dev.provenance.ModelSummary;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.internal.ArchiveMessages;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.Relation;
import dev.provenance.message.Message;
import dev.provenance.report.internal.html.Changed;
import dev.provenance.safetensors.Anomaly;
import dev.provenance.safetensors.DType;
import dev.provenance.safetensors.Rule;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.model.Reason;
import dev.provenance.tokenizer.model.TokenizerRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a Korean reader sees is Korean, in text and on the page, but for names, formulas, units and constants. */
class KoreanReaderTest {

    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

    /** Kinds of constants that are no words: names of formats, and what only an exception says. */
    private static final Set<Class<?>> NOT_TRANSLATED =
            Set.of(DType.class, Rule.class, Anomaly.Kind.class, Reason.Kind.class);

    /** What an exception says stays English, within a Korean sentence. */
    private static final String QUOTED = "영어 원문: ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"alder-deep", "alder-moe"})
    void richReportHasNoEnglishWord(String suspect) throws IOException, InterruptedException {
        ProvenanceReport report = RichReport.of(suspect, folder);

        assertThat(report.notCompared()).isNotEmpty();
        assertThat(report.suspect().anomalies()).isNotEmpty();
        assertThat(report.behavior().orElseThrow().anomalies()).isNotEmpty();
        assertThat(report.history().orElseThrow().anomalies()).isNotEmpty();
        assertThat(report.compute().orElseThrow().checks()).isNotEmpty();
        assertThat(english(TextReport.toString(report, Locale.KOREAN), report)).isEmpty();
        assertThat(english(visible(HtmlReport.toString(report, Locale.KOREAN)), report))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alder", "alder-f16", "alder-ext", "alder-pruned", "alder-embonly", "alder-twin", "birch"})
    void plainReportHasNoEnglishWord(String suspect) throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect));

        assertThat(english(TextReport.toString(report, Locale.KOREAN), report)).isEmpty();
        assertThat(english(visible(HtmlReport.toString(report, Locale.KOREAN)), report))
                .isEmpty();
    }

    /** One English word in one place of either form would be found. */
    @Test
    void englishWordIsFound() throws IOException, InterruptedException {
        ProvenanceReport report = TestModels.examine(TestModels.sample("alder"), TestModels.sample("birch"));
        ProvenanceReport changed = Changed.with(
                report,
                "verdict",
                Changed.with(report.verdict(), "reasons", List.of(Message.verbatim("가중치는 similar 합니다"))));

        assertThat(english(TextReport.toString(changed, Locale.KOREAN), changed))
                .containsOnlyKeys("similar");
        assertThat(english(visible(HtmlReport.toString(changed, Locale.KOREAN)), changed))
                .containsOnlyKeys("similar");
        assertThat(english(TextReport.toString(report), report)).hasSizeGreaterThan(50);
        assertThat(english(visible(HtmlReport.toString(report)), report)).hasSizeGreaterThan(300);
    }

    /** What a page shows: texts, names for those who do not see, and the words in its charts. */
    private static String visible(String page) {
        String body = page.substring(page.indexOf("<main"), page.indexOf("<footer"));
        StringBuilder charts = new StringBuilder();
        Pattern.compile("(?s)<script type=\"application/json\"[^>]*>(.*?)</script>")
                .matcher(body)
                .results()
                .forEach(match -> texts(JsonMapper.shared().readTree(match.group(1)), charts));
        String attributes = Pattern.compile("(?:title|aria-label)=\"([^\"]*)\"")
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .reduce("", (all, text) -> all + "\n" + text);
        String text = body.replaceAll("(?s)<script.*?</script>", " ").replaceAll("<[^>]*>", "\n");
        return (page.substring(page.indexOf("<title>") + 7, page.indexOf("</title>")) + text + attributes + charts)
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#96;", "`")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static void texts(JsonNode node, StringBuilder target) {
        if (node.isString()) {
            target.append('\n').append(node.stringValue());
        }
        node.forEach(child -> texts(child, target));
    }

    private static Map<String, String> english(String shown, ProvenanceReport report) {
        StringBuilder unwrapped = new StringBuilder();
        // Of a word that is longer than a line the rest stands on the next.
        shown.lines().forEach(line -> unwrapped.append(Columns.width(line) >= Columns.WIDTH - 1 ? line : line + "\n"));
        return EnglishWords.in(unwrapped.toString().replaceAll("(?s)\\(" + QUOTED + ".*?\\)", ""), names(report));
    }

    /** Names and values from files, and the library's own constants that stand beside their Korean. */
    private static List<String> names(ProvenanceReport report) {
        List<String> names = new ArrayList<>(List.of(report.libraryVersion()));
        Stream.concat(report.bases().stream(), Stream.of(report.suspect())).forEach(model -> names(model, names));
        report.tensors().forEach(tensor -> names.addAll(List.of(tensor.name(), tensor.baseName())));
        report.notCompared().forEach(tensor -> names.add(tensor.name()));
        report.architecture().components().stream()
                .flatMap(component -> component.fields().stream())
                .forEach(field -> {
                    field.base().ifPresent(names::add);
                    field.suspect().ifPresent(names::add);
                });
        report.tokenizer().comparison().ifPresent(comparison -> tokens(comparison, names));
        report.behavior().ifPresent(behavior -> {
            behavior.recordings().forEach(recording -> names.add(recording.name()));
            behavior.traits().forEach(traits -> {
                names.addAll(traits.refusals().wordings().keySet());
                names.addAll(traits.identity().mentions().keySet());
            });
        });
        report.history().ifPresent(history -> {
            history.checkpoints().forEach(checkpoint -> names.add(checkpoint.name()));
            history.log().ifPresent(names::add);
            names.addAll(List.of("logs", "wide", "sliding_window", "generation_config.json"));
        });
        report.compute()
                .flatMap(compute -> compute.declared().accelerator())
                .ifPresent(device -> names.addAll(List.of(device.source(), device.id())));
        report.policy().thresholds().forEach(threshold -> names.add(threshold.name()));
        for (Class<?> constants : List.of(Relation.class, DType.class)) {
            Arrays.stream(constants.getEnumConstants()).map(Object::toString).forEach(names::add);
        }
        return names;
    }

    private static void tokens(TokenizerComparison comparison, List<String> names) {
        comparison.declared().roles().forEach(role -> {
            names.addAll(role.a());
            names.addAll(role.b());
        });
        comparison.declared().rules().forEach(rule -> {
            names.add(rule.name());
            Stream.concat(rule.a().stream(), rule.b().stream()).forEach(text -> {
                names.add(text);
                if (text.length() > 72) { // as the page cuts it
                    names.add(text.substring(0, 55) + "…" + text.substring(text.length() - 16));
                }
            });
        });
        Stream.concat(comparison.scripts().onlyInA().stream(), comparison.scripts().onlyInB().stream())
                .forEach(group -> {
                    names.addAll(group.examples());
                    names.add(String.join(" ", group.examples()));
                });
    }

    private static void names(ModelSummary model, List<String> names) {
        names.add(model.name());
        names.addAll(List.of("config.json", "hidden_size", "head_dim"));
        model.files().forEach(file -> names.addAll(List.of(file.name(), file.headerSha256())));
        model.settings().forEach(file -> names.addAll(List.of(file.name(), file.sha256())));
        model.tokenizerFiles().forEach(file -> names.addAll(List.of(file.name(), file.sha256())));
        model.anomalies()
                .forEach(anomaly -> names.add(String.valueOf(anomaly.file().getFileName())));
        model.config().ifPresent(config -> {
            config.modelType().ifPresent(names::add);
            names.addAll(config.architectures());
            config.anomalies().forEach(anomaly -> names.add(anomaly.actual().toString()));
        });
    }

    /** A constant without a term reads as in the code, in every language. */
    @Test
    void everyConstantOfAReportHasItsKoreanName() {
        for (Class<?> type : ReaderConstants.enums(ClaimAnswer.class)) {
            if (NOT_TRANSLATED.contains(type)) {
                continue;
            }
            for (Object constant : type.getEnumConstants()) {
                if (constant instanceof TokenizerRule rule && rule.compareTo(TokenizerRule.DUPLICATE_ID) < 0) {
                    continue; // only exceptions say these
                }
                Message message = Message.of("message.verbatim", constant);
                assertThat(message.toString())
                        .as(type.getName())
                        .satisfiesAnyOf(
                                term -> assertThat(term).isNotEqualTo(((Enum<?>) constant).name()),
                                term -> assertThat(constant)
                                        .isInstanceOfAny(
                                                Relation.class,
                                                dev.provenance.tokenizer.model.TokenizerType.class,
                                                dev.provenance.tokenizer.model.TokenizerFormat.class,
                                                dev.provenance.history.compute.Precision.class));
            }
        }
    }

    /** Terms are found by a type's simple name: two types of one name must not mean different things by one constant. */
    @Test
    void noTwoConstantsShareATermUnlessTheyMeanTheSame() {
        Map<String, Class<?>> owners = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (Class<?> type : ReaderConstants.enums(ClaimAnswer.class)) {
            if (NOT_TRANSLATED.contains(type)) {
                continue;
            }
            for (Object constant : type.getEnumConstants()) {
                String key = type.getSimpleName() + "." + ((Enum<?>) constant).name();
                if (owners.put(key, type) != null) {
                    shared.add(key);
                }
            }
        }
        assertThat(shared).containsExactlyInAnyOrder("Side.BASE", "Side.SUSPECT");
    }

    @ParameterizedTest
    @EnumSource(TensorKind.class)
    void everyKindOfTensorIsInWords(TensorKind kind) {
        Message role = new TensorRole("text", kind, OptionalInt.of(3), OptionalInt.of(1)).message();

        assertThat(role.toString())
                .isEqualTo(role.toString().toLowerCase(Locale.ROOT))
                .endsWith("of layer 3, expert 1");
        assertThat(role.in(Locale.KOREAN)).startsWith("3번 층 1번 전문가 ").containsPattern(HANGUL);
        assertThat(EnglishWords.in(role.in(Locale.KOREAN), List.of())).isEmpty();
    }

    /** The safetensors module stands alone and has its English itself; both say the same. */
    @ParameterizedTest
    @EnumSource(Anomaly.Kind.class)
    void oddFilesReadAsTheirModuleSays(Anomaly.Kind kind) {
        List<Object> values = new ArrayList<>();
        for (MatchResult place :
                Pattern.compile("%[sd]").matcher(kind.pattern()).results().toList()) {
            values.add(place.group().equals("%d") ? (Object) 7 : "x");
        }
        Anomaly anomaly = new Anomaly(Path.of("a", "b.safetensors"), kind, values);

        assertThat(ArchiveMessages.of(anomaly)).hasToString("b.safetensors: " + anomaly.detail());
        assertThat(ArchiveMessages.of(anomaly).in(Locale.KOREAN)).containsPattern(HANGUL);
    }

    @Test
    void measuresAreKorean() {
        for (Measure measure : Measure.values()) {
            assertThat(Message.of("message.verbatim", measure).in(Locale.KOREAN))
                    .containsPattern(HANGUL);
        }
    }
}
