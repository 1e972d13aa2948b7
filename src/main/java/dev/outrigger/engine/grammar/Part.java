package dev.outrigger.engine.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A schema that is an object, and its keywords' values in the types that they must have. */
record Part(Place place, Tree.Fields fields) {
    private static final String IS_SCHEMA = "must be a schema";

    static Part of(Place place) {
        if (place.tree() instanceof Tree.Fields fields) return new Part(place, fields);
        throw SchemaRefused.of(place.path(), "must be a schema: an object, true or false");
    }

    String path() {
        return place.path();
    }

    boolean has(String keyword) {
        return fields.has(keyword);
    }

    boolean hasAny(List<String> keywords) {
        return keywords.stream().anyMatch(fields::has);
    }

    Optional<Tree> get(String keyword) {
        return fields.get(keyword);
    }

    Optional<String> text(String keyword) {
        return get(keyword).map(value -> {
            if (value instanceof Tree.Text text) return text.text();
            throw refuse(keyword, "must be a string");
        });
    }

    boolean isTrue(String keyword) {
        return get(keyword)
                .map(value -> {
                    if (value instanceof Tree.Truth truth) return truth.isTrue();
                    throw refuse(keyword, "must be true or false");
                })
                .orElse(false);
    }

    Optional<Tree.Numeral> number(String keyword) {
        return get(keyword).map(value -> {
            if (value instanceof Tree.Numeral numeral) return numeral;
            throw refuse(keyword, "must be a number");
        });
    }

    /** A whole number of at least 0; what an {@code int} cannot hold is as good as endless. */
    OptionalInt count(String keyword) {
        Optional<Tree.Numeral> numeral = number(keyword);
        if (numeral.isEmpty()) return OptionalInt.empty();
        var number = numeral.get().number();
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0)
            throw refuse(keyword, "must be a whole number of at least 0");
        return OptionalInt.of(number.precision() - number.scale() > 9 ? Integer.MAX_VALUE : number.intValueExact());
    }

    /** The schema that the keyword has. */
    Optional<Place> schema(String keyword) {
        return get(keyword).map(value -> schema(keyword, place.at(keyword, value)));
    }

    /** The schemas in the keyword's list. */
    List<Place> schemas(String keyword) {
        List<Place> schemas = new ArrayList<>();
        List<Tree> items = items(keyword);
        Place list = place.at(keyword, fields);
        for (int i = 0; i < items.size(); i++) schemas.add(schema(keyword, list.at(String.valueOf(i), items.get(i))));
        return schemas;
    }

    /** The schema under this name of the keyword's. */
    Optional<Place> schema(String keyword, String name) {
        return Optional.ofNullable(named(keyword).get(name))
                .map(value -> schema(keyword, place.at(keyword, fields).at(name, value)));
    }

    private Place schema(String keyword, Place place) {
        if (place.tree() instanceof Tree.Fields || place.tree() instanceof Tree.Truth) return place;
        throw SchemaRefused.of(path(), keyword, place.tree(), IS_SCHEMA);
    }

    /** What the keyword names, in order. */
    Map<String, Tree> named(String keyword) {
        Optional<Tree> value = get(keyword);
        if (value.isEmpty()) return Map.of();
        if (value.get() instanceof Tree.Fields named) return named.fields();
        throw refuse(keyword, "must be an object");
    }

    List<Tree> items(String keyword) {
        Optional<Tree> value = get(keyword);
        if (value.isEmpty()) return List.of();
        if (value.get() instanceof Tree.Items items) return items.items();
        throw refuse(keyword, "must be an array");
    }

    List<String> texts(String keyword) {
        return items(keyword).stream()
                .map(item -> {
                    if (item instanceof Tree.Text text) return text.text();
                    throw refuse(keyword, "must be an array of strings");
                })
                .toList();
    }

    SchemaRefused refuse(String keyword, String rule) {
        return SchemaRefused.of(path(), keyword, get(keyword).orElse(new Tree.Nothing()), rule);
    }
}
