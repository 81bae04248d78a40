package dev.provenance.report;

import dev.provenance.history.compute.Accelerator;
import dev.provenance.history.compute.ComputeCheck;
import dev.provenance.history.compute.ComputePlausibility;
import dev.provenance.history.compute.DeclaredTraining;
import dev.provenance.history.compute.Range;
import dev.provenance.history.compute.TrainingFlops;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** Whether the declared training can be: the report's {@code compute}. */
final class ComputeJson {

    private final JsonGenerator json;

    ComputeJson(JsonGenerator json) {
        this.json = json;
    }

    void write(ComputePlausibility compute) {
        json.writeStartObject();
        json.writeName("declared");
        write(compute.declared());
        range("activeParameters", compute.flops().map(TrainingFlops::activeParameters));
        range("flopsPerToken", compute.flops().map(TrainingFlops::flopsPerToken));
        range("parameterFlopsPerToken", compute.flops().map(TrainingFlops::parameterFlopsPerToken));
        range("attentionFlopsPerToken", compute.flops().map(TrainingFlops::attentionFlopsPerToken));
        range("attentionShare", compute.flops().map(TrainingFlops::attentionShare));
        range("totalFlops", compute.totalFlops());
        range("deviceHours", compute.deviceHours());
        range("days", compute.days());
        range("utilisation", compute.utilisation());
        range("affordableTokens", compute.affordableTokens());
        range("fineTuningDeviceHours", compute.fineTuningDeviceHours());
        json.writeArrayPropertyStart("checks");
        for (ComputeCheck check : compute.checks()) {
            json.writeStartObject();
            json.writeStringProperty("quantity", check.quantity().name());
            optional("declared", check.declared());
            range("plausible", check.plausible());
            json.writeStringProperty("outcome", check.outcome().name());
            MessageJson.write(json, "reason", check.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        MessageJson.write(json, "sentences", compute.sentences());
        json.writeObjectPropertyStart("policy");
        range("utilisation", Optional.of(compute.policy().utilisation()));
        range("sequenceTokens", Optional.of(compute.policy().sequenceTokens()));
        range("fineTuningTokens", Optional.of(compute.policy().fineTuningTokens()));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(DeclaredTraining declared) {
        json.writeStartObject();
        json.writeNumberProperty("tokens", declared.tokens());
        range("sequenceTokens", declared.sequenceTokens());
        optional("activeParameters", declared.activeParameters());
        json.writeName("accelerator");
        declared.accelerator().ifPresentOrElse(this::write, json::writeNull);
        optional("devices", declared.devices());
        json.writeStringProperty("precision", declared.precision().name());
        optional("deviceHours", declared.deviceHours());
        optional("days", declared.days());
        optional("flops", declared.flops());
        json.writeEndObject();
    }

    private void write(Accelerator device) {
        json.writeStartObject();
        json.writeStringProperty("id", device.id());
        json.writeNumberProperty("bf16TeraflopsPerSecond", device.bf16TeraflopsPerSecond());
        optional("fp8TeraflopsPerSecond", device.fp8TeraflopsPerSecond());
        json.writeStringProperty("source", device.source());
        json.writeEndObject();
    }

    private void optional(String name, OptionalDouble number) {
        BehaviorJson.number(json, name, number.orElse(Double.NaN));
    }

    private void range(String name, Optional<Range> range) {
        if (range.isEmpty()) {
            json.writeNullProperty(name);
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("low", range.get().low());
        json.writeNumberProperty("high", range.get().high());
        json.writeEndObject();
    }
}
