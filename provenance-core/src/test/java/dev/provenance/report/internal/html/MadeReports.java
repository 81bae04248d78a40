package dev.provenance.report.internal.html;

import dev.provenance.BaseComparison;
import dev.provenance.ProvenanceReport;
import dev.provenance.TestModels;
import dev.provenance.architecture.TensorKind;
import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.MatchedUnits;
import dev.provenance.lineage.Measure;
import dev.provenance.message.Message;
import dev.provenance.weights.LayerMatrix;
import dev.provenance.weights.MadeLayers;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.TensorComparison;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reports of the sample models, and reports made from them that no model at hand would give. */
final class MadeReports {

    private static final List<TensorKind> KINDS = List.of(
            TensorKind.ATTENTION_QUERY,
            TensorKind.ATTENTION_KEY,
            TensorKind.ATTENTION_VALUE,
            TensorKind.ATTENTION_OUTPUT,
            TensorKind.MLP_GATE,
            TensorKind.MLP_UP,
            TensorKind.MLP_DOWN,
            TensorKind.ATTENTION_NORM,
            TensorKind.MLP_NORM);

    private MadeReports() {}

    static ProvenanceReport of(String suspect) throws IOException, InterruptedException {
        return TestModels.examine(TestModels.sample("alder"), TestModels.sample(suspect));
    }

    /** A model of many layers, each of which has nine tensors and otherwise experts. */
    static ProvenanceReport large(int layers, int tensorsOfALayer) throws IOException, InterruptedException {
        ProvenanceReport small = of("alder-ft");
        List<TensorComparison> tensors = new ArrayList<>();
        List<LayerMatrix> matrices = KINDS.stream()
                .map(kind -> MadeLayers.of("text", kind, layers, layer -> 0.9 + 0.001 * (layer % 50)))
                .toList();
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < tensorsOfALayer; i++) {
                boolean expert = i >= KINDS.size();
                tensors.add(tensor(
                        small,
                        "model.layers." + layer + (expert ? ".mlp.experts." + i + ".up_proj" : ".part" + i) + ".weight",
                        new TensorRole(
                                "text",
                                expert ? TensorKind.EXPERT_UP : KINDS.get(i),
                                OptionalInt.of(layer),
                                expert ? OptionalInt.of(i) : OptionalInt.empty())));
            }
        }
        BaseComparison comparison = small.comparisons().getFirst();
        return Changed.with(
                small,
                "tensors",
                tensors,
                "layers",
                matrices,
                "kinds",
                KindSummary.of(tensors, matrices),
                "comparisons",
                List.of(Changed.with(comparison, "matched", matched(layers))));
    }

    private static TensorComparison tensor(ProvenanceReport report, String name, TensorRole role) {
        return Changed.with(report.tensors().get(1), "name", name, "baseName", name, "role", role);
    }

    private static List<MatchedUnits> matched(int layers) {
        List<MatchedUnits> pairs = new ArrayList<>();
        for (Measure measure : List.of(Measure.MATCH_BY_WEIGHTS, Measure.MATCH_BY_EMBEDDINGS)) {
            for (int row = 0; row < layers; row++) {
                for (int column = 0; column < layers; column++) {
                    pairs.add(new MatchedUnits(measure, row, column, row == column ? 64 : (row + column) % 3, 64));
                }
            }
        }
        return pairs;
    }

    /** A report in which everything that comes from a file is this text. */
    static ProvenanceReport hostile(String text) throws IOException, InterruptedException {
        ProvenanceReport report = of("alder-pruned");
        List<TensorComparison> tensors = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            tensors.add(tensor(
                    report,
                    text + i,
                    new TensorRole(text, TensorKind.OTHER, OptionalInt.empty(), OptionalInt.empty())));
        }
        List<NotCompared> notCompared = report.notCompared().stream()
                .map(tensor -> Changed.with(tensor, "name", text))
                .toList();
        BaseComparison comparison = report.comparisons().getFirst();
        return Changed.with(
                report,
                "suspect",
                Changed.with(report.suspect(), "name", text),
                "bases",
                List.of(Changed.with(report.bases().getFirst(), "name", text)),
                "comparisons",
                List.of(Changed.with(comparison, "conclusion", Changed.with(comparison.conclusion(), "base", text))),
                "verdict",
                Changed.with(report.verdict(), "base", text, "reasons", List.of(Message.verbatim(text))),
                "architecture",
                Changed.with(
                        report.architecture(),
                        "components",
                        report.architecture().components().stream()
                                .map(component -> Changed.with(
                                        component,
                                        "name",
                                        text,
                                        "fields",
                                        component.fields().stream()
                                                .map(field -> Changed.with(field, "base", Optional.of(text)))
                                                .toList()))
                                .toList()),
                "layers",
                List.of(MadeLayers.of(text, TensorKind.MLP_UP, 3, layer -> 1)),
                "tensors",
                tensors,
                "notCompared",
                notCompared);
    }
}
