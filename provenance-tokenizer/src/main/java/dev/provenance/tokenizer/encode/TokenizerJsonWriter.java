package dev.provenance.tokenizer.encode;

import dev.provenance.tokenizer.model.AddedToken;
import dev.provenance.tokenizer.model.Merges;
import dev.provenance.tokenizer.model.TokenizerModel;
import dev.provenance.tokenizer.model.TokenizerType;
import dev.provenance.tokenizer.model.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A tokenizer as the tokenizer.json of the Hugging Face tokenizers library, for encoding without special tokens. */
final class TokenizerJsonWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final TokenizerModel tokenizer;
    private final Conversion conversion;
    private final JsonGenerator json;

    private TokenizerJsonWriter(TokenizerModel tokenizer, Conversion conversion, JsonGenerator json) {
        this.tokenizer = tokenizer;
        this.conversion = conversion;
        this.json = json;
    }

    /**
     * The file's bytes.
     *
     * @throws NotEncodedException if the tokenizer's files do not declare enough for a conversion without loss
     */
    static byte[] write(TokenizerModel tokenizer) throws NotEncodedException {
        Conversion conversion = Conversion.of(tokenizer);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new TokenizerJsonWriter(tokenizer, conversion, json).file();
        }
        return bytes.toByteArray();
    }

    private void file() {
        json.writeStartObject();
        json.writeStringProperty("version", "1.0");
        json.writeNullProperty("truncation");
        json.writeNullProperty("padding");
        json.writeArrayPropertyStart("added_tokens");
        tokenizer.added().forEach(this::added);
        json.writeEndArray();
        raw("normalizer", conversion.normalizer());
        raw("pre_tokenizer", conversion.preTokenizer());
        json.writeNullProperty("post_processor");
        json.writeNullProperty("decoder");
        json.writeObjectPropertyStart("model");
        model();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void added(AddedToken token) {
        json.writeStartObject();
        json.writeNumberProperty("id", token.id());
        json.writeStringProperty("content", token.content());
        json.writeBooleanProperty("single_word", token.singleWord());
        json.writeBooleanProperty("lstrip", token.leftStrip());
        json.writeBooleanProperty("rstrip", token.rightStrip());
        json.writeBooleanProperty("normalized", token.normalized());
        json.writeBooleanProperty("special", token.special());
        json.writeEndObject();
    }

    private void raw(String name, Optional<String> value) {
        json.writeName(name);
        json.writeRawValue(value.orElse("null"));
    }

    private void model() {
        json.writeStringProperty("type", conversion.typeName());
        conversion.settings().forEach((name, value) -> {
            json.writeName(name);
            json.writeRawValue(value);
        });
        if (tokenizer.type() == TokenizerType.UNIGRAM) {
            scores();
        } else {
            vocabulary();
        }
        if (tokenizer.type() == TokenizerType.BPE) {
            json.writeArrayPropertyStart("merges");
            Merges merges = conversion.merges();
            for (int merge = 0; merge < merges.size(); merge++) {
                json.writeStartArray();
                json.writeString(merges.left(merge));
                json.writeString(merges.right(merge));
                json.writeEndArray();
            }
            json.writeEndArray();
        }
    }

    private void vocabulary() {
        Vocabulary tokens = tokenizer.vocabulary();
        json.writeObjectPropertyStart("vocab");
        for (int token = 0; token < tokens.modelSize(); token++) {
            json.writeNumberProperty(conversion.written(token), tokens.id(token));
        }
        json.writeEndObject();
    }

    private void scores() {
        Vocabulary tokens = tokenizer.vocabulary();
        json.writeArrayPropertyStart("vocab");
        for (int token = 0; token < tokens.modelSize(); token++) {
            json.writeStartArray();
            json.writeString(conversion.written(token));
            json.writeNumber(tokens.score(token).orElse(0));
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
