package dev.provenance.tokenizer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.tokenizer.TestTokenizers;
import dev.provenance.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real tokenizers: figures that were computed independently, relations that are public knowledge. */
class RealPairsTest {

    /** Tokenizers of one descent, as their publishers say or as their files are made; all others stand alone. */
    private static final List<List<String>> FAMILIES = List.of(
            List.of(
                    "llama2-spm",
                    "llama2-hf",
                    "llama2-gguf",
                    "llama1-hf-wizard-vicuna",
                    "openvla-hf",
                    "phi3-gguf",
                    "chinese-llama-alpaca2-spm"),
            List.of("mistral-v0.1-hf", "mistral-v0.3-hf", "mistral-v1-spm", "mistral-v3-spm"),
            List.of("gpt2-vm", "gpt2-gguf", "r50k", "p50k", "roberta-vm"),
            List.of("pythia-hf", "pythia-chatbot-hf", "rwkv4-20B-hf"),
            // InternLM's SentencePiece file was made from a tiktoken list (its trainer_spec says so): that of cl100k.
            List.of(
                    "cl100k",
                    "llama3-tiktoken",
                    "llama3.1-hf",
                    "qwen-tiktoken",
                    "qwen2-vm",
                    "qwen2.5-hf",
                    "qwen3-hf",
                    "internlm-spm",
                    "internlm2-spm"),
            List.of("exaone4-vm", "exaone-korcen-vm"));

    @TestFactory
    Stream<DynamicTest> figuresAndRelationsAreThoseOfTheReference() throws IOException {
        List<String> rows = Files.readAllLines(TestTokenizers.data("data", "tokenizers", "pairs.tsv"));
        return rows.stream()
                .skip(1)
                .map(row -> row.split("\t", -1))
                .map(fields -> DynamicTest.dynamicTest(fields[0] + " and " + fields[1], () -> check(fields)));
    }

    private static void check(String[] fields) throws IOException {
        TokenizerComparison comparison =
                TokenizerComparator.standard().compare(TestTokenizers.real(fields[0]), TestTokenizers.real(fields[1]));

        assertThat(comparison.relation().relation().name()).isIn((Object[]) fields[3].split("\\|"));
        Overlap tokens = comparison.tokens();
        assertThat(tokens).isEqualTo(new Overlap(number(fields[4]), number(fields[5]), number(fields[6])));
        share(tokens.containmentOfA(), fields[7]);
        share(tokens.containmentOfB(), fields[8]);
        share(tokens.jaccard(), fields[9]);
        share(comparison.ids().sameIdShare(), fields[10]);
        share(comparison.ids().order().share(), fields[11]);
        if (fields.length > 12 && !fields[12].isEmpty()) {
            MergeAgreement merges = comparison.merges().orElseThrow();
            assertThat(List.of(merges.sizeA(), merges.sizeB(), merges.common(), merges.commonPrefix()))
                    .containsExactly(number(fields[12]), number(fields[13]), number(fields[14]), number(fields[15]));
        } else {
            assertThat(comparison.merges()).isEmpty();
        }
    }

    private static int number(String field) {
        return Integer.parseInt(field);
    }

    private static void share(OptionalDouble actual, String field) {
        assertThat(actual.orElseThrow()).isCloseTo(Double.parseDouble(field), within(1e-6));
    }

    @Test
    void amongAllPairsThoseOfOneFamilyAndNoOthersAreRelated() throws IOException {
        List<String> names;
        try (Stream<Path> folders = Files.list(TestTokenizers.data("data", "tokenizers"))) {
            names = folders.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        }
        assertThat(names).hasSize(38);
        List<String> wrong = new ArrayList<>();
        Map<TokenizerRelation, Integer> counts = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                String a = names.get(i);
                String b = names.get(j);
                TokenizerRelation relation = TokenizerComparator.standard()
                        .compare(TestTokenizers.real(a), TestTokenizers.real(b))
                        .relation()
                        .relation();
                counts.merge(relation, 1, Integer::sum);
                boolean family = FAMILIES.stream().anyMatch(members -> members.contains(a) && members.contains(b));
                if (family == (relation == TokenizerRelation.UNRELATED)) {
                    wrong.add(a + " and " + b + ": " + relation);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(counts).containsEntry(TokenizerRelation.UNRELATED, 626);
    }

    @Test
    void siblingsAreNamedWithTheirAncestor() throws IOException {
        RelationFinding finding = TokenizerComparator.standard()
                .compare(TestTokenizers.real("llama3.1-hf"), TestTokenizers.real("qwen2.5-hf"))
                .relation();

        assertThat(finding.commonAncestor().orElseThrow().name()).isEqualTo("cl100k_base");
        assertThat(finding.evidence().log10P()).isLessThan(-1000);
    }

    @Test
    void zooIsNamedAsItWasMade() throws IOException {
        assertThat(zoo("alder-ext").relation()).isEqualTo(TokenizerRelation.EXTENDED);
        assertThat(zoo("alder-newtok").relation()).isEqualTo(TokenizerRelation.UNRELATED);
        assertThat(zoo("birch").relation()).isEqualTo(TokenizerRelation.SAME);
        assertThat(zoo("cedar").relation()).isEqualTo(TokenizerRelation.UNRELATED);
        assertThat(zoo("dogwood").relation()).isEqualTo(TokenizerRelation.UNRELATED);
    }

    private static RelationFinding zoo(String suspect) throws IOException {
        return TokenizerComparator.standard()
                .compare(
                        Tokenizer.open(TestTokenizers.data("zoo", "alder")),
                        Tokenizer.open(TestTokenizers.data("zoo", suspect)))
                .relation();
    }
}
