package dev.provenance.report;

import dev.provenance.architecture.match.ArchitectureMatch;
import dev.provenance.architecture.match.ComponentMatch;
import dev.provenance.architecture.match.FieldMatch;
import dev.provenance.architecture.match.KindMatch;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The report's {@code architecture}. */
final class ArchitectureJson {

    private final JsonGenerator json;

    ArchitectureJson(JsonGenerator json) {
        this.json = json;
    }

    void write(ArchitectureMatch match) {
        json.writeStartObject();
        json.writeStringProperty("answer", match.answer().name());
        json.writeArrayPropertyStart("components");
        match.components().forEach(this::write);
        json.writeEndArray();
        MessageJson.write(json, "notes", match.notes());
        json.writeEndObject();
    }

    private void write(ComponentMatch component) {
        json.writeStartObject();
        json.writeStringProperty("name", component.name());
        json.writeArrayPropertyStart("fields");
        component.fields().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("kinds");
        component.kinds().forEach(this::write);
        json.writeEndArray();
        MessageJson.write(json, "remarks", component.remarks());
        json.writeEndObject();
    }

    private void write(FieldMatch field) {
        json.writeStartObject();
        json.writeStringProperty("field", field.field().name());
        json.writeName("base");
        text(field.base());
        json.writeName("suspect");
        text(field.suspect());
        json.writeStringProperty("outcome", field.outcome().name());
        json.writeName("rarity");
        field.rarity()
                .ifPresentOrElse(
                        rarity -> {
                            json.writeStartObject();
                            json.writeNumberProperty("families", rarity.families());
                            json.writeNumberProperty("same", rarity.same());
                            json.writeNumberProperty("bits", rarity.bits());
                            json.writeEndObject();
                        },
                        json::writeNull);
        json.writeEndObject();
    }

    private void write(KindMatch kind) {
        json.writeStartObject();
        json.writeStringProperty("kind", kind.kind().name());
        json.writeStringProperty("suspectKind", kind.suspectKind().name());
        numbers("base", kind.base());
        numbers("suspect", kind.suspect());
        json.writeStringProperty("comparability", kind.comparability().degree().name());
        MessageJson.write(json, "reason", kind.comparability().reason());
        json.writeEndObject();
    }

    private void numbers(String name, List<Long> numbers) {
        json.writeArrayPropertyStart(name);
        numbers.forEach(json::writeNumber);
        json.writeEndArray();
    }

    private void text(Optional<String> text) {
        text.ifPresentOrElse(json::writeString, json::writeNull);
    }
}
