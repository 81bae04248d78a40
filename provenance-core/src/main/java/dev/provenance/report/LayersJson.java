package dev.provenance.report;

import dev.provenance.lineage.MatchedUnits;
import dev.provenance.weights.LayerMatrix;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Layers against layers: entries of the report's {@code layers}, and of a comparison's {@code matchedUnits}. */
final class LayersJson {

    private final JsonGenerator json;

    LayersJson(JsonGenerator json) {
        this.json = json;
    }

    void write(LayerMatrix matrix) {
        json.writeStartObject();
        json.writeStringProperty("component", matrix.component());
        json.writeStringProperty("kind", matrix.kind().name());
        numbers("baseLayers", matrix.baseLayers());
        numbers("suspectLayers", matrix.suspectLayers());
        cells("cosine", matrix, matrix::cosine);
        cells("centredCosine", matrix, matrix::centredCosine);
        json.writeEndObject();
    }

    void write(MatchedUnits pair) {
        json.writeStartObject();
        json.writeStringProperty("measure", pair.measure().name());
        json.writeNumberProperty("baseLayer", pair.baseLayer());
        json.writeNumberProperty("suspectLayer", pair.suspectLayer());
        json.writeNumberProperty("agreed", pair.agreed());
        json.writeNumberProperty("possible", pair.possible());
        json.writeEndObject();
    }

    private void numbers(String name, List<Integer> numbers) {
        json.writeName(name);
        json.writeArray(numbers.stream().mapToInt(Integer::intValue).toArray(), 0, numbers.size());
    }

    /** A cell of a matrix, by index. */
    private interface Cells {
        double at(int row, int column);
    }

    private void cells(String name, LayerMatrix matrix, Cells cells) {
        json.writeArrayPropertyStart(name);
        for (int row = 0; row < matrix.baseLayers().size(); row++) {
            json.writeStartArray();
            for (int column = 0; column < matrix.suspectLayers().size(); column++) {
                double number = cells.at(row, column);
                if (Double.isFinite(number)) {
                    json.writeNumber(number);
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
