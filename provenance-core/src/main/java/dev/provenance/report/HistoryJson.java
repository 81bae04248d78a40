package dev.provenance.report;

import dev.provenance.history.CheckpointReading;
import dev.provenance.history.Closeness;
import dev.provenance.history.ExaminedHistory;
import dev.provenance.history.HistoryFinding;
import dev.provenance.history.HistoryPolicy;
import dev.provenance.history.RandomStart;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What a training history shows: the report's {@code history}. */
final class HistoryJson {

    private final JsonGenerator json;

    HistoryJson(JsonGenerator json) {
        this.json = json;
    }

    void write(ExaminedHistory history) {
        json.writeStartObject();
        json.writeStringProperty("verdict", history.verdict().name());
        json.writeArrayPropertyStart("checkpoints");
        history.checkpoints().forEach(this::write);
        json.writeEndArray();
        json.writeName("start");
        write(history.start());
        json.writeName("log");
        history.log().ifPresentOrElse(json::writeString, json::writeNull);
        json.writeNumberProperty("logLines", history.logLines());
        json.writeArrayPropertyStart("findings");
        for (HistoryFinding finding : history.findings()) {
            json.writeStartObject();
            json.writeStringProperty("kind", finding.kind().name());
            json.writeStringProperty("verdict", finding.verdict().name());
            BehaviorJson.number(json, "value", finding.value());
            MessageJson.write(json, "reason", finding.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        MessageJson.write(json, "anomalies", history.anomalies());
        json.writeNumberProperty("bytesRead", history.bytesRead());
        json.writeName("policy");
        write(history.policy());
        json.writeEndObject();
    }

    private void write(CheckpointReading checkpoint) {
        json.writeStartObject();
        json.writeStringProperty("name", checkpoint.name());
        json.writeNumberProperty("step", checkpoint.step());
        write("toPrevious", checkpoint.toPrevious());
        write("toLast", Optional.of(checkpoint.toLast()));
        json.writeObjectPropertyStart("toBases");
        checkpoint.toBases().forEach((base, closeness) -> write(base, Optional.of(closeness)));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(String name, Optional<Closeness> closeness) {
        if (closeness.isEmpty()) {
            json.writeNullProperty(name);
            return;
        }
        json.writeObjectPropertyStart(name);
        BehaviorJson.number(json, "centredCosine", closeness.get().centredCosine());
        BehaviorJson.number(json, "relativeChange", closeness.get().relativeChange());
        json.writeBooleanProperty("equal", closeness.get().equal());
        json.writeNumberProperty("matrices", closeness.get().matrices());
        json.writeEndObject();
    }

    private void write(RandomStart start) {
        json.writeStartObject();
        json.writeNumberProperty("norms", start.norms());
        json.writeNumberProperty("constantNorms", start.constantNorms());
        json.writeNumberProperty("matrices", start.matrices());
        json.writeNumberProperty("drawn", start.drawn());
        json.writeNumberProperty("usualDeviations", start.usualDeviations());
        BehaviorJson.number(json, "largestExcess", start.largestExcess());
        json.writeEndObject();
    }

    private void write(HistoryPolicy policy) {
        json.writeStartObject();
        json.writeNumberProperty("mostExcess", policy.mostExcess());
        json.writeNumberProperty("drawnShare", policy.drawnShare());
        json.writeNumberProperty("sharesNothing", policy.sharesNothing());
        json.writeNumberProperty("nearBase", policy.nearBase());
        json.writeNumberProperty("fallTolerance", policy.fallTolerance());
        json.writeNumberProperty("almostEqual", policy.almostEqual());
        json.writeNumberProperty("outlier", policy.outlier());
        json.writeNumberProperty("gapRatio", policy.gapRatio());
        json.writeNumberProperty("startLoss", policy.startLoss());
        json.writeEndObject();
    }
}
