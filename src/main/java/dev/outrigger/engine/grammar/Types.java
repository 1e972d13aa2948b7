package dev.outrigger.engine.grammar;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of values that a schema's {@code type} allows, and whether numbers must be whole. */
record Types(Set<Kind> kinds, boolean areWhole) {
    private static final String TYPE = "type";

    /** Nothing said. */
    static final Types ALL = new Types(EnumSet.allOf(Kind.class), false);

    /** What the schema says; empty when it says nothing. */
    static Optional<Types> of(Part part) {
        if (!part.has(TYPE)) return Optional.empty();
        List<String> names = part.get(TYPE).orElseThrow() instanceof Tree.Items
                ? part.texts(TYPE)
                : part.text(TYPE).stream().toList();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String name : names) kinds.add(kind(name, part));
        // OpenAPI 3.0 has it beside a type.
        if (part.isTrue("nullable")) kinds.add(Kind.NULL);
        return Optional.of(new Types(kinds, !names.contains("number") && names.contains("integer")));
    }

    private static Kind kind(String name, Part part) {
        return switch (name) {
            case "null" -> Kind.NULL;
            case "boolean" -> Kind.BOOLEAN;
            case "integer", "number" -> Kind.NUMBER;
            case "string" -> Kind.STRING;
            case "array" -> Kind.ARRAY;
            case "object" -> Kind.OBJECT;
            default -> throw part.refuse(TYPE, "must be a type of JSON Schema, or an array of them");
        };
    }

    /** What both allow. */
    Types and(Types other) {
        Set<Kind> both = EnumSet.copyOf(kinds);
        both.retainAll(other.kinds);
        return new Types(both, areWhole || other.areWhole);
    }
}
