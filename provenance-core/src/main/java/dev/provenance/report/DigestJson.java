package dev.provenance.report;

import dev.provenance.weights.digest.DigestedTensor;
import dev.provenance.weights.digest.EqualTensors;
import dev.provenance.weights.digest.SampleDigests;
import dev.provenance.weights.digest.Sketch;
import dev.provenance.weights.digest.TensorDigests;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The report's {@code digests} and {@code sampleDigests}. */
final class DigestJson {

    private final JsonGenerator json;

    DigestJson(JsonGenerator json) {
        this.json = json;
    }

    void write(TensorDigests digests) {
        json.writeStartObject();
        digested("base", digests.base());
        digested("suspect", digests.suspect());
        json.writeArrayPropertyStart("equalTensors");
        for (EqualTensors.Group group : digests.equalTensors().groups()) {
            json.writeStartObject();
            json.writeStringProperty("sha256", group.sha256());
            places("base", group.base());
            places("suspect", group.suspect());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("leftOutOfEqualTensors");
        for (EqualTensors.LeftOut leftOut : digests.equalTensors().leftOut()) {
            json.writeStartObject();
            json.writeStringProperty("reason", leftOut.reason().name());
            json.writeNumberProperty("base", leftOut.base());
            json.writeNumberProperty("suspect", leftOut.suspect());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void write(SampleDigests digests) {
        json.writeStartObject();
        json.writeStringProperty("base", digests.base());
        json.writeStringProperty("suspect", digests.suspect());
        json.writeArrayPropertyStart("tensors");
        for (SampleDigests.Pair pair : digests.pairs()) {
            json.writeStartObject();
            json.writeStringProperty("base", pair.base());
            json.writeStringProperty("suspect", pair.suspect());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void digested(String model, List<DigestedTensor> tensors) {
        json.writeArrayPropertyStart(model);
        for (DigestedTensor tensor : tensors) {
            json.writeStartObject();
            json.writeStringProperty("name", tensor.name());
            json.writeStringProperty("sha256", tensor.digest().sha256());
            text("sketch", tensor.digest().sketch().map(Sketch::text));
            MessageJson.write(json, "noSketchBecause", tensor.digest().noSketchBecause());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void places(String model, List<DigestedTensor> tensors) {
        json.writeArrayPropertyStart(model);
        for (DigestedTensor tensor : tensors) {
            json.writeStartObject();
            json.writeStringProperty("name", tensor.name());
            json.writeStringProperty("file", tensor.file());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void text(String name, Optional<String> text) {
        json.writeName(name);
        text.ifPresentOrElse(json::writeString, json::writeNull);
    }
}
