package dev.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provenance.lineage.Disguise;
import dev.provenance.lineage.Relation;
import dev.provenance.lineage.VerdictPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A threshold that measures are read by is the policy's: another number for it is another answer. */
class PolicyEffectTest {

    private static ProvenanceReport examine(VerdictPolicy policy, Path suspect, Path... bases)
            throws IOException, InterruptedException {
        List<Model> opened = new ArrayList<>();
        try (Model examined = Model.open(suspect)) {
            for (Path base : bases) {
                opened.add(Model.open(base));
            }
            return Provenance.examine(examined)
                    .against(opened.toArray(Model[]::new))
                    .policy(policy)
                    .run();
        } finally {
            for (Model model : opened) {
                model.close();
            }
        }
    }

    private static ProvenanceReport examine(String threshold, double value, Path suspect, Path... bases)
            throws IOException, InterruptedException {
        return examine(VerdictPolicy.defaults().with(threshold, value), suspect, bases);
    }

    private static Path zoo(String name) {
        return TestModels.data("zoo", name);
    }

    @Test
    void closeToPermutation() throws IOException, InterruptedException {
        assertThat(examine("closeToPermutation", 0.7, zoo("alder-perm"), zoo("alder"))
                        .verdict()
                        .disguises())
                .contains(Disguise.PERMUTED)
                .doesNotContain(Disguise.ROTATED);
        assertThat(examine("closeToPermutation", 1, zoo("alder-perm"), zoo("alder"))
                        .verdict()
                        .disguises())
                .contains(Disguise.ROTATED);
    }

    @Test
    void undone() throws IOException, InterruptedException {
        assertThat(examine("undone", 0.05, zoo("alder-scaled"), zoo("alder"))
                        .verdict()
                        .disguises())
                .contains(Disguise.RESCALED);
        assertThat(examine("undone", 0, zoo("alder-scaled"), zoo("alder"))
                        .verdict()
                        .disguises())
                .doesNotContain(Disguise.RESCALED);
    }

    /** Rows of heads in another order are held against each other in their place where none may be looked for. */
    @Test
    void offGrid() throws IOException, InterruptedException {
        Path base = TestModels.data("data", "weights", "stories260K", "base");
        Path quantised = TestModels.data("data", "weights", "stories260K", "base-int8-dequant");

        assertThat(examine("offGrid", 0.02, quantised, base).verdict().relation())
                .isEqualTo(Relation.QUANTIZED);
        assertThat(examine("offGrid", 0, quantised, base).verdict().relation()).isNotEqualTo(Relation.QUANTIZED);
    }

    @Test
    void mergeShare() throws IOException, InterruptedException {
        assertThat(examine("mergeShare", 0.02, zoo("alder-merge"), zoo("alder-ft"), zoo("alder-ft2"))
                        .verdict()
                        .relation())
                .isEqualTo(Relation.MERGED);
        assertThat(examine("mergeShare", 0.9, zoo("alder-merge"), zoo("alder-ft"), zoo("alder-ft2"))
                        .verdict()
                        .relation())
                .isNotEqualTo(Relation.MERGED);
    }

    /** Where next to no spread is allowed, bases that count as near each other are allowed more. */
    @Test
    void mergeDistance() throws IOException, InterruptedException {
        VerdictPolicy narrow = VerdictPolicy.defaults().with("mergeSpread", 1e-4);

        assertThat(examine(narrow.with("mergeDistance", 1e-9), zoo("alder-merge"), zoo("alder-ft"), zoo("alder-ft2"))
                        .verdict()
                        .relation())
                .isNotEqualTo(Relation.MERGED);
        assertThat(examine(narrow.with("mergeDistance", 1), zoo("alder-merge"), zoo("alder-ft"), zoo("alder-ft2"))
                        .verdict()
                        .relation())
                .isEqualTo(Relation.MERGED);
    }
}
