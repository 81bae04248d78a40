package dev.provenance.report;

import dev.provenance.BaseComparison;
import dev.provenance.ComponentConclusion;
import dev.provenance.lineage.BaseConclusion;
import dev.provenance.lineage.Finding;
import dev.provenance.lineage.KindEffect;
import dev.provenance.lineage.NullModel;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What tests found: the report's {@code comparisons} and {@code findings}. */
final class LineageJson {

    private final JsonGenerator json;

    LineageJson(JsonGenerator json) {
        this.json = json;
    }

    static void names(JsonGenerator json, String name, List<? extends Enum<?>> constants) {
        json.writeArrayPropertyStart(name);
        constants.forEach(constant -> json.writeString(constant.name()));
        json.writeEndArray();
    }

    void write(BaseComparison comparison) {
        json.writeStartObject();
        json.writeStringProperty("base", comparison.conclusion().base());
        write(comparison.conclusion());
        json.writeArrayPropertyStart("components");
        comparison.components().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("findings");
        comparison.findings().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("effects");
        comparison.effects().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("matchedUnits");
        comparison.matched().forEach(new LayersJson(json)::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(ComponentConclusion component) {
        json.writeStartObject();
        json.writeStringProperty("component", component.component());
        write(component.conclusion());
        json.writeEndObject();
    }

    private void write(BaseConclusion conclusion) {
        json.writeStringProperty("relation", conclusion.relation().name());
        names(json, "further", conclusion.further());
        json.writeStringProperty("direction", conclusion.direction().name());
        names(json, "disguises", conclusion.disguises().stream().sorted().toList());
        number("log10P", conclusion.log10P());
        number("adjustedLog10P", conclusion.adjustedLog10P());
        number("change", conclusion.change());
        number("detectionLimit", conclusion.detectionLimit().orElse(Double.NaN));
        MessageJson.write(json, "reasons", conclusion.reasons());
    }

    private void write(KindEffect effect) {
        json.writeStartObject();
        json.writeStringProperty("kind", effect.kind().name());
        json.writeNumberProperty("tensors", effect.tensors());
        number("rawCosine", effect.rawCosine());
        number("rawCentredCosine", effect.rawCentredCosine());
        number("cosine", effect.cosine());
        number("centredCosine", effect.centredCosine());
        number("relativeL2", effect.relativeL2());
        number("smallestFactor", effect.smallestFactor());
        number("largestFactor", effect.largestFactor());
        json.writeEndObject();
    }

    void write(Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("claim", finding.claim().name());
        json.writeStringProperty("component", finding.component());
        json.writeStringProperty("measure", finding.measure().name());
        number("statistic", finding.statistic());
        number("effect", finding.effect());
        json.writeName("null");
        write(finding.nullModel());
        number("log10P", finding.log10P().orElse(Double.NaN));
        number("coverage", finding.coverage());
        json.writeStringProperty("outcome", finding.outcome().name());
        MessageJson.write(json, "reason", finding.reason());
        json.writeEndObject();
    }

    void write(NullModel nullModel) {
        json.writeStartObject();
        MessageJson.write(json, "made", nullModel.made());
        json.writeNumberProperty("size", nullModel.size());
        number("centre", nullModel.centre());
        number("spread", nullModel.spread());
        number("smallest", nullModel.smallest());
        number("largest", nullModel.largest());
        json.writeEndObject();
    }

    private void number(String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
