package dev.outrigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The JSON Schema of {@code outrigger.yaml} as a table in Markdown, a row a key. {@code NAME} stands for a name of the
 * operator's, {@code [kind]} for the variant that has the key.
 */
final class KeyTable {
    private static final Pattern RANGE = Pattern.compile("\\s*Range: (.*)\\.$");
    private static final String HEAD = "| key | value | default | what it is |\n|---|---|---|---|\n";

    private final JsonNode schema;
    private final List<String> rows = new ArrayList<>();

    private KeyTable(JsonNode schema) {
        this.schema = schema;
    }

    static String of(JsonNode schema) {
        KeyTable table = new KeyTable(schema);
        table.fields("", schema, MissingNode.getInstance(), "required");
        return HEAD + String.join("", table.rows);
    }

    /**
     * @param defaults what the holder of this record says its keys are when it is absent
     * @param required how a key is called that must be there
     */
    private void fields(String path, JsonNode record, JsonNode defaults, String required) {
        record.path("properties").properties().forEach(field -> {
            if (field.getValue().has("const")) return;
            String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            String fallback = defaults.has(field.getKey())
                    ? code(defaults.get(field.getKey()))
                    : isRequired(record, field.getKey()) ? required : fallback(field.getValue());
            key(key, field.getValue(), fallback);
        });
    }

    private void key(String key, JsonNode field, String fallback) {
        JsonNode type = resolved(field);
        JsonNode inner = resolved(type.has("items") ? type.get("items") : type.path("additionalProperties"));
        if (type.has("oneOf") || type.has("properties")) {
            if (!description(field, type).isEmpty()) row(key, "section", "", description(field, type));
            open(key, type, field.path("default"));
        } else if (inner.has("oneOf") || inner.has("properties")) {
            boolean isList = type.has("items");
            row(key, isList ? "list" : "by name", fallback, description(field, type));
            open(key + (isList ? "[]" : ".NAME"), inner, MissingNode.getInstance());
        } else if (type.path("type").asText().equals("object") && !inner.isObject()) {
            row(key, "`{}`", fallback, description(field, type));
        } else {
            row(key, value(type, inner), fallback, description(field, type));
        }
    }

    private void open(String path, JsonNode type, JsonNode defaults) {
        if (!type.has("oneOf")) {
            fields(path, type, defaults, "required");
            return;
        }
        List<String> kinds = new ArrayList<>();
        type.get("oneOf").forEach(variant -> kind(variant).ifPresent(word -> kinds.add("`" + word + "`")));
        if (!kinds.isEmpty()) row(path + ".kind", String.join(", ", kinds), "required", "Which of them it is.");
        String required = kinds.isEmpty() ? "one of them" : "required";
        for (JsonNode variant : type.get("oneOf")) {
            String of = kind(variant).map(word -> "[" + word + "]").orElse("");
            fields(path + of, variant, defaults, required);
        }
    }

    private static Optional<String> kind(JsonNode variant) {
        return Optional.of(variant.at("/properties/kind/const").asText()).filter(word -> !word.isEmpty());
    }

    private static String value(JsonNode type, JsonNode inner) {
        if (type.has("enum")) return words(type.get("enum"));
        if (type.path("type").isArray()) return "number or expression";
        return switch (type.path("type").asText()) {
            case "array" -> "list of " + (inner.has("enum") ? words(inner.get("enum")) : "names");
            case "object" ->
                switch (type.at("/additionalProperties/type").asText()) {
                    case "array" -> "name: list of names";
                    case "integer" -> "name: whole number";
                    default -> "name: name";
                };
            case "boolean" -> "`true`, `false`";
            case "integer" -> "whole number" + bounds(type);
            case "number" -> "number" + bounds(type);
            default -> text(type);
        };
    }

    private static String text(JsonNode type) {
        String pattern = type.path("pattern").asText();
        String kind = pattern.contains("MiB") ? "size" : pattern.contains("ms|s") ? "time" : "text";
        if (type.path("format").asText().startsWith("uri")) kind = "URL";
        Matcher range = RANGE.matcher(type.path("description").asText());
        return range.find() ? kind + ", " + range.group(1) : kind;
    }

    private static String bounds(JsonNode type) {
        if (!type.has("minimum") || !type.has("maximum")) return "";
        return ", " + plain(type.get("minimum")) + "–" + plain(type.get("maximum"));
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static String words(JsonNode words) {
        return StreamSupport.stream(words.spliterator(), false)
                .map(KeyTable::code)
                .collect(Collectors.joining(", "));
    }

    private static String fallback(JsonNode field) {
        return field.has("default") ? code(field.get("default")) : "";
    }

    private static boolean isRequired(JsonNode record, String key) {
        return StreamSupport.stream(record.path("required").spliterator(), false)
                .anyMatch(name -> name.asText().equals(key));
    }

    private static String code(JsonNode value) {
        String text = value.isTextual() ? value.asText() : value.toString().replace("\"", "");
        return "`" + text.replace(",", ", ").replace(":{", ": {") + "`";
    }

    private static String description(JsonNode field, JsonNode type) {
        String text = field.path("description").asText(type.path("description").asText());
        return RANGE.matcher(text).replaceFirst("");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void row(String key, String value, String fallback, String meaning) {
        rows.add("| `" + key + "` | " + value + " | " + fallback + " | " + meaning + " |\n");
    }
}
