package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.architecture.TensorKind.Group;
import dev.provenance.architecture.TensorRole;
import dev.provenance.lineage.MatchedUnits;
import dev.provenance.lineage.Measure;
import dev.provenance.message.Message;
import dev.provenance.weights.LayerMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The matrices of layers against layers that a report has, those that tell most first. */
final class LayerGrids {

    /** Cells of all matrices of a page: about 2 MB of it. */
    static final int MOST_CELLS = 500_000;

    private LayerGrids() {}

    /**
     * One matrix.
     *
     * @param name what it shows
     * @param baseLayers numbers of the rows
     * @param suspectLayers numbers of the columns
     * @param cells row after row; NaN where there is none
     * @param isShare whether cells are shares, from 0 to 1; else cosines, from −1 to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Grid(Message name, List<Integer> baseLayers, List<Integer> suspectLayers, double[] cells, boolean isShare) {

        double at(int row, int column) {
            return cells[row * suspectLayers.size() + column];
        }

        /** Row of the largest cell of a column; −1 if the column is empty. Of equals the row of the column's own number. */
        int best(int column) {
            int best = -1;
            for (int row = 0; row < baseLayers.size(); row++) {
                double cell = at(row, column);
                if (!Double.isNaN(cell)
                        && (best < 0
                                || cell > at(best, column)
                                || (cell == at(best, column)
                                        && baseLayers.get(row).equals(suspectLayers.get(column))))) {
                    best = row;
                }
            }
            return best;
        }

        /** Mean of the best of every column: how much the matrix has to show. */
        double contrast() {
            double sum = 0;
            for (int column = 0; column < suspectLayers.size(); column++) {
                int row = best(column);
                sum += row < 0 ? 0 : at(row, column);
            }
            return sum / suspectLayers.size();
        }
    }

    /** The tests of the verdict's base, the one with most matches first, then kinds of tensor, then norms as they mislead. */
    static List<Grid> of(ProvenanceReport report) {
        List<Grid> tests = new ArrayList<>();
        report.comparisons().stream()
                .filter(comparison ->
                        comparison.conclusion().base().equals(report.verdict().base()))
                .limit(1)
                .forEach(comparison -> {
                    for (Measure measure :
                            List.of(Measure.MATCH_BY_WEIGHTS, Measure.MATCH_BY_EMBEDDINGS, Measure.HELD_OUT_MATCH)) {
                        List<MatchedUnits> pairs = comparison.matched().stream()
                                .filter(pair -> pair.measure() == measure)
                                .toList();
                        if (!pairs.isEmpty()) {
                            tests.add(matched(measure, pairs));
                        }
                    }
                });
        tests.sort(Comparator.comparingDouble(grid -> -grid.contrast()));
        List<Grid> grids = new ArrayList<>(tests);
        report.layers().forEach(matrix -> grids.add(centred(matrix)));
        report.layers().stream()
                .filter(matrix -> matrix.kind().group() == Group.NORM)
                .forEach(matrix -> grids.add(raw(matrix)));
        return List.copyOf(grids);
    }

    private static Grid matched(Measure measure, List<MatchedUnits> pairs) {
        List<Integer> rows =
                pairs.stream().map(MatchedUnits::baseLayer).distinct().sorted().toList();
        List<Integer> columns = pairs.stream()
                .map(MatchedUnits::suspectLayer)
                .distinct()
                .sorted()
                .toList();
        double[] cells = new double[rows.size() * columns.size()];
        Arrays.fill(cells, Double.NaN);
        for (MatchedUnits pair : pairs) {
            int row = Collections.binarySearch(rows, pair.baseLayer());
            int column = Collections.binarySearch(columns, pair.suspectLayer());
            cells[row * columns.size() + column] = pair.share();
        }
        return new Grid(label("grid.matched", measure), rows, columns, cells, true);
    }

    private static Grid centred(LayerMatrix matrix) {
        return grid("grid.centred", matrix, matrix::centredCosine);
    }

    private static Grid raw(LayerMatrix matrix) {
        return grid("grid.raw", matrix, matrix::cosine);
    }

    private interface Cells {
        double at(int row, int column);
    }

    private static Grid grid(String name, LayerMatrix matrix, Cells cells) {
        int columns = matrix.suspectLayers().size();
        double[] values = new double[matrix.baseLayers().size() * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.at(i / columns, i % columns);
        }
        return new Grid(
                label(name, matrix.kind(), TensorRole.nameOf(new Name(matrix.component()).shown())),
                matrix.baseLayers(),
                matrix.suspectLayers(),
                values,
                false);
    }
}
