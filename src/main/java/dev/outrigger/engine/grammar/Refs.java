package dev.outrigger.engine.grammar;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Finds what a {@code $ref} points to within its schema.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON Pointer</a>.
 */
final class Refs {
    static final String ROOT = "#";
    static final String REF = "$ref";

    private final Place root;

    Refs(Tree schema) {
        this.root = new Place(ROOT, schema);
    }

    Place root() {
        return root;
    }

    Place target(Part part, String ref) {
        if (!ref.equals(ROOT) && !ref.startsWith("#/"))
            throw part.refuse(REF, "must point into its own schema, as #/$defs/NAME");
        Place at = root;
        if (ref.equals(ROOT)) return at;
        // Plus signs are themselves in a fragment.
        String pointer = ref.replace("+", "%2B");
        try {
            pointer = URLDecoder.decode(pointer, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw part.refuse(REF, "must be well-formed");
        }
        for (String step : pointer.substring(2).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = at.at(name, inner(at.tree(), name, part));
        }
        return at;
    }

    private static Tree inner(Tree tree, String name, Part part) {
        if (tree instanceof Tree.Fields fields && fields.get(name).isPresent())
            return fields.get(name).get();
        if (tree instanceof Tree.Items items && name.matches("0|[1-9][0-9]{0,5}")) {
            int place = Integer.parseInt(name);
            if (place < items.items().size()) return items.items().get(place);
        }
        throw part.refuse(REF, "must point to what is there");
    }
}
