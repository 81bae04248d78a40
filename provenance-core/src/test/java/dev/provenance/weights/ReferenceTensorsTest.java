package dev.provenance.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.provenance.TestModels;
import dev.provenance.architecture.TensorRole;
import dev.provenance.safetensors.TensorArchive;
import dev.provenance.weights.internal.kernel.MomentAccumulator;
import dev.provenance.weights.internal.kernel.PairKernel;
import dev.provenance.weights.internal.kernel.PairMoments;
import dev.provenance.weights.internal.kernel.PairSummer;
import dev.provenance.weights.internal.kernel.TestKernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real tensors whose measures were computed independently, in double. */
@Tag("both-kernels")
class ReferenceTensorsTest {

    private static final int ROWS = 694;

    /** A row of a table, by the names in the table's first line. */
    private record Row(List<String> names, List<String> cells) {
        String get(String name) {
            return cells.get(names.indexOf(name));
        }
    }

    @Test
    void everyMeasureIsTheReference() throws IOException {
        Path weights = TestModels.data("data", "weights");
        List<Row> rows = table(weights.resolve("tensors.tsv"));
        int compared = 0;
        int undefined = 0;
        for (Row pair : table(weights.resolve("pairs.tsv"))) {
            try (TensorArchive base = TensorArchive.open(weights.resolve(pair.get("fileA")));
                    TensorArchive suspect = TensorArchive.open(weights.resolve(pair.get("fileB")))) {
                for (Row row : rows) {
                    if (row.get("pair").equals(pair.get("pair"))) {
                        TensorSimilarity similarity = similarity(row, base, suspect);
                        String name = pair.get("pair") + ": " + row.get("tensorA");
                        assertThat(similarity.n()).as(name).isEqualTo(Long.parseLong(row.get("n")));
                        agree(name + ", cosine", similarity.cosine(), row.get("cos"));
                        agree(name + ", centred", similarity.centredCosine(), row.get("centered_cos"));
                        // The reference too divides by the norm of A, the base.
                        agree(name + ", relative L2", similarity.relativeL2(), row.get("rel_l2"));
                        agree(name + ", maximum", similarity.maxAbsDifference(), row.get("max_abs_diff"));
                        undefined += similarity.centredCosine().isDefined() ? 0 : 1;
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(rows.size()).isEqualTo(ROWS);
        assertThat(undefined).as("zero or constant tensors").isEqualTo(16);
    }

    private static TensorSimilarity similarity(Row row, TensorArchive base, TensorArchive suspect) throws IOException {
        TensorPair pair = new TensorPair(
                TensorRole.of(row.get("tensorA")),
                base.find(row.get("tensorA")).orElseThrow(),
                suspect.find(row.get("tensorB")).orElseThrow());
        PairMoments scalar = moments(TestKernels.SCALAR, pair);
        for (PairKernel kernel : TestKernels.all()) {
            assertThat(moments(kernel, pair))
                    .as("%s, kernel %s", row.get("tensorA"), kernel.name())
                    .isEqualTo(scalar);
        }
        return TensorSimilarity.of(scalar);
    }

    private static PairMoments moments(PairKernel kernel, TensorPair pair) throws IOException {
        MomentAccumulator moments = new MomentAccumulator();
        try (Arena arena = Arena.ofConfined()) {
            new PairSummer(kernel)
                    .add(
                            pair.base().read(0, pair.base().byteSize(), arena),
                            pair.base().dtype(),
                            pair.suspect().read(0, pair.suspect().byteSize(), arena),
                            pair.suspect().dtype(),
                            pair.base().elementCount(),
                            moments);
        }
        return moments.toMoments();
    }

    private static void agree(String what, Quantity actual, String expected) {
        if (expected.equals("nan")) {
            assertThat(actual.isDefined()).as(what).isFalse();
        } else {
            assertThat(actual.value()).as(what).isCloseTo(Double.parseDouble(expected), within(1e-6));
        }
    }

    private static List<Row> table(Path file) throws IOException {
        List<String[]> lines = Files.readAllLines(file).stream()
                .map(line -> line.split("\t", -1))
                .toList();
        List<String> names = List.of(lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(cells -> new Row(names, List.of(cells)))
                .toList();
    }
}
