package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.ProvenanceReport;
import dev.provenance.message.Message;
import dev.provenance.report.internal.html.LayerGrids.Grid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How many hidden units match, in the best-matching layers and in all others. */
final class UnitsSection implements Section {

    private static final int BINS = 20;

    @Override
    public String id() {
        return "units";
    }

    @Override
    public boolean isIn(ProvenanceReport report) {
        return !Distribution.of(report).isEmpty();
    }

    /**
     * Pairs of layers by the share of units that match, in steps of a twentieth.
     *
     * @param name which test
     * @param best the best match of each layer of the suspect
     * @param others all other pairs: what the same test gives for layers that are not each other's copy
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Distribution(Message name, int[] best, int[] others) {

        static List<Distribution> of(ProvenanceReport report) {
            return LayerGrids.of(report).stream()
                    .filter(Grid::isShare)
                    .map(Distribution::of)
                    .toList();
        }

        private static Distribution of(Grid grid) {
            int[] best = new int[BINS];
            int[] others = new int[BINS];
            for (int column = 0; column < grid.suspectLayers().size(); column++) {
                int bestRow = grid.best(column);
                for (int row = 0; row < grid.baseLayers().size(); row++) {
                    double share = grid.at(row, column);
                    if (!Double.isNaN(share)) {
                        int bin = Math.min(BINS - 1, (int) (share * BINS));
                        (row == bestRow ? best : others)[bin]++;
                    }
                }
            }
            return new Distribution(grid.name(), best, others);
        }
    }

    @Override
    public void write(ProvenanceReport report, Html html) {
        List<Distribution> distributions = Distribution.of(report);
        html.element("p", label("units.note", report.policy().matchShare()));
        Chart.write(
                html,
                "units",
                "matched-units",
                label("units.shows"),
                data -> data(distributions, report.policy().matchShare(), html, data),
                target -> distributions.forEach(distribution -> table(distribution, target)));
    }

    private static void data(List<Distribution> distributions, double threshold, Html html, ChartData data) {
        for (String series : List.of("best", "others", "threshold", "choose", "pairs", "share")) {
            data.text(series, label("units." + series).in(html.language()));
        }
        data.number("limit", threshold)
                .texts(
                        "bins",
                        IntStream.range(0, BINS).mapToObj(UnitsSection::bin).toList())
                .objects(
                        "tests",
                        distributions,
                        (target, test) -> target.text("name", test.name().in(html.language()))
                                .whole(
                                        "best",
                                        Arrays.stream(test.best()).boxed().toList())
                                .whole(
                                        "others",
                                        Arrays.stream(test.others()).boxed().toList()));
    }

    private static String bin(int number) {
        return String.format(Locale.ROOT, "%d–%d %%", 100 * number / BINS, 100 * (number + 1) / BINS);
    }

    private static void table(Distribution distribution, Html html) {
        html.element("p", distribution.name());
        Table table = Table.open(html, distribution.name(), "share", "#bestpairs", "#otherpairs");
        for (int bin = 0; bin < BINS; bin++) {
            if (distribution.best()[bin] + distribution.others()[bin] > 0) {
                table.row(bin(bin), distribution.best()[bin], distribution.others()[bin]);
            }
        }
        table.close();
    }
}
