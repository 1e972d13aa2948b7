package dev.outrigger.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the JSON Schema of a record type, so that editors complete and check the file, from the same components and
 * annotations that the binder reads. The same types always give the same text. It is stricter than the binder in two
 * things that JSON cannot leave open: text that looks like a number needs quotes, and a key must not be left empty.
 *
 * <p>Source: JSON Schema, draft 2020-12, https://json-schema.org/draft/2020-12.
 */
public final class SchemaWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String HOME = "dev.outrigger.";

    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private SchemaWriter() {}

    /** The schema as indented JSON, ending with a line feed. */
    public static String write(String title, Class<? extends Record> type) {
        SchemaWriter writer = new SchemaWriter();
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", title);
        root.setAll(writer.record(type));
        writer.definitions.forEach(root.withObjectProperty("$defs")::set);
        return root.toPrettyString() + "\n";
    }

    private ObjectNode shape(Shape shape) {
        return switch (shape) {
            case Shape.Single single -> ScalarSchema.of(single);
            case Shape.Choice choice -> ScalarSchema.words(choice.words().keySet());
            case Shape.Maybe maybe -> shape(maybe.inner());
            case Shape.Many many -> JSON.objectNode().put("type", "array").set("items", shape(many.item()));
            case Shape.Named named ->
                JSON.objectNode().put("type", "object").set("additionalProperties", shape(named.value()));
            case Shape.Fields fields -> reference(fields.type());
            case Shape.OneOf variants -> reference(variants.type());
        };
    }

    /** By reference, since a type may hold itself. */
    private ObjectNode reference(Class<?> type) {
        String qualified = type.getName().replace('$', '.');
        String name = qualified.startsWith(HOME) ? qualified.substring(HOME.length()) : qualified;
        if (!definitions.containsKey(name)) {
            definitions.put(name, JSON.objectNode());
            definitions.put(name, type.isRecord() ? record(type.asSubclass(Record.class)) : variants(type));
        }
        return JSON.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode record(Class<? extends Record> type) {
        ObjectNode schema = described(type).put("type", "object");
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (Layout.Field field : Layout.of(type).fields()) {
            properties.set(field.key(), field(field));
            boolean mayBeAbsent = field.ifAbsent().isPresent() || field.shape() instanceof Shape.Maybe;
            if (!mayBeAbsent) required.add(field.key());
        }
        schema.set("properties", properties);
        if (!required.isEmpty()) schema.set("required", required);
        return schema.put("additionalProperties", false);
    }

    private ObjectNode field(Layout.Field field) {
        ObjectNode schema = shape(field.shape());
        field.doc().ifPresent(doc -> {
            Optional<String> rule =
                    Optional.ofNullable(schema.get("description")).map(node -> node.asText());
            schema.put("description", doc + rule.map(text -> " " + text).orElse(""));
        });
        if (field.ifAbsent().isPresent()) schema.set("default", DefaultSchema.of(Defaults.node(field), field.shape()));
        return schema;
    }

    private ObjectNode variants(Class<?> type) {
        VariantLayout layout = VariantLayout.of(type);
        ObjectNode schema = described(type);
        ArrayNode choices = schema.putArray("oneOf");
        layout.records().forEach((word, record) -> choices.add(variant(layout, word, record)));
        return schema;
    }

    private ObjectNode variant(VariantLayout layout, String word, Class<? extends Record> type) {
        if (layout.field().isPresent())
            return withWord(record(type), layout.field().get(), word);
        if (VariantLayout.isShort(word, Layout.of(type))) return record(type);
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.putObject("properties").set(word, reference(type));
        schema.putArray("required").add(word);
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode withWord(ObjectNode record, String field, String word) {
        ObjectNode properties = JSON.objectNode();
        properties.putObject(field).put("const", word);
        properties.setAll((ObjectNode) record.get("properties"));
        ArrayNode required = JSON.arrayNode().add(field);
        record.path("required").forEach(required::add);
        record.set("properties", properties);
        record.set("required", required);
        return record;
    }

    private static ObjectNode described(Class<?> type) {
        ObjectNode schema = JSON.objectNode();
        Optional.ofNullable(type.getAnnotation(Doc.class)).ifPresent(doc -> schema.put("description", doc.value()));
        return schema;
    }
}
