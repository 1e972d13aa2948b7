package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;

/**
 * The format of what a tool of free text takes. In chat completions a grammar stands in an object of its own; in the
 * vocabulary, as in responses, its syntax and definition stand beside the type. Source: OpenAI API reference, "Create chat
 * completion", {@code tools} (https://platform.openai.com/docs/api-reference/chat/create).
 */
final class OpenAiGrammar {
    private static final String GRAMMAR = "grammar";

    private OpenAiGrammar() {}

    /** Of a tool's declaration; an empty object when it says none. */
    static Passage format(JsonValue format) {
        if (!format.isObject()) return Passage.of("{}");
        JsonValue grammar = format.get(GRAMMAR);
        if (!grammar.isObject()) return format.written();
        ObjectNode flat = Json.STRICT.createObjectNode().put("type", GRAMMAR);
        Json.tree(grammar.written()).properties().forEach(field -> flat.set(field.getKey(), field.getValue()));
        String written = flat.toString();
        format.tape().decoded(written);
        return Passage.of(written);
    }

    /** Says it in the tool's declaration, unless there is none. */
    static void write(JsonNode format, ObjectNode tool) {
        if (!format.has("type")) return;
        boolean isFlat = format.path("type").asText().equals(GRAMMAR) && format.size() > 1 && !format.has(GRAMMAR);
        if (!isFlat) {
            tool.set("format", format);
            return;
        }
        ObjectNode grammar = tool.putObject("format").put("type", GRAMMAR).putObject(GRAMMAR);
        format.properties().forEach(field -> {
            if (!field.getKey().equals("type")) grammar.set(field.getKey(), field.getValue());
        });
    }
}
