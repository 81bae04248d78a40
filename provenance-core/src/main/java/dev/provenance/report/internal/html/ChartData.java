package dev.provenance.report.internal.html;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the page's script draws a chart from: JSON of few digits, since a pixel has no more. */
final class ChartData {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private ChartData(JsonGenerator json) {
        this.json = json;
    }

    /** An object as a string. */
    static String of(Consumer<ChartData> content) {
        StringWriter writer = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
            json.writeStartObject();
            content.accept(new ChartData(json));
            json.writeEndObject();
        }
        return writer.toString();
    }

    ChartData text(String name, String text) {
        json.writeStringProperty(name, text);
        return this;
    }

    ChartData texts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
        return this;
    }

    ChartData number(String name, double number) {
        json.writeName(name);
        rounded(number);
        return this;
    }

    ChartData numbers(String name, double... numbers) {
        json.writeArrayPropertyStart(name);
        for (double number : numbers) {
            rounded(number);
        }
        json.writeEndArray();
        return this;
    }

    ChartData whole(String name, List<Integer> numbers) {
        json.writeArrayPropertyStart(name);
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
        return this;
    }

    /** Numbers from −1 to 1 as thousandths, and null where there is none: the shortest form of a large matrix. */
    ChartData thousandths(String name, double[] numbers) {
        json.writeArrayPropertyStart(name);
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                json.writeNumber(Math.round(1000 * number));
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
        return this;
    }

    <T> ChartData objects(String name, List<T> elements, Properties<T> content) {
        json.writeArrayPropertyStart(name);
        for (T element : elements) {
            json.writeStartObject();
            content.accept(this, element);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }

    /** Writes the properties of one element. */
    interface Properties<T> {
        void accept(ChartData data, T element);
    }

    private void rounded(double number) {
        if (Double.isFinite(number)) {
            json.writeNumber(String.format(Locale.ROOT, "%.4f", number));
        } else {
            json.writeNull();
        }
    }
}
