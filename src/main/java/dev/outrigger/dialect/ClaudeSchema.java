package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.dialect.json.SchemaObjects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JSON Schemas as Claude, and Bedrock, take them where they are enforced: what is not enforced is refused there, and is
 * told in the description instead, as the vendor's own libraries do. Sources: Anthropic, "Structured outputs", JSON Schema
 * limitations (https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs); Amazon Bedrock, "Structured
 * outputs".
 */
public final class ClaudeSchema {
    private static final String REF = "$ref";
    private static final String DESCRIPTION = "description";

    private static final Set<String> ENFORCED = Set.of(
            REF,
            "$defs",
            "definitions",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "anyOf",
            "allOf",
            "enum",
            "const",
            "pattern",
            "format",
            "minItems");

    /** They bind nobody, and are taken. */
    private static final Set<String> SAID = Set.of("title", DESCRIPTION, "default");

    /** They are for readers of the schema. */
    private static final Set<String> NOTES = Set.of("$schema", "$comment");

    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    /** Looking around, borders of words, and going back to what was matched. */
    private static final Pattern NOT_REGULAR = Pattern.compile("\\(\\?[=!<]|\\\\[bB1-9]");

    private ClaudeSchema() {}

    /** Whether it can be enforced at all: no part of it is in itself, or stands elsewhere. */
    public static boolean isFinite(JsonNode schema) {
        return isFinite(schema, schema, new ArrayList<>(), new HashSet<>());
    }

    private static boolean isFinite(JsonNode schema, JsonNode root, List<String> within, Set<String> known) {
        for (ObjectNode part : SchemaObjects.every(schema)) {
            String ref = part.path(REF).asText();
            if (ref.isEmpty() || known.contains(ref)) continue;
            if (!ref.startsWith("#/") || within.contains(ref)) return false;
            JsonNode target = root.at(ref.substring(1));
            within.add(ref);
            if (target.isMissingNode() || !isFinite(target, root, within, known)) return false;
            within.remove(ref);
            known.add(ref);
        }
        return true;
    }

    /** Moves what is not enforced from the schema, which is changed, to its descriptions; false when there is nothing. */
    public static boolean loosen(JsonNode schema) {
        boolean loosened = false;
        for (ObjectNode part : SchemaObjects.every(schema)) loosened |= loosenPart(part);
        return loosened;
    }

    private static boolean loosenPart(ObjectNode part) {
        part.remove(NOTES);
        boolean isOneOf = part.has("oneOf") && !part.has("anyOf");
        if (isOneOf) part.set("anyOf", part.remove("oneOf"));
        List<String> words = new ArrayList<>();
        part.properties().forEach(keyword -> {
            if (!isTaken(keyword.getKey(), keyword.getValue())) words.add(keyword.getKey());
        });
        if (words.isEmpty()) return isOneOf;
        List<String> told = new ArrayList<>();
        for (String word : words) told.add(word + ": " + part.remove(word));
        String before = part.path(DESCRIPTION).asText();
        part.put(DESCRIPTION, (before.isEmpty() ? "" : before + "\n\n") + "{" + String.join(", ", told) + "}");
        return true;
    }

    private static boolean isTaken(String keyword, JsonNode value) {
        if (SAID.contains(keyword)) return true;
        if (!ENFORCED.contains(keyword)) return false;
        return switch (keyword) {
            case "minItems" -> value.asInt() <= 1;
            case "format" -> FORMATS.contains(value.asText());
            case "pattern" -> !NOT_REGULAR.matcher(value.asText()).find();
            case "enum" -> {
                boolean plain = true;
                for (JsonNode one : value) plain &= one.isValueNode();
                yield plain;
            }
            default -> true;
        };
    }
}
