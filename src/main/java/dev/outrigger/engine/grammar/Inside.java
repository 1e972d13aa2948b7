package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import dev.outrigger.engine.grammar.automaton.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which schemas hold for what stands in an object or an array, by the parts that hold for it. */
final class Inside {
    private final Automata automata;

    Inside(Automata automata) {
        this.automata = automata;
    }

    /** Names that parts speak of, in order: those with a schema first, then others that are required. */
    static Set<String> names(List<Part> parts) {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : parts) names.addAll(part.named(Keywords.PROPERTIES).keySet());
        names.addAll(required(parts));
        return names;
    }

    static Set<String> required(List<Part> parts) {
        Set<String> required = new LinkedHashSet<>();
        for (Part part : parts) required.addAll(part.texts(Keywords.REQUIRED));
        return required;
    }

    /** Schemas of the member of this name. */
    List<Place> member(List<Part> parts, String name) {
        List<Place> schemas = new ArrayList<>();
        byte[] written = JsonText.closed(name);
        for (Part part : parts) {
            List<Place> own = new ArrayList<>();
            part.schema(Keywords.PROPERTIES, name).ifPresent(own::add);
            for (String pattern : part.named(Keywords.NAME_PATTERNS).keySet()) {
                if (pattern(part, pattern).contains(written))
                    part.schema(Keywords.NAME_PATTERNS, pattern).ifPresent(own::add);
            }
            if (own.isEmpty()) part.schema(Keywords.ADDITIONAL).ifPresent(own::add);
            schemas.addAll(own);
        }
        return schemas;
    }

    /** Schemas of members whose names match these patterns of {@link #patterns}, and no others. */
    static List<Place> others(List<Part> parts, Set<String> patterns) {
        List<Place> schemas = new ArrayList<>();
        for (Part part : parts) {
            List<Place> own = new ArrayList<>();
            for (String pattern : part.named(Keywords.NAME_PATTERNS).keySet())
                if (patterns.contains(pattern))
                    part.schema(Keywords.NAME_PATTERNS, pattern).ifPresent(own::add);
            if (own.isEmpty()) part.schema(Keywords.ADDITIONAL).ifPresent(own::add);
            schemas.addAll(own);
        }
        return schemas;
    }

    /** Patterns of names, each once. */
    static List<String> patterns(List<Part> parts) {
        Set<String> patterns = new LinkedHashSet<>();
        for (Part part : parts)
            patterns.addAll(part.named(Keywords.NAME_PATTERNS).keySet());
        return List.copyOf(patterns);
    }

    Dfa pattern(Part part, String pattern) {
        return automata.pattern(part, Keywords.NAME_PATTERNS, pattern);
    }

    /** Whether members that no part speaks of are wanted: where parts name members, only if one says so. */
    static boolean isOpen(List<Part> parts) {
        return parts.stream().anyMatch(part -> part.has(Keywords.ADDITIONAL))
                || parts.stream().noneMatch(part -> part.has(Keywords.PROPERTIES) || part.has(Keywords.NAME_PATTERNS));
    }

    /** How many of the first items have schemas of their own. */
    static int firstItems(List<Part> parts) {
        return parts.stream().mapToInt(part -> first(part).size()).max().orElse(0);
    }

    /** Schemas of the item at this place. */
    static List<Place> item(List<Part> parts, int place) {
        List<Place> schemas = new ArrayList<>();
        for (Part part : parts) {
            List<Place> first = first(part);
            if (place < first.size()) schemas.add(first.get(place));
            else rest(part, schemas);
        }
        return schemas;
    }

    /** Whether a part says what the other items are. */
    static boolean saysRest(List<Part> parts) {
        return parts.stream().anyMatch(part -> {
            List<Place> rest = new ArrayList<>();
            rest(part, rest);
            return !rest.isEmpty();
        });
    }

    /** As {@code prefixItems}, or as drafts before 2020-12 have it. */
    private static List<Place> first(Part part) {
        return isOldTuple(part) ? part.schemas(Keywords.ITEMS) : part.schemas(Keywords.FIRST_ITEMS);
    }

    private static void rest(Part part, List<Place> schemas) {
        part.schema(isOldTuple(part) ? Keywords.OTHER_ITEMS : Keywords.ITEMS).ifPresent(schemas::add);
    }

    private static boolean isOldTuple(Part part) {
        return part.get(Keywords.ITEMS)
                .filter(items -> items instanceof Tree.Items)
                .isPresent();
    }
}
