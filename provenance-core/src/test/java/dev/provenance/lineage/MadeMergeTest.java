package dev.provenance.lineage;

import static dev.provenance.lineage.MadeModels.mixed;
import static dev.provenance.lineage.MadeModels.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.Examination;
import dev.provenance.Model;
import dev.provenance.Provenance;
import dev.provenance.ProvenanceReport;
import dev.provenance.Verdict;
import dev.provenance.lineage.internal.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges of more than two made models. */
class MadeMergeTest {

    private static final double[] SHARES = {0.5, 0.3, 0.2};

    @TempDir
    Path folder;

    private final Map<String, Matrix> origin = model(1);
    /** Fine-tuned apart from one origin. */
    private final List<Map<String, Matrix>> parents = List.of(
            mixed(origin, model(2), 0.98, 0.98),
            mixed(origin, model(3), 0.98, 0.98),
            mixed(origin, model(4), 0.98, 0.98));

    private Map<String, Matrix> merge() {
        return combined(parents, SHARES);
    }

    private Map<String, Matrix> combined(List<Map<String, Matrix>> members, double... shares) {
        Map<String, Matrix> merged = new LinkedHashMap<>();
        origin.forEach((name, tensor) -> {
            Matrix sum = Matrix.zeros(tensor.rows(), tensor.columns());
            for (int member = 0; member < shares.length; member++) {
                for (int i = 0; i < sum.rows(); i++) {
                    float[] row = sum.row(i);
                    for (int j = 0; j < row.length; j++) {
                        row[j] += (float) (shares[member]
                                * MadeModels.matrix(members.get(member), name).at(i, j));
                    }
                }
            }
            merged.put(name, sum);
        });
        return merged;
    }

    private Verdict verdict(List<Map<String, Matrix>> bases) throws IOException, InterruptedException {
        return report(merge(), bases).verdict();
    }

    private ProvenanceReport report(Map<String, Matrix> suspectModel, List<Map<String, Matrix>> bases)
            throws IOException, InterruptedException {
        return report(suspectModel, bases, true);
    }

    private ProvenanceReport report(
            Map<String, Matrix> suspectModel, List<Map<String, Matrix>> bases, boolean olderBases)
            throws IOException, InterruptedException {
        Path examined = folder.resolve("suspect.safetensors");
        MadeModels.write(suspectModel, examined);
        List<Model> panel = new ArrayList<>();
        try (Model suspect = Model.open(examined)) {
            for (int i = 0; i < bases.size(); i++) {
                Path file = folder.resolve("base" + i + ".safetensors");
                MadeModels.write(bases.get(i), file);
                panel.add(Model.open(file));
            }
            Model[] all = panel.toArray(Model[]::new);
            Examination examination = Provenance.examine(suspect).against(all);
            return (olderBases ? examination.cameFirst(all) : examination).run();
        } finally {
            panel.forEach(Model::close);
        }
    }

    private List<Relation> relations(Map<String, Matrix> suspect, List<Map<String, Matrix>> bases)
            throws IOException, InterruptedException {
        return report(suspect, bases).comparisons().stream()
                .map(comparison -> comparison.conclusion().relation())
                .toList();
    }

    @Test
    void threeParentsAreFoundWithTheirShares() throws IOException, InterruptedException {
        Verdict verdict = verdict(List.of(parents.get(0), parents.get(1), parents.get(2), model(9)));

        assertThat(verdict.relation()).isEqualTo(Relation.MERGED);
        assertThat(verdict.reasons())
                .anyMatch(reason -> reason.toString().contains("0.500 of 'base0")
                        && reason.toString().contains("0.300 of 'base1")
                        && reason.toString().contains("0.200 of 'base2"));
    }

    @Test
    void withoutOneParentItIsNoMerge() throws IOException, InterruptedException {
        Verdict verdict = verdict(List.of(parents.get(0), parents.get(1), model(9)));

        assertThat(verdict.relation()).isEqualTo(Relation.FINE_TUNED);
    }

    @Test
    void aMergeIsOfItsParentsAndTheirOriginNotOfTheirSiblings() throws IOException, InterruptedException {
        assertThat(relations(
                        merge(),
                        List.of(
                                parents.get(0),
                                parents.get(1),
                                parents.get(2),
                                origin,
                                mixed(origin, model(5), 0.98, 0.98))))
                .containsExactly(
                        Relation.MERGED, Relation.MERGED, Relation.MERGED, Relation.MERGED, Relation.COMMON_ORIGIN);
    }

    /** Two inexact copies of one base combine to something nearer to a third copy than each is; that is no merge. */
    @Test
    void aCopyIsNoMergeOfOtherCopies() throws IOException, InterruptedException {
        Map<String, Matrix> copied = parents.getFirst();

        assertThat(relations(
                        copied,
                        List.of(
                                mixed(copied, model(6), 0.999998, 0.999998),
                                mixed(copied, model(7), 0.99998, 0.99998),
                                parents.get(1))))
                .doesNotContain(Relation.MERGED);
    }

    /** Task arithmetic: changes added up. Without knowing the order any of the four is such a combination of the others. */
    @Test
    void changesAddedToTheirOriginAreAMergeIfTheOrderIsKnown() throws IOException, InterruptedException {
        List<Map<String, Matrix>> members = List.of(origin, parents.get(0), parents.get(1));
        Map<String, Matrix> added = combined(members, -0.6, 0.8, 0.8);

        Verdict known = report(added, members, true).verdict();
        assertThat(known.relation()).isEqualTo(Relation.MERGED);
        assertThat(known.reasons()).anyMatch(reason -> reason.toString().contains("-0.600 of 'base0"));
        assertThat(report(added, members, false).verdict().relation()).isNotEqualTo(Relation.MERGED);
    }

    /** A stranger that has one layer of the merge, number for number or nearly, is no reason against it. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.9999})
    void aBaseThatSharesOneLayerDoesNotHideAMerge(double share) throws IOException, InterruptedException {
        Map<String, Matrix> merged = merge();
        Map<String, Matrix> borrower = model(9);
        mixed(merged, model(8), share, share).forEach((name, tensor) -> {
            if (name.contains("layers.1.")) {
                borrower.put(name, tensor);
            }
        });

        assertThat(relations(merged, List.of(parents.get(0), parents.get(1), parents.get(2), borrower))
                        .subList(0, 3))
                .containsOnly(Relation.MERGED);
    }

    /** Fewer units show that the suspect is later than both; only the place of the other base tells which it comes from. */
    @Test
    void aSignOfBeingLaterDoesNotMakeASiblingTheParent() throws IOException, InterruptedException {
        Map<String, Matrix> pruned = MadeModels.withShuffledUnits(parents.getFirst(), MadeModels.UNITS / 2, 5);

        assertThat(relations(pruned, List.of(origin, parents.get(1))))
                .containsExactly(Relation.PRUNED, Relation.COMMON_ORIGIN);
    }
}
