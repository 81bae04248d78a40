package dev.provenance.report;

import dev.provenance.behavior.BehaviorComparison;
import dev.provenance.behavior.BehaviorPolicy;
import dev.provenance.behavior.BehaviorTraits;
import dev.provenance.behavior.ControlComparison;
import dev.provenance.behavior.Cutoff;
import dev.provenance.behavior.PairedAgreement;
import dev.provenance.behavior.RecordedBehavior;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What recorded outputs say: the report's {@code behavior}. */
final class BehaviorJson {

    private final JsonGenerator json;

    BehaviorJson(JsonGenerator json) {
        this.json = json;
    }

    void write(RecordedBehavior behavior) {
        json.writeStartObject();
        json.writeStringProperty("suspect", behavior.suspect());
        json.writeArrayPropertyStart("recordings");
        for (RecordedBehavior.Summary recording : behavior.recordings()) {
            json.writeStartObject();
            json.writeStringProperty("name", recording.name());
            json.writeStringProperty("side", recording.side().name());
            json.writeNumberProperty("tokens", recording.tokens());
            json.writeNumberProperty("texts", recording.texts());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("comparisons");
        behavior.comparisons().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("traits");
        behavior.traits().forEach(this::write);
        json.writeEndArray();
        MessageJson.write(json, "anomalies", behavior.anomalies());
        MessageJson.write(json, "sentences", behavior.sentences());
        json.writeName("policy");
        write(behavior.policy());
        json.writeEndObject();
    }

    /** JSON has no NaN. */
    static void number(JsonGenerator json, String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }

    private void write(BehaviorComparison comparison) {
        json.writeStartObject();
        json.writeStringProperty("base", comparison.base());
        json.writeNumberProperty("prompts", comparison.prompts());
        number(json, "agreement", comparison.agreement());
        number(json, "commonBeginning", comparison.commonBeginning());
        json.writeArrayPropertyStart("controls");
        for (ControlComparison control : comparison.controls()) {
            json.writeStartObject();
            json.writeStringProperty("control", control.control());
            write("onSuspect", control.onSuspect());
            write("onBase", control.onBase());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("finding");
        new LineageJson(json).write(comparison.finding());
        json.writeEndObject();
    }

    private void write(String name, PairedAgreement test) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("prompts", test.prompts());
        json.writeNumberProperty("pairAgreement", test.first());
        json.writeNumberProperty("controlAgreement", test.second());
        json.writeNumberProperty("pairOnly", test.firstOnly());
        json.writeNumberProperty("controlOnly", test.secondOnly());
        json.writeNumberProperty("log10P", test.log10P());
        json.writeNumberProperty("adjustedLog10P", test.adjustedLog10P());
        json.writeEndObject();
    }

    private void write(BehaviorTraits traits) {
        json.writeStartObject();
        json.writeStringProperty("model", traits.model());
        json.writeNumberProperty("texts", traits.refusals().texts());
        json.writeNumberProperty("refusals", traits.refusals().refusals());
        counts("refusalWordings", traits.refusals().wordings());
        counts("identifiesAs", traits.identity().identifiesAs());
        counts("mentions", traits.identity().mentions());
        Cutoff cutoff = traits.cutoff();
        json.writeObjectPropertyStart("cutoff");
        json.writeNumberProperty("questions", cutoff.questions());
        json.writeNumberProperty("right", cutoff.right());
        day("firstUnknown", cutoff.firstUnknown());
        day("earliest", cutoff.earliest());
        day("latest", cutoff.latest());
        number(json, "rateBefore", cutoff.rateBefore());
        number(json, "rateAfter", cutoff.rateAfter());
        json.writeNumberProperty("log10P", cutoff.log10P());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void counts(String name, Map<String, Integer> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private void day(String name, Optional<LocalDate> date) {
        if (date.isPresent()) {
            json.writeStringProperty(name, date.get().toString());
        } else {
            json.writeNullProperty(name);
        }
    }

    private void write(BehaviorPolicy policy) {
        json.writeStartObject();
        json.writeNumberProperty("log10Significance", policy.log10Significance());
        json.writeNumberProperty("fewestPrompts", policy.fewestPrompts());
        json.writeNumberProperty("fewestControls", policy.fewestControls());
        json.writeNumberProperty("fewestQuestions", policy.fewestQuestions());
        json.writeNumberProperty("cutoffLog10P", policy.cutoffLog10P());
        json.writeNumberProperty("cutoffDeviance", policy.cutoffDeviance());
        json.writeEndObject();
    }
}
