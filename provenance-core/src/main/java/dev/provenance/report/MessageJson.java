package dev.provenance.report;

import dev.provenance.message.Message;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Sentences of a report: in English, with the key that stays when the wording changes. */
final class MessageJson {

    private MessageJson() {}

    static void write(JsonGenerator json, Message message) {
        json.writeStartObject();
        json.writeStringProperty("key", message.key());
        json.writeStringProperty("text", message.toString());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, String name, Message message) {
        json.writeName(name);
        write(json, message);
    }

    static void write(JsonGenerator json, String name, Optional<Message> message) {
        json.writeName(name);
        message.ifPresentOrElse(present -> write(json, present), json::writeNull);
    }

    static void write(JsonGenerator json, String name, List<Message> messages) {
        json.writeArrayPropertyStart(name);
        messages.forEach(message -> write(json, message));
        json.writeEndArray();
    }
}
