package dev.provenance.report;

import dev.provenance.BaseComparison;
import dev.provenance.ModelSummary;
import dev.provenance.ProvenanceReport;
import dev.provenance.TokenizerClaim;
import dev.provenance.Verdict;
import dev.provenance.lineage.KindSummary;
import dev.provenance.lineage.NullModel;
import dev.provenance.lineage.Threshold;
import dev.provenance.safetensors.DType;
import dev.provenance.weights.NotCompared;
import dev.provenance.weights.Sampling;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/** The fields of a report, in the order of the contract. */
final class ReportJson {

    private final JsonGenerator json;
    private final TensorJson tensorJson;

    ReportJson(JsonGenerator json) {
        this.json = json;
        this.tensorJson = new TensorJson(json);
    }

    void write(ProvenanceReport report) {
        json.writeStartObject();
        json.writeStringProperty("schemaVersion", JsonReport.SCHEMA_VERSION);
        json.writeName("run");
        run(report);
        json.writeStringProperty("libraryVersion", report.libraryVersion());
        json.writeName("verdict");
        write(report.verdict());
        json.writeArrayPropertyStart("claims");
        report.claims().forEach(new ClaimsJson(json, report)::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("components");
        report.components().forEach(new ClaimsJson(json, report)::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("circumstances");
        report.circumstances().forEach(new ClaimsJson(json, report)::write);
        json.writeEndArray();
        json.writeName("architecture");
        new ArchitectureJson(json).write(report.architecture());
        json.writeName("suspect");
        write(report.suspect());
        json.writeArrayPropertyStart("bases");
        report.bases().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("comparisons");
        report.comparisons().forEach(new LineageJson(json)::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("findings");
        report.findings().forEach(new LineageJson(json)::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("kinds");
        report.kinds().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("tensors");
        report.tensors().forEach(tensorJson::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("notCompared");
        report.notCompared().forEach(this::write);
        json.writeEndArray();
        json.writeName("sampling");
        write(report.sampling());
        json.writeName("digests");
        report.digests().ifPresentOrElse(new DigestJson(json)::write, json::writeNull);
        json.writeName("sampleDigests");
        report.sampleDigests().ifPresentOrElse(new DigestJson(json)::write, json::writeNull);
        json.writeName("tokenizer");
        write(report.tokenizer());
        json.writeArrayPropertyStart("passes");
        for (ProvenanceReport.Pass pass : report.passes()) {
            json.writeStartObject();
            MessageJson.write(json, "purpose", pass.purpose());
            json.writeNumberProperty("bytes", pass.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("policy");
        report.policy().thresholds().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("layers");
        report.layers().forEach(new LayersJson(json)::write);
        json.writeEndArray();
        json.writeName("picture");
        report.picture().ifPresentOrElse(new PictureJson(json)::write, json::writeNull);
        json.writeName("behavior");
        report.behavior().ifPresentOrElse(new BehaviorJson(json)::write, json::writeNull);
        json.writeName("history");
        report.history().ifPresentOrElse(new HistoryJson(json)::write, json::writeNull);
        json.writeName("compute");
        report.compute().ifPresentOrElse(new ComputeJson(json)::write, json::writeNull);
        json.writeEndObject();
    }

    /** All that differs between two runs on the same input. */
    private void run(ProvenanceReport report) {
        json.writeStartObject();
        json.writeStringProperty("createdAt", report.createdAt().toString());
        json.writeArrayPropertyStart("times");
        for (BaseComparison comparison : report.comparisons()) {
            json.writeStartObject();
            json.writeStringProperty("base", comparison.conclusion().base());
            json.writeObjectPropertyStart("milliseconds");
            comparison.times().forEach((test, time) -> json.writeNumberProperty(test, time.toMillis()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Verdict verdict) {
        json.writeStartObject();
        json.writeStringProperty("base", verdict.base());
        json.writeStringProperty("relation", verdict.relation().name());
        LineageJson.names(json, "further", verdict.further());
        json.writeStringProperty("direction", verdict.direction().name());
        LineageJson.names(
                json, "disguises", verdict.disguises().stream().sorted().toList());
        json.writeStringProperty("weightsRelated", verdict.weightsRelated().name());
        json.writeStringProperty(
                "initialisationShared", verdict.initialisationShared().name());
        optional("log10P", verdict.log10P());
        number("coverage", verdict.coverage());
        MessageJson.write(json, "reasons", verdict.reasons());
        json.writeEndObject();
    }

    private void write(ModelSummary model) {
        json.writeStartObject();
        json.writeStringProperty("name", model.name());
        json.writeName("modelType");
        text(model.config().flatMap(config -> config.modelType()));
        json.writeArrayPropertyStart("architectures");
        model.config().ifPresent(config -> config.architectures().forEach(json::writeString));
        json.writeEndArray();
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
            json.writeStringProperty("detail", anomaly.detail());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(KindSummary kind) {
        json.writeStartObject();
        json.writeStringProperty("kind", kind.group().name());
        json.writeNumberProperty("tensors", kind.tensors());
        json.writeNumberProperty("parameters", kind.parameters());
        json.writeNumberProperty("equalTensors", kind.equalTensors());
        number("cosine", kind.cosine().number());
        number("centredCosine", kind.centredCosine().number());
        number("relativeL2", kind.relativeL2().number());
        json.writeName("otherLayersCosine");
        write(kind.otherLayersCosine());
        json.writeName("otherLayersCentredCosine");
        write(kind.otherLayersCentred());
        json.writeEndObject();
    }

    private void write(Optional<NullModel> nullModel) {
        nullModel.ifPresentOrElse(new LineageJson(json)::write, json::writeNull);
    }

    private void write(NotCompared tensor) {
        json.writeStartObject();
        json.writeStringProperty("model", tensor.owner().name());
        json.writeStringProperty("name", tensor.name());
        tensorJson.shape(tensor.shape());
        json.writeStringProperty("dtype", tensor.dtype().name());
        MessageJson.write(json, "reason", tensor.reason());
        json.writeEndObject();
    }

    private void write(Sampling sampling) {
        json.writeStartObject();
        optional("fraction", sampling.fraction());
        if (sampling.bytes().isPresent()) {
            json.writeNumberProperty("bytes", sampling.bytes().getAsLong());
        } else {
            json.writeNullProperty("bytes");
        }
        json.writeNumberProperty("seed", sampling.seed());
        json.writeNumberProperty("windowElements", sampling.windowElements());
        json.writeEndObject();
    }

    private void write(TokenizerClaim claim) {
        json.writeStartObject();
        json.writeStringProperty("related", claim.related().name());
        MessageJson.write(json, "notCompared", claim.notCompared());
        json.writeName("comparison");
        claim.comparison().ifPresentOrElse(new TokenizerJson(json)::write, json::writeNull);
        json.writeEndObject();
    }

    private void write(Threshold threshold) {
        json.writeStartObject();
        json.writeStringProperty("name", threshold.name());
        json.writeNumberProperty("value", threshold.value());
        json.writeNumberProperty("default", threshold.standard());
        json.writeBooleanProperty("replaced", threshold.isReplaced());
        MessageJson.write(json, "meaning", threshold.meaning());
        MessageJson.write(json, "source", threshold.source());
        json.writeEndObject();
    }

    private void text(Optional<String> text) {
        text.ifPresentOrElse(json::writeString, json::writeNull);
    }

    private void optional(String name, OptionalDouble number) {
        number(name, number.orElse(Double.NaN));
    }

    /** JSON has no NaN. */
    private void number(String name, double number) {
        if (Double.isFinite(number)) {
            json.writeNumberProperty(name, number);
        } else {
            json.writeNullProperty(name);
        }
    }
}
