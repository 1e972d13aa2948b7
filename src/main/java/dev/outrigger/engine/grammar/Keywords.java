package dev.outrigger.engine.grammar;

import java.util.List;
import java.util.Map;

/**
 * Keywords of JSON Schema: those that are kept, those that are refused; all others say nothing about what is valid.
 *
 * <p>Source: <a href="https://json-schema.org/draft/2020-12/json-schema-validation">JSON Schema, draft 2020-12</a>, and of
 * draft 7 what people still write.
 */
final class Keywords {
    static final String PROPERTIES = "properties";
    static final String REQUIRED = "required";
    static final String ADDITIONAL = "additionalProperties";
    static final String NAME_PATTERNS = "patternProperties";
    static final String ITEMS = "items";
    static final String FIRST_ITEMS = "prefixItems";
    static final String OTHER_ITEMS = "additionalItems";
    static final String LEAST_ITEMS = "minItems";
    static final String MOST_ITEMS = "maxItems";
    static final String LEAST_CHARACTERS = "minLength";
    static final String MOST_CHARACTERS = "maxLength";
    static final String PATTERN = "pattern";
    static final String FORMAT = "format";
    static final String STEP = "multipleOf";
    static final String CONST = "const";
    static final String ENUM = "enum";
    static final String LEAST_MEMBERS = "minProperties";
    static final String MOST_MEMBERS = "maxProperties";

    /** By the kind of the values that they are about. */
    static final Map<Kind, List<String>> ABOUT = Map.of(
            Kind.OBJECT, List.of(PROPERTIES, REQUIRED, ADDITIONAL, NAME_PATTERNS, LEAST_MEMBERS, MOST_MEMBERS),
            Kind.ARRAY, List.of(ITEMS, FIRST_ITEMS, OTHER_ITEMS, LEAST_ITEMS, MOST_ITEMS),
            Kind.STRING, List.of(LEAST_CHARACTERS, MOST_CHARACTERS, PATTERN),
            Kind.NUMBER, List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", STEP));

    private static final String NOT_PROMISED = "cannot be promised";

    private static final List<String> REFUSED = List.of(
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "propertyNames",
            "unevaluatedProperties",
            "unevaluatedItems",
            "contains",
            "minContains",
            "maxContains",
            "$dynamicRef",
            "$recursiveRef");

    private Keywords() {}

    /**
     * @throws SchemaRefused when a keyword of the schema is not kept
     */
    static void check(Part part) {
        for (String keyword : REFUSED) if (part.has(keyword)) throw part.refuse(keyword, NOT_PROMISED);
        if (part.isTrue("uniqueItems")) throw part.refuse("uniqueItems", NOT_PROMISED);
        boolean isRoot = part.path().equals(Refs.ROOT);
        if (part.has("$id") && !isRoot) throw part.refuse("$id", "is kept at the root alone");
        part.number(STEP).ifPresent(step -> {
            if (step.number().compareTo(java.math.BigDecimal.ONE) != 0) throw part.refuse(STEP, "is kept as 1 alone");
        });
    }
}
