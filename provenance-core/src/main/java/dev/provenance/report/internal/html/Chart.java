package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.message.Message;
import java.util.function.Consumer;

/**
 * A chart: a place where the script draws, what it shows in words, its data, and the same as a table for those who have no
 * script, do not see it, or want the numbers.
 */
final class Chart {

    private Chart() {}

    /**
     * Writes a chart.
     *
     * @param kind which function of the script draws it
     * @param id its place in the page
     * @param shows what it shows, in a sentence
     * @param data what it is drawn from
     * @param table writes the same as a table
     */
    static void write(
            Html html, String kind, String id, Message shows, Consumer<ChartData> data, Consumer<Html> table) {
        html.open("figure", "class", "figure")
                .open("div", "class", "controls", "id", id + "-controls")
                .close()
                .open(
                        "div",
                        "class",
                        "chart " + kind,
                        "id",
                        id,
                        "data-chart",
                        kind,
                        "tabindex",
                        "0",
                        "role",
                        "img",
                        "aria-label",
                        shows.in(html.language()))
                .close()
                .element("figcaption", shows)
                .open("details", "class", "as-table", "open", "open")
                .element("summary", label("chart.table"));
        table.accept(html);
        html.close().close();
        html.data(id + "-data", ChartData.of(data));
    }
}
