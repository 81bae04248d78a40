package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.report.internal.html.LayerGrids.Grid;
import java.util.ArrayList;
import java.util.List;

/** Every layer of the base against every layer of the suspect, as a heat map. */
final class LayersSection implements Section {

    @Override
    public String id() {
        return "layers";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return !LayerGrids.of(report).isEmpty();
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        List<Grid> all = LayerGrids.of(report);
        List<Grid> shown = affordable(all);
        html.element("p", label("layers.note"));
        if (shown.size() < all.size()) {
            html.element("p", label("layers.left", all.size() - shown.size(), all.size()), "class", "note");
        }
        if (shown.isEmpty()) {
            return;
        }
        Chart.write(
                html,
                "heat",
                "layer-map",
                label(
                        "layers.shows",
                        new Name(report.verdict().base()).shown(),
                        new Name(report.suspect().name()).shown()),
                data -> data(shown, report, html, data),
                target -> table(shown.getFirst(), target));
    }

    private static List<Grid> affordable(List<Grid> grids) {
        List<Grid> shown = new ArrayList<>();
        int cells = 0;
        for (Grid grid : grids) {
            cells += grid.cells().length;
            if (cells > LayerGrids.MOST_CELLS) {
                break;
            }
            shown.add(grid);
        }
        return shown;
    }

    private static void data(List<Grid> grids, ProvenanceReport report, Html html, ChartData data) {
        data.text("choose", label("layers.choose").in(html.language()))
                .text(
                        "base",
                        label("axis.base", new Name(report.verdict().base()).inAChart())
                                .in(html.language()))
                .text(
                        "suspect",
                        label("axis.suspect", new Name(report.suspect().name()).inAChart())
                                .in(html.language()))
                .objects(
                        "grids",
                        grids,
                        (target, grid) -> target.text("name", grid.name().in(html.language()))
                                .number("low", grid.isShare() ? 0 : -1)
                                .whole("base", grid.baseLayers())
                                .whole("suspect", grid.suspectLayers())
                                .thousandths("cells", grid.cells()));
    }

    private static void table(Grid grid, Html html) {
        html.element("p", label("layers.table", grid.name()));
        Table table = Table.open(
                html, label("section.layers"), "#suspectlayer", "#bestlayer", "#best", "#samelayer", "#otherlayers");
        for (int column = 0; column < grid.suspectLayers().size(); column++) {
            int row = grid.best(column);
            int same = grid.baseLayers().indexOf(grid.suspectLayers().get(column));
            table.row(
                    grid.suspectLayers().get(column),
                    row < 0 ? Numbers.NOTHING : grid.baseLayers().get(row),
                    row < 0 ? Double.NaN : grid.at(row, column),
                    same < 0 ? Double.NaN : grid.at(same, column),
                    largestOther(grid, row, column));
        }
        table.close();
    }

    private static double largestOther(Grid grid, int best, int column) {
        double largest = Double.NaN;
        for (int row = 0; row < grid.baseLayers().size(); row++) {
            double cell = grid.at(row, column);
            if (row != best && !Double.isNaN(cell) && !(largest >= cell)) {
                largest = cell;
            }
        }
        return largest;
    }
}
