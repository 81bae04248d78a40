package dev.provenance.report.internal.html;

import static dev.provenance.report.internal.html.Html.label;

import dev.provenance.message.Message;
import dev.provenance.weights.Quantity;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** A table with a head. What goes into a cell tells how it is written; numbers stand to the right. */
final class Table {

    /** An undefined or missing value. */
    private static final String NOTHING = "–";

    private static final Pattern NUMBER = Pattern.compile(NOTHING + "|[-−]?[0-9][0-9.,]*( %)?");

    private final Html html;

    private Table(Html html) {
        this.html = html;
    }

    /**
     * Opens a table.
     *
     * @param name what it is, for those who do not see it
     * @param columns keys of the columns' heads, {@code column.KEY} in the bundle; with # before those of numbers
     */
    static Table open(Html html, Message name, String... columns) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name.in(html.language()))
                .open("table")
                .open("thead")
                .open("tr");
        for (String column : columns) {
            boolean number = column.startsWith("#");
            html.element(
                    "th",
                    label("column." + (number ? column.substring(1) : column)),
                    "scope",
                    "col",
                    "class",
                    number ? "number" : "words");
        }
        html.close().close().open("tbody");
        return new Table(html);
    }

    /**
     * A row.
     *
     * @param cells messages, names, texts, whole numbers, doubles (four digits; NaN is nothing) and what may be a number
     */
    Table row(Object... cells) {
        html.open("tr");
        for (Object cell : cells) {
            cell(cell);
        }
        html.close();
        return this;
    }

    private void cell(Object cell) {
        switch (cell) {
            case Name name -> {
                html.open("td");
                name.write(html);
                html.close();
            }
            case Figure figure -> html.element("td", figure.text(), "class", "number");
            case Message message -> html.element("td", message);
            case Enum<?> constant -> html.element("td", label("value", constant));
            case Double number -> html.element("td", number(number), "class", "number");
            case Quantity quantity -> quantity(quantity);
            case OptionalDouble number -> html.element("td", number(number.orElse(Double.NaN)), "class", "number");
            case Number number ->
                html.element("td", String.format(Locale.ROOT, "%,d", number.longValue()), "class", "number");
            default -> text(cell.toString());
        }
    }

    private void text(String text) {
        if (NUMBER.matcher(text).matches()) {
            html.element("td", text, "class", "number");
        } else {
            html.element("td", text);
        }
    }

    private void quantity(Quantity quantity) {
        if (quantity.isDefined()) {
            html.element("td", number(quantity.value()), "class", "number");
        } else {
            html.element(
                    "td",
                    NOTHING,
                    "class",
                    "number",
                    "title",
                    quantity.undefinedBecause()
                            .map(reason -> label("value", reason).in(html.language()))
                            .orElse(""));
        }
    }

    /** Four digits after the point. */
    static String number(double number) {
        return Double.isNaN(number) ? NOTHING : String.format(Locale.ROOT, "%.4f", number);
    }

    void close() {
        html.close().close().close();
    }
}
