package dev.provenance.report;

import dev.provenance.Circumstance;
import dev.provenance.ClaimAnswer;
import dev.provenance.ClaimAnswer.Evidence;
import dev.provenance.ComponentVerdict;
import dev.provenance.ProvenanceReport;
import dev.provenance.lineage.Finding;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** The report's {@code claims}, {@code components} and {@code circumstances}. Findings are given by their place in {@code findings}, from 0. */
final class ClaimsJson {

    private final JsonGenerator json;
    private final List<Finding> findings;

    ClaimsJson(JsonGenerator json, ProvenanceReport report) {
        this.json = json;
        this.findings = report.findings();
    }

    void write(ClaimAnswer claim) {
        json.writeStartObject();
        json.writeStringProperty("claim", claim.claim().name());
        json.writeStringProperty("answer", claim.answer().name());
        json.writeBooleanProperty("conflicting", claim.isConflicting());
        MessageJson.write(json, "sentence", claim.sentence());
        number("coverage", claim.coverage());
        optional("log10P", claim.log10P());
        write("supporting", claim.supporting());
        write("undecided", claim.undecided());
        write("opposing", claim.opposing());
        json.writeEndObject();
    }

    private void write(String name, Evidence evidence) {
        json.writeObjectPropertyStart(name);
        places(evidence.findings());
        MessageJson.write(json, "signs", evidence.signs());
        json.writeEndObject();
    }

    void write(ComponentVerdict component) {
        json.writeStartObject();
        json.writeStringProperty("component", component.component());
        json.writeStringProperty("shared", component.shared().name());
        json.writeStringProperty("relation", component.relation().name());
        number("parameters", component.parameters());
        number("coverage", component.coverage());
        places(component.findings());
        MessageJson.write(json, "sentence", component.sentence());
        json.writeEndObject();
    }

    void write(Circumstance circumstance) {
        json.writeStartObject();
        MessageJson.write(json, "subject", circumstance.subject());
        MessageJson.write(json, "base", circumstance.base());
        MessageJson.write(json, "suspect", circumstance.suspect());
        number("bits", circumstance.bits());
        json.writeNumberProperty("stars", circumstance.stars());
        json.writeEndObject();
    }

    private void places(List<Finding> members) {
        json.writeName("findings");
        json.writeArray(members.stream().mapToInt(findings::indexOf).toArray(), 0, members.size());
    }

    private void optional(String name, OptionalDouble number) {
        number(name, number.orElse(Double.NaN));
    }

    private void number(String name, double number) {
        if (Double.isFinite(number)) {
            json.writeNumberProperty(name, number);
        } else {
            json.writeNullProperty(name);
        }
    }
}
