package dev.provenance.report;

import dev.provenance.ModelSummary;
import dev.provenance.architecture.ArchitectureSpec;
import dev.provenance.architecture.ComponentSpec;
import dev.provenance.architecture.SpecAnomaly;
import dev.provenance.safetensors.DType;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What a report keeps of a model: its {@code suspect} and its {@code bases}. */
final class ModelJson {

    private final JsonGenerator json;

    ModelJson(JsonGenerator json) {
        this.json = json;
    }

    void write(ModelSummary model) {
        json.writeStartObject();
        json.writeStringProperty("name", model.name());
        json.writeName("modelType");
        text(model.config().flatMap(config -> config.modelType()));
        json.writeArrayPropertyStart("architectures");
        model.config().ifPresent(config -> config.architectures().forEach(json::writeString));
        json.writeEndArray();
        json.writeName("configuration");
        model.config().ifPresentOrElse(this::write, json::writeNull);
        json.writeNumberProperty("tensors", model.tensors());
        json.writeNumberProperty("parameters", model.parameters());
        json.writeObjectPropertyStart("parametersByDtype");
        for (Map.Entry<DType, Long> entry : model.parametersByDtype().entrySet()) {
            json.writeNumberProperty(entry.getKey().name(), entry.getValue());
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("files");
        for (ModelSummary.WeightFile file : model.files()) {
            json.writeStartObject();
            json.writeStringProperty("name", file.name());
            json.writeNumberProperty("bytes", file.bytes());
            json.writeStringProperty("headerSha256", file.headerSha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("settings");
        model.settings().forEach(file -> {
            json.writeStartObject();
            json.writeStringProperty("name", file.name());
            json.writeNumberProperty("bytes", file.bytes());
            json.writeStringProperty("sha256", file.sha256());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeArrayPropertyStart("tokenizerFiles");
        model.tokenizerFiles().forEach(file -> {
            json.writeStartObject();
            json.writeStringProperty("name", file.name());
            json.writeNumberProperty("bytes", file.bytes());
            json.writeStringProperty("sha256", file.sha256());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeArrayPropertyStart("anomalies");
        model.anomalies().forEach(anomaly -> {
            json.writeStartObject();
            json.writeStringProperty("file", String.valueOf(anomaly.file().getFileName()));
            json.writeStringProperty("rule", anomaly.rule().name());
            json.writeStringProperty("kind", anomaly.kind().name());
            json.writeStringProperty("detail", anomaly.detail());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(ArchitectureSpec spec) {
        json.writeStartObject();
        json.writeArrayPropertyStart("components");
        for (ComponentSpec component : spec.components()) {
            json.writeStartObject();
            json.writeStringProperty("name", component.name());
            json.writeName("modelType");
            text(component.modelType());
            json.writeObjectPropertyStart("values");
            component.values().forEach((field, value) -> json.writeStringProperty(field.name(), value));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("anomalies");
        for (SpecAnomaly anomaly : spec.anomalies()) {
            json.writeStartObject();
            MessageJson.write(json, "field", anomaly.field());
            json.writeStringProperty("rule", anomaly.rule().name());
            MessageJson.write(json, "expected", anomaly.expected());
            MessageJson.write(json, "actual", anomaly.actual());
            MessageJson.write(json, "used", anomaly.used());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void text(Optional<String> text) {
        text.ifPresentOrElse(json::writeString, json::writeNull);
    }
}
