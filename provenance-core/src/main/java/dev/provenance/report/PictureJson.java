package dev.provenance.report;

import dev.provenance.lineage.LayerPicture;
import dev.provenance.lineage.LayerPicture.Point;
import tools.jackson.core.JsonGenerator;

/** The layers of both models as points: the report's {@code picture}. */
final class PictureJson {

    private final JsonGenerator json;

    PictureJson(JsonGenerator json) {
        this.json = json;
    }

    void write(LayerPicture picture) {
        json.writeStartObject();
        json.writeArrayPropertyStart("features");
        picture.features().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("firstShare", picture.firstShare());
        json.writeNumberProperty("secondShare", picture.secondShare());
        json.writeArrayPropertyStart("points");
        for (Point point : picture.points()) {
            json.writeStartObject();
            json.writeStringProperty("side", point.side().name());
            json.writeNumberProperty("layer", point.layer());
            json.writeNumberProperty("x", point.x());
            json.writeNumberProperty("y", point.y());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
