package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.MadeTowers.Naming;
import dev.provenance.lineage.Claim;
import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.Finding.Outcome;
import dev.provenance.lineage.Measure;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.internal.matrix.Matrix;
import dev.provenance.report.JsonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Towers are judged as text models are, whatever the text models beside them are. Those here were trained apart. */
class TowersTest {

    private static final Naming CLIP = Naming.LLAVA;

    @TempDir
    Path folder;

    private Path base(Map<String, Matrix> tower) throws IOException {
        return MadeTowers.beside("alder", tower, folder.resolve("base"));
    }

    private ProvenanceReport examine(Map<String, Matrix> base, Map<String, Matrix> suspect)
            throws IOException, InterruptedException {
        return TestModels.examine(base(base), MadeTowers.beside("birch", suspect, folder.resolve("suspect")));
    }

    private static ComponentVerdict part(ProvenanceReport report, String component) {
        return report.components().stream()
                .filter(part -> part.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    private static Finding finding(ProvenanceReport report, String component, Measure measure) {
        return report.findings().stream()
                .filter(finding -> finding.component().equals(component) && finding.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    private static ClaimAnswer weights(ProvenanceReport report) {
        return report.claims().getFirst();
    }

    private static void assertReused(ProvenanceReport report, String component) {
        assertThat(report.verdict().relation()).isEqualTo(Relation.PARTS_REUSED);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.YES);
        assertThat(report.verdict().initialisationShared()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(part(report, component).shared()).isEqualTo(Answer.YES);
        assertThat(part(report, "text").shared()).isEqualTo(Answer.NO_EVIDENCE);
        assertThat(part(report, "text").relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
    }

    /** With all units in place p is 1/128! in each of three layers, combined by Fisher's method. */
    @Test
    void lightlyChangedTowerIsReused() throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(CLIP, 1);

        ProvenanceReport report = examine(tower, MadeTowers.mixed(tower, MadeTowers.tower(CLIP, 2), 0.995, 0.99));

        assertReused(report, "vision");
        assertThat(report.verdict().reasons().getFirst())
                .hasToString("Trained weights of these parts are shared, by tests of each part alone: vision."
                        + " Both models may have them from a third one.");
        assertThat(report.verdict().reasons())
                .anyMatch(reason -> reason.toString().equals("No shared weights found in these parts: text."))
                .anyMatch(reason -> reason.toString().startsWith("vision: 3 of 3 layers match a layer of the base"))
                .anyMatch(reason -> reason.toString().contains("If the base did, this is FINE_TUNED"));
        assertThat(part(report, "vision").relation()).isEqualTo(Relation.COMMON_ORIGIN);
        // √(1 − 0.995²) of each matrix is the other tower's.
        assertThat(part(report, "vision").sentence().toString())
                .matches(
                        "Tests that find shared trained weights: 3\\. The matrices changed by 0\\.(09|10)\\d of their norm"
                                + " \\(median\\); both models may have this part from a third one\\.");
        Finding fixed = finding(report, "vision", Measure.FIXED_POINTS);
        int units = MadeTowers.UNITS * MadeTowers.LAYERS;
        double half = MadeTowers.LAYERS * Gamma.logGamma(MadeTowers.UNITS + 1.0);
        assertThat(fixed.claim()).isEqualTo(Claim.PART_SHARED);
        assertThat(fixed.outcome()).isEqualTo(Outcome.FOR);
        assertThat(fixed.statistic()).isEqualTo(units);
        assertThat(fixed.effect()).isEqualTo(1);
        assertThat(fixed.log10P().orElseThrow())
                .isCloseTo((-half + Math.log(1 + half + half * half / 2)) / Math.log(10), within(1e-6));
        assertThat(fixed.coverage())
                .isCloseTo(2.0 * units * MadeTowers.WIDTH / report.suspect().parameters(), within(1e-12));
        assertThat(fixed.reason().toString()).startsWith("vision: 384 of 384 hidden units");
        assertThat(weights(report).sentence().toString())
                .startsWith("Only these parts are shared: vision; both models may have them from a third one.");
        assertThat(weights(report).log10P().orElseThrow()).isLessThan(-500);
    }

    /** The user's word on the models is taken for their parts too, and the word of the text model where that comes from the base's. */
    @Test
    void orderNamesTheRelationOfATower() throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(CLIP, 1);
        Map<String, Matrix> other = MadeTowers.tower(CLIP, 2);
        Path base = base(tower);
        Path tuned = MadeTowers.beside("birch", MadeTowers.mixed(tower, other, 0.995, 0.99), folder.resolve("tuned"));
        Path trained = MadeTowers.beside("birch", MadeTowers.mixed(tower, other, 0.75, 0.8), folder.resolve("trained"));
        Path whole =
                MadeTowers.beside("alder-ext", MadeTowers.mixed(tower, other, 0.995, 0.99), folder.resolve("whole"));

        assertThat(part(TestModels.examineKnowingTheOrder(base, tuned), "vision")
                        .relation())
                .isEqualTo(Relation.FINE_TUNED);
        assertThat(part(TestModels.examineKnowingTheOrder(base, trained), "vision")
                        .relation())
                .isEqualTo(Relation.CONTINUED_PRETRAINING);
        ProvenanceReport ofBoth = TestModels.examine(base, whole);
        assertThat(ofBoth.verdict().relation()).isEqualTo(Relation.VOCABULARY_EXTENDED);
        assertThat(ofBoth.verdict().further()).doesNotContain(Relation.PARTS_REUSED);
        assertThat(part(ofBoth, "vision").relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(part(ofBoth, "vision").sentence()).hasToString("Tests that find shared trained weights: 3.");
    }

    /** By number no unit is where it was; by weights all are found. */
    @Test
    void permutedTowerIsReused() throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(CLIP, 1);

        ProvenanceReport report = examine(tower, MadeTowers.permuted(tower, CLIP, 9));

        assertReused(report, "vision");
        assertThat(finding(report, "vision", Measure.FIXED_POINTS).outcome()).isEqualTo(Outcome.NOTHING_FOUND);
        Finding match = finding(report, "vision", Measure.MATCH_BY_WEIGHTS);
        assertThat(match.outcome()).isEqualTo(Outcome.FOR);
        assertThat(match.effect()).isEqualTo(1);
        assertThat(report.verdict().disguises()).containsExactly(Disguise.PERMUTED);
    }

    @Test
    void independentTowerIsNotAccused() throws IOException, InterruptedException {
        ProvenanceReport report = examine(MadeTowers.tower(CLIP, 1), MadeTowers.tower(CLIP, 2));

        assertThat(report.verdict().relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.NO_EVIDENCE);
        assertThat(report.verdict().reasons().getFirst())
                .hasToString("No shared weights found in these parts: text, vision.");
        assertThat(part(report, "vision").relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
        assertThat(part(report, "vision").sentence().toString())
                .matches("Nothing found by 3 tests; a share of \\d+ % of the base's weights would have been found\\.");
        assertThat(weights(report).opposing().findings())
                .anyMatch(finding -> finding.component().equals("vision"))
                .anyMatch(finding -> finding.component().equals("text"));
    }

    /** Trained layers of known descent, without their gates, as towers beside text models that were trained apart. */
    @ParameterizedTest
    @CsvSource({
        "alder, YES, IDENTICAL",
        "alder-ft, YES, COMMON_ORIGIN",
        "alder-lora, YES, ADAPTER_MERGED",
        "alder-newtok, YES, COMMON_ORIGIN",
        "alder-cpt, YES, CONTINUED_PRETRAINING",
        "alder-deep, YES, DEPTH_UPSCALED",
        "alder-pruned, YES, PRUNED",
        "alder-twin, NO_EVIDENCE, SHARED_INITIALISATION",
        "alder-embonly, NO_EVIDENCE, NO_SHARED_WEIGHTS_FOUND",
        "alder-distilled, NO_EVIDENCE, NO_SHARED_WEIGHTS_FOUND",
        "birch, NO_EVIDENCE, NO_SHARED_WEIGHTS_FOUND",
    })
    void towersOfKnownDescentAreToldApart(String sample, Answer shared, Relation relation)
            throws IOException, InterruptedException {
        ProvenanceReport report = examine(MadeTowers.ofSample("alder"), MadeTowers.ofSample(sample));

        assertThat(part(report, "vision").shared()).isEqualTo(shared);
        assertThat(part(report, "vision").relation()).isEqualTo(relation);
        assertThat(report.verdict().relation()).isEqualTo(shared == Answer.YES ? Relation.PARTS_REUSED : relation);
    }

    /** Five towers against one, once of directions of their own and once of the same ones: no test says anything. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void independentTowersGiveNoSmallP(boolean sameDirections) throws IOException, InterruptedException {
        Path base = base(MadeTowers.tower(CLIP, 100, 1));
        for (int seed = 101; seed < 106; seed++) {
            Map<String, Matrix> tower = MadeTowers.tower(CLIP, seed, sameDirections ? 1 : seed);
            ProvenanceReport report =
                    TestModels.examine(base, MadeTowers.beside("birch", tower, folder.resolve("of" + seed)));

            assertThat(part(report, "vision").relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
            assertThat(report.findings())
                    .filteredOn(finding -> finding.component().equals("vision")
                            && finding.log10P().isPresent())
                    .hasSize(3)
                    .allMatch(finding -> finding.log10P().getAsDouble() > -3);
        }
    }

    /** Little of the weights and nothing of the norms in common, yet far more than chance gives. */
    @Test
    void sharedRandomStartIsNoReuse() throws IOException, InterruptedException {
        Map<String, Matrix> start = MadeTowers.tower(CLIP, 1);
        Map<String, Matrix> one = MadeTowers.mixed(start, MadeTowers.tower(CLIP, 2), 0.55, 0);
        Map<String, Matrix> other = MadeTowers.mixed(start, MadeTowers.tower(CLIP, 3), 0.55, 0);

        ProvenanceReport report = examine(one, other);

        assertThat(finding(report, "vision", Measure.FIXED_POINTS).log10P().orElseThrow())
                .isLessThan(-6);
        assertThat(report.verdict().relation()).isEqualTo(Relation.SHARED_INITIALISATION);
        assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.NO_EVIDENCE);
        assertThat(report.verdict().log10P().orElseThrow()).isLessThan(-6);
        assertThat(part(report, "vision").shared()).isEqualTo(Answer.NO_EVIDENCE);
        assertThat(part(report, "vision").relation()).isEqualTo(Relation.SHARED_INITIALISATION);
        assertThat(part(report, "text").relation()).isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
        assertThat(report.claims())
                .filteredOn(claim -> claim.claim() == Claim.INITIALISATION_SHARED)
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.answer()).isEqualTo(Answer.YES);
                    assertThat(claim.sentence().toString())
                            .startsWith("In these parts alone")
                            .endsWith(": vision.");
                });
        assertThat(report.verdict().reasons())
                .anyMatch(reason ->
                        reason.toString().equals("Only initial random numbers are shared in these parts: vision."));
    }

    /** Nearly equal, and no norm moved: a seed in common looks the same. So does a start that only one of them was trained from. */
    @Test
    void towerWithoutASignOfTrainingIsUndecided() throws IOException, InterruptedException {
        Map<String, Matrix> start = MadeTowers.untrained(MadeTowers.tower(CLIP, 1));
        Map<String, Matrix> near = MadeTowers.mixed(start, MadeTowers.tower(CLIP, 2), 0.995, 1);
        Map<String, Matrix> trained = MadeTowers.mixed(start, MadeTowers.tower(CLIP, 2), 0.9, 0);
        Path base = base(start);

        for (Map<String, Matrix> suspect : List.of(near, trained)) {
            Path beside = MadeTowers.beside("birch", suspect, folder.resolve("suspect" + suspect.hashCode()));
            ProvenanceReport report = TestModels.examine(base, beside);

            assertThat(report.verdict().relation()).isEqualTo(Relation.INCONCLUSIVE);
            assertThat(report.verdict().weightsRelated()).isEqualTo(Answer.INCONCLUSIVE);
            assertThat(part(report, "vision").shared()).isEqualTo(Answer.INCONCLUSIVE);
            assertThat(part(report, "vision").sentence())
                    .hasToString(
                            "Nothing shows that both models were trained for more than a little: what is shared is not told from random numbers of one seed.");
        }
    }

    /** As in towers that are made to test programs: norms as random as the rest. */
    @Test
    void normsDrawnAroundZeroAreNoTraining() throws IOException, InterruptedException {
        Random random = new Random(3);
        Map<String, Matrix> drawn = new LinkedHashMap<>(MadeTowers.tower(CLIP, 1));
        drawn.replaceAll((name, tensor) -> {
            if (!name.matches(".*norm\\d?\\.weight")) {
                return tensor;
            }
            Matrix norm = tensor.copy();
            for (int i = 0; i < norm.columns(); i++) {
                norm.row(0)[i] = (float) (0.2 * random.nextGaussian());
            }
            return norm;
        });

        ProvenanceReport report = examine(drawn, MadeTowers.mixed(drawn, MadeTowers.tower(CLIP, 2), 0.995, 1));

        assertThat(part(report, "vision").shared()).isEqualTo(Answer.INCONCLUSIVE);
    }

    @Test
    void partlyTrainedTowerIsReused() throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(CLIP, 1);

        ProvenanceReport report = examine(tower, MadeTowers.withLayerOf(tower, MadeTowers.tower(CLIP, 2), CLIP, 1));

        assertReused(report, "vision");
        assertThat(report.verdict().reasons())
                .anyMatch(reason -> reason.toString()
                        .startsWith("vision: 2 of 3 layers match a layer of the base (0 from 0, 2 from 2)"));
    }

    /** The usual case: one public tower, a projector of each model's own. */
    @Test
    void equalTowerWithAnotherProjectorIsReused() throws IOException, InterruptedException {
        Map<String, Matrix> base = new LinkedHashMap<>(MadeTowers.tower(CLIP, 1));
        Map<String, Matrix> suspect = new LinkedHashMap<>(base);
        base.putAll(MadeTowers.projector(5));
        suspect.putAll(MadeTowers.projector(6));

        ProvenanceReport report = examine(base, suspect);

        assertReused(report, "vision");
        assertThat(part(report, "vision").relation()).isEqualTo(Relation.IDENTICAL);
        assertThat(part(report, "projector").shared()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(report.verdict().reasons().getFirst())
                .hasToString(
                        "Every number of these parts is the base's: vision. Both models may have them from a third one.");
    }

    /** The text is the base's and its tower is not: a model of parts, and a claim that does not reach the tower. */
    @Test
    void derivedTextDoesNotAccuseItsTower() throws IOException, InterruptedException {
        Path base = base(MadeTowers.tower(CLIP, 1));
        Path suspect = MadeTowers.beside("alder-ft", MadeTowers.tower(CLIP, 2), folder.resolve("suspect"));

        ProvenanceReport report = TestModels.examineKnowingTheOrder(base, suspect);

        assertThat(report.verdict().relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(report.verdict().further()).contains(Relation.PARTS_REUSED);
        assertThat(part(report, "text").relation()).isEqualTo(Relation.FINE_TUNED);
        assertThat(part(report, "vision").shared()).isEqualTo(Answer.NO_EVIDENCE);
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void towersOfManyFamiliesAreJudged(Naming naming) throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(naming, 1);
        Map<String, Matrix> other = MadeTowers.tower(naming, 2);
        String component = switch (naming) {
            case LLAVA, QWEN2_VL, QWEN25_VL -> "vision";
            case QWEN2_AUDIO -> "audio";
            case STRANGE -> "<b>strange</b>\u202e";
        };

        assertReused(examine(tower, MadeTowers.mixed(tower, other, 0.98, 0.95)), component);
        Path apart = MadeTowers.beside("birch", other, folder.resolve("apart"));
        assertThat(part(TestModels.examine(folder.resolve("base"), apart), component)
                        .relation())
                .isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
    }

    /** The nearest base is the one whose tower is shared; p-values are corrected for two bases and two components of each. */
    @Test
    void panelFindsTheBaseOfATower() throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(CLIP, 1);
        Path one = MadeTowers.beside("alder", MadeTowers.tower(CLIP, 3), folder.resolve("one"));
        Path two = MadeTowers.beside("alder", tower, folder.resolve("two"));
        Path suspect = MadeTowers.beside("birch", MadeTowers.permuted(tower, CLIP, 4), folder.resolve("suspect"));
        try (Model first = Model.open(one);
                Model second = Model.open(two);
                Model examined = Model.open(suspect)) {
            ProvenanceReport report =
                    Provenance.examine(examined).against(first, second).run();

            assertThat(report.verdict().base()).isEqualTo("two");
            assertThat(report.verdict().relation()).isEqualTo(Relation.PARTS_REUSED);
            assertThat(report.comparisons().getFirst().conclusion().relation())
                    .isEqualTo(Relation.NO_SHARED_WEIGHTS_FOUND);
            ComponentConclusion vision =
                    report.comparisons().getLast().components().getLast();
            assertThat(vision.component()).isEqualTo("vision");
            assertThat(vision.conclusion().adjustedLog10P())
                    .isCloseTo(vision.conclusion().log10P() + Math.log10(4), within(1e-9));
        }
    }

    @Test
    void sameInputGivesTheSameReportOnAnyNumberOfThreads() throws IOException, InterruptedException {
        Map<String, Matrix> tower = MadeTowers.tower(Naming.QWEN25_VL, 1);
        Path base = base(tower);
        Path suspect =
                MadeTowers.beside("birch", MadeTowers.permuted(tower, Naming.QWEN25_VL, 3), folder.resolve("suspect"));
        try (Model origin = Model.open(base);
                Model examined = Model.open(suspect)) {
            assertThat(json(Provenance.examine(examined).against(origin).parallelism(1)))
                    .isEqualTo(json(Provenance.examine(examined).against(origin).parallelism(3)));
        }
    }

    private static String json(Examination examination) throws IOException, InterruptedException {
        return JsonReport.toString(examination.run())
                .replaceFirst("\"createdAt\" : \"[^\"]*\"", "")
                .replaceAll("\"milliseconds\" : \\{[^}]*}", "");
    }
}
