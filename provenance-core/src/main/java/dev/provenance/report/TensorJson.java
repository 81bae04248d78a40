package dev.provenance.report;

import dev.provenance.architecture.TensorRole;
import dev.provenance.message.Message;
import dev.provenance.weights.Interval;
import dev.provenance.weights.Quantity;
import dev.provenance.weights.TensorComparison;
import dev.provenance.weights.TensorSimilarity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** One entry of the report's {@code tensors}. */
final class TensorJson {

    private final JsonGenerator json;

    TensorJson(JsonGenerator json) {
        this.json = json;
    }

    void write(TensorComparison tensor) {
        TensorSimilarity similarity = tensor.similarity();
        json.writeStartObject();
        json.writeStringProperty("name", tensor.name());
        json.writeStringProperty("baseName", tensor.baseName());
        json.writeBooleanProperty("part", tensor.part());
        json.writeBooleanProperty("basePart", tensor.basePart());
        role(tensor.role());
        shape(tensor.shape());
        json.writeObjectPropertyStart("dtypes");
        json.writeStringProperty("base", tensor.baseDtype().name());
        json.writeStringProperty("suspect", tensor.dtype().name());
        json.writeEndObject();
        json.writeNumberProperty("n", similarity.n());
        json.writeNumberProperty("read", similarity.read());
        Map<String, Message> undefined = new LinkedHashMap<>();
        number("cosine", similarity.cosine(), undefined);
        number("centredCosine", similarity.centredCosine(), undefined);
        number("relativeL2", similarity.relativeL2(), undefined);
        number("maxAbsDiff", similarity.maxAbsDifference(), undefined);
        json.writeNumberProperty("bitEqual", similarity.bitEqual());
        intervals(similarity.intervals());
        side("base", similarity.base());
        side("suspect", similarity.suspect());
        if (!undefined.isEmpty()) {
            json.writeObjectPropertyStart("undefined");
            undefined.forEach((name, reason) -> MessageJson.write(json, name, reason));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    void role(TensorRole role) {
        json.writeStringProperty("role", role.kind().name());
        json.writeStringProperty("component", role.component());
        json.writeName("of");
        role.of().ifPresentOrElse(subject -> json.writeString(subject.name()), json::writeNull);
        number("layer", role.layer());
        number("expert", role.expert());
    }

    void shape(List<Long> shape) {
        json.writeArrayPropertyStart("shape");
        shape.forEach(json::writeNumber);
        json.writeEndArray();
    }

    /** Always an object; a measure that has no interval has no entry. */
    private void intervals(TensorSimilarity.Intervals intervals) {
        json.writeObjectPropertyStart("intervals");
        interval("cosine", intervals.cosine());
        interval("centredCosine", intervals.centredCosine());
        interval("relativeL2", intervals.relativeL2());
        json.writeEndObject();
    }

    private void interval(String name, Optional<Interval> interval) {
        interval.ifPresent(ends -> {
            json.writeArrayPropertyStart(name);
            json.writeNumber(ends.low());
            json.writeNumber(ends.high());
            json.writeEndArray();
        });
    }

    private void side(String name, TensorSimilarity.Side side) {
        json.writeObjectPropertyStart(name);
        number("mean", side.mean());
        number("standardDeviation", side.standardDeviation());
        json.writeNumberProperty("zeros", side.zeros());
        json.writeNumberProperty("nonFinite", side.nonFinite());
        json.writeEndObject();
    }

    private void number(String name, Quantity quantity, Map<String, Message> undefined) {
        number(name, quantity.number());
        quantity.undefinedBecause().ifPresent(reason -> undefined.put(name, reason));
    }

    private void number(String name, double number) {
        if (Double.isFinite(number)) {
            json.writeNumberProperty(name, number);
        } else {
            json.writeNullProperty(name);
        }
    }

    private void number(String name, OptionalInt number) {
        if (number.isPresent()) {
            json.writeNumberProperty(name, number.getAsInt());
        } else {
            json.writeNullProperty(name);
        }
    }
}
