package dev.provenance.report;

import dev.provenance.internal.TokenizerMessages;
import dev.provenance.tokenizer.compare.DeclaredRules;
import dev.provenance.tokenizer.compare.IdAgreement;
import dev.provenance.tokenizer.compare.MergeAgreement;
import dev.provenance.tokenizer.compare.OrderEvidence;
import dev.provenance.tokenizer.compare.Overlap;
import dev.provenance.tokenizer.compare.RelationFinding;
import dev.provenance.tokenizer.compare.ScriptCounts;
import dev.provenance.tokenizer.compare.TokenizerComparison;
import dev.provenance.tokenizer.compare.TokenizerSummary;
import dev.provenance.tokenizer.encode.EncodingComparison;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** The fields of a comparison of tokenizers. What is undefined is null. */
final class TokenizerJson {

    private final JsonGenerator json;

    TokenizerJson(JsonGenerator json) {
        this.json = json;
    }

    void write(TokenizerComparison comparison) {
        json.writeStartObject();
        relation(comparison.relation());
        json.writeName("a");
        tokenizer(comparison.a());
        json.writeName("b");
        tokenizer(comparison.b());
        overlap(comparison.tokens());
        json.writeObjectPropertyStart("text");
        overlap(comparison.text());
        json.writeEndObject();
        ids(comparison.ids());
        json.writeObjectPropertyStart("early");
        number("firstThousand", comparison.early().firstThousand());
        number("tail", comparison.early().tail());
        json.writeEndObject();
        json.writeName("merges");
        comparison.merges().ifPresentOrElse(this::merges, json::writeNull);
        declared(comparison.declared());
        scripts(comparison.scripts());
        json.writeName("encodings");
        encodings(comparison.encodings());
        json.writeEndObject();
    }

    private void relation(RelationFinding finding) {
        json.writeStringProperty("relation", finding.relation().name());
        json.writeStringProperty("direction", finding.direction().name());
        json.writeName("commonAncestor");
        finding.commonAncestor()
                .ifPresentOrElse(
                        ancestor -> {
                            json.writeStartObject();
                            json.writeStringProperty("name", ancestor.name());
                            json.writeStringProperty(
                                    "source", ancestor.inA().known().source());
                            json.writeNumberProperty(
                                    "containedInA", ancestor.inA().containment());
                            json.writeNumberProperty(
                                    "containedInB", ancestor.inB().containment());
                            json.writeEndObject();
                        },
                        json::writeNull);
        json.writeNumberProperty("log10P", finding.evidence().log10P());
        json.writeArrayPropertyStart("orders");
        for (OrderEvidence.Measure measure : finding.evidence().measures()) {
            json.writeStartObject();
            json.writeStringProperty("name", measure.ordering().name());
            json.writeNumberProperty("items", measure.order().items());
            json.writeNumberProperty("longest", measure.order().longest());
            number("share", measure.order().share());
            json.writeNumberProperty("log10P", measure.log10P());
            json.writeEndObject();
        }
        json.writeEndArray();
        MessageJson.write(
                json,
                "reasons",
                finding.reasons().stream().map(TokenizerMessages::of).toList());
        MessageJson.write(json, "limits", TokenizerMessages.of(RelationFinding.LIMITS));
    }

    private void tokenizer(TokenizerSummary tokenizer) {
        json.writeStartObject();
        json.writeStringProperty("name", tokenizer.name());
        json.writeStringProperty("format", tokenizer.format().name());
        json.writeStringProperty("type", tokenizer.type().name());
        json.writeNumberProperty("size", tokenizer.size());
        json.writeNumberProperty("modelSize", tokenizer.modelSize());
        json.writeNumberProperty("added", tokenizer.added());
        json.writeNumberProperty("declared", tokenizer.declared());
        json.writeNumberProperty("largestId", tokenizer.largestId());
        number("configVocabSize", tokenizer.configVocabSize());
        number("paddingRows", tokenizer.paddingRows());
        json.writeArrayPropertyStart("anomalies");
        tokenizer.anomalies().forEach(anomaly -> {
            json.writeStartObject();
            json.writeStringProperty("file", anomaly.file());
            json.writeStringProperty("rule", anomaly.rule().name());
            json.writeNumberProperty("count", anomaly.count());
            json.writeStringProperty("example", anomaly.example().toString());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    private void overlap(Overlap overlap) {
        json.writeNumberProperty("sizeA", overlap.sizeA());
        json.writeNumberProperty("sizeB", overlap.sizeB());
        json.writeNumberProperty("common", overlap.common());
        number("containmentOfA", overlap.containmentOfA());
        number("containmentOfB", overlap.containmentOfB());
        number("jaccard", overlap.jaccard());
    }

    private void ids(IdAgreement ids) {
        number("sameIdShare", ids.sameIdShare());
        number("lisShare", ids.order().share());
        json.writeObjectPropertyStart("offsets");
        json.writeNumberProperty("distinct", ids.distinctOffsets());
        json.writeArrayPropertyStart("mostFrequent");
        for (IdAgreement.Offset offset : ids.offsets()) {
            json.writeStartObject();
            json.writeNumberProperty("offset", offset.offset());
            json.writeNumberProperty("tokens", offset.tokens());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void merges(MergeAgreement merges) {
        json.writeStartObject();
        json.writeNumberProperty("sizeA", merges.sizeA());
        json.writeNumberProperty("sizeB", merges.sizeB());
        json.writeNumberProperty("common", merges.common());
        json.writeNumberProperty("commonPrefix", merges.commonPrefix());
        number("lisShare", merges.order().share());
        number("rankCorrelation", merges.rankCorrelation());
        number("firstThousand", merges.firstThousand());
        number("tail", merges.tail());
        json.writeEndObject();
    }

    private void declared(DeclaredRules declared) {
        json.writeArrayPropertyStart("specialTokens");
        for (DeclaredRules.Role role : declared.roles()) {
            json.writeStartObject();
            json.writeStringProperty("role", role.role().name());
            texts("a", role.a());
            texts("b", role.b());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("rules");
        for (DeclaredRules.Rule rule : declared.rules()) {
            json.writeStartObject();
            json.writeStringProperty("name", rule.name());
            json.writeBooleanProperty("equal", rule.isEqual());
            text("a", rule.a());
            text("b", rule.b());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void scripts(ScriptCounts counts) {
        json.writeArrayPropertyStart("scripts");
        for (ScriptCounts.Row row : counts.scripts()) {
            json.writeStartObject();
            json.writeStringProperty("script", row.script().name());
            json.writeNumberProperty("a", row.a());
            json.writeNumberProperty("b", row.b());
            json.writeNumberProperty("common", row.common());
            json.writeEndObject();
        }
        json.writeEndArray();
        groups("onlyInA", counts.onlyInA());
        groups("onlyInB", counts.onlyInB());
    }

    private void groups(String name, List<ScriptCounts.Group> groups) {
        json.writeArrayPropertyStart(name);
        for (ScriptCounts.Group group : groups) {
            json.writeStartObject();
            json.writeStringProperty("script", group.script().name());
            json.writeNumberProperty("tokens", group.tokens());
            texts("examples", group.examples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void encodings(EncodingComparison encodings) {
        json.writeStartObject();
        MessageJson.write(json, "notCompared", encodings.notCompared().map(TokenizerMessages::of));
        json.writeArrayPropertyStart("passages");
        for (EncodingComparison.Passage passage : encodings.passages()) {
            json.writeStartObject();
            json.writeStringProperty("name", passage.name());
            json.writeBooleanProperty("samePieces", passage.samePieces());
            ids("idsA", passage.idsA());
            ids("idsB", passage.idsB());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void ids(String name, List<Integer> ids) {
        json.writeName(name);
        json.writeArray(ids.stream().mapToInt(Integer::intValue).toArray(), 0, ids.size());
    }

    private void texts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private void text(String name, Optional<String> text) {
        json.writeName(name);
        text.ifPresentOrElse(json::writeString, json::writeNull);
    }

    private void number(String name, OptionalDouble number) {
        json.writeName(name);
        number.ifPresentOrElse(json::writeNumber, json::writeNull);
    }

    private void number(String name, OptionalInt number) {
        json.writeName(name);
        number.ifPresentOrElse(json::writeNumber, json::writeNull);
    }
}
