package dev.outrigger.dialect.gemini;

import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.dialect.Preparation;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;

/** Where a destination's instructions stands in a request; fields keep the spelling that the app has of them. */
final class GeminiPreparation {
    private GeminiPreparation() {}

    static Preparation of(Inbound inbound, Instructions instructions) {
        Preparation preparation = new Preparation(inbound, instructions);
        JsonValue root = preparation.root();
        String config = spelled(root, "generationConfig");
        return preparation
                .system(
                        spelled(root, "systemInstruction"),
                        template -> instruction(Spelling.get(root, "systemInstruction"), template))
                .numbersIn(config, "temperature", spelled(root.get(config), "maxOutputTokens"));
    }

    /** A content, or its parts' text alone. */
    private static String instruction(JsonValue said, Instructions.Template template) {
        if (said.isText()) return Preparation.around(said, template);
        JsonValue parts = said.get("parts");
        String around = said.has("parts")
                ? Preparation.items(parts, template, GeminiPreparation::part)
                : "[" + part(template.alone()) + "]";
        String role =
                said.has("role") ? "\"role\":" + said.get("role").written().text() + "," : "";
        return "{" + role + "\"parts\":" + around + "}";
    }

    private static String part(String text) {
        return "{\"text\":" + Json.quote(text) + "}";
    }

    private static String spelled(JsonValue object, String name) {
        return object.has(Spelling.snake(name)) && !object.has(name) ? Spelling.snake(name) : name;
    }
}
