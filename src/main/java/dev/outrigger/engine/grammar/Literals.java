package dev.outrigger.engine.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values that a schema names: of {@code enum} and {@code const}. Objects and arrays among them are made schemas. */
final class Literals {
    private Literals() {}

    /** What the schema allows, where it names values that hold no others; empty when it names none, or is split. */
    static Optional<List<Tree>> of(Part part) {
        List<List<Tree>> lists = lists(part);
        if (lists.isEmpty() || holdOthers(lists)) return Optional.empty();
        return Optional.of(common(lists));
    }

    /** Schemas of the values, where some hold others. */
    static Optional<List<Place>> split(Part part) {
        List<List<Tree>> lists = lists(part);
        if (!holdOthers(lists)) return Optional.empty();
        List<Tree> plain = new ArrayList<>();
        List<Place> schemas = new ArrayList<>();
        Place named = part.place().at(Keywords.ENUM, part.fields());
        for (Tree value : common(lists)) {
            if (isPlain(value)) plain.add(value);
            else schemas.add(named.at(String.valueOf(schemas.size()), schema(value)));
        }
        if (!plain.isEmpty()) schemas.add(named.at("plain", fields(Map.of(Keywords.ENUM, new Tree.Items(plain)))));
        return Optional.of(schemas);
    }

    private static List<List<Tree>> lists(Part part) {
        List<List<Tree>> lists = new ArrayList<>();
        part.get(Keywords.CONST).ifPresent(value -> lists.add(List.of(value)));
        if (part.has(Keywords.ENUM)) lists.add(part.items(Keywords.ENUM));
        if (lists.stream().anyMatch(list -> list.size() > Bounds.ENUM_VALUES))
            throw part.refuse(Keywords.ENUM, "must have at most " + Bounds.ENUM_VALUES + " values");
        return lists;
    }

    private static boolean holdOthers(List<List<Tree>> lists) {
        return lists.stream().anyMatch(list -> !list.stream().allMatch(Literals::isPlain));
    }

    private static boolean isPlain(Tree value) {
        return !(value instanceof Tree.Fields) && !(value instanceof Tree.Items);
    }

    static List<Tree> common(List<List<Tree>> lists) {
        List<Tree> common = new ArrayList<>(lists.getFirst());
        for (List<Tree> list : lists) common.retainAll(list);
        return common;
    }

    private static Tree.Fields schema(Tree value) {
        return switch (value) {
            case Tree.Fields object -> {
                Map<String, Tree> properties = new LinkedHashMap<>();
                object.fields().forEach((name, inner) -> properties.put(name, fields(Map.of(Keywords.CONST, inner))));
                List<Tree> names = new ArrayList<>();
                for (String name : properties.keySet()) names.add(new Tree.Text(name));
                yield fields(Map.of(
                        "type",
                        new Tree.Text("object"),
                        Keywords.PROPERTIES,
                        new Tree.Fields(properties),
                        Keywords.REQUIRED,
                        new Tree.Items(names),
                        Keywords.ADDITIONAL,
                        new Tree.Truth(false)));
            }
            case Tree.Items array -> {
                List<Tree> first = new ArrayList<>();
                for (Tree inner : array.items()) first.add(fields(Map.of(Keywords.CONST, inner)));
                Tree size = new Tree.Numeral(String.valueOf(first.size()), new java.math.BigDecimal(first.size()));
                yield fields(Map.of(
                        "type",
                        new Tree.Text("array"),
                        Keywords.FIRST_ITEMS,
                        new Tree.Items(first),
                        Keywords.ITEMS,
                        new Tree.Truth(false),
                        Keywords.LEAST_ITEMS,
                        size));
            }
            case Tree.Text text -> fields(Map.of(Keywords.CONST, text));
            case Tree.Numeral numeral -> fields(Map.of(Keywords.CONST, numeral));
            case Tree.Truth truth -> fields(Map.of(Keywords.CONST, truth));
            case Tree.Nothing nothing -> fields(Map.of(Keywords.CONST, nothing));
        };
    }

    private static Tree.Fields fields(Map<String, Tree> fields) {
        return new Tree.Fields(fields);
    }
}
