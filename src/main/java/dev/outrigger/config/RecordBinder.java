package dev.outrigger.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Binds a mapping with known keys to one record type. */
final class RecordBinder {
    private final Binder binder;
    private final Layout layout;

    RecordBinder(Binder binder, Layout layout) {
        this.binder = binder;
        this.layout = layout;
    }

    /** An empty node is a mapping without keys: all keys may be commented out where all have defaults. */
    Optional<Object> bind(Node node, String path) {
        return switch (node) {
            case Node.Mapping mapping -> bind(mapping, path, Set.of());
            case Node.Nothing(Place place) -> bind(new Node.Mapping(place, List.of()), path, Set.of());
            case Node.Scalar scalar -> notMapping(node, path);
            case Node.Sequence sequence -> notMapping(node, path);
        };
    }

    private Optional<Object> notMapping(Node node, String path) {
        return binder.mistakes().notMapping(path, node, "a mapping with the keys " + String.join(", ", layout.keys()));
    }

    /** Keys in {@code others} are allowed and left to the caller. */
    Optional<Object> bind(Node.Mapping mapping, String path, Set<String> others) {
        boolean isKnown = areAllKnown(mapping, path, others);
        boolean isUnique = binder.mistakes().areUnique(mapping, path);
        List<Object> values = new ArrayList<>();
        for (Layout.Field field : layout.fields()) field(field, mapping, path).ifPresent(values::add);
        if (!isKnown || !isUnique || values.size() < layout.fields().size()) return Optional.empty();
        try {
            return Optional.of(layout.make(values));
        } catch (IllegalArgumentException objection) {
            return objection(String.valueOf(objection.getMessage()), mapping, path);
        }
    }

    private boolean areAllKnown(Node.Mapping mapping, String path, Set<String> others) {
        List<String> keys = layout.keys();
        Set<String> known = new TreeSet<>(keys);
        known.addAll(others);
        List<Node.Entry> unknown = mapping.entries().stream()
                .filter(entry -> !known.contains(entry.key()))
                .toList();
        unknown.forEach(entry -> binder.mistakes().unknown(path, entry, known));
        return unknown.isEmpty();
    }

    private Optional<Object> field(Layout.Field field, Node.Mapping mapping, String path) {
        Optional<Node> node = mapping.find(field.key()).map(Node.Entry::value);
        boolean isSaid = node.isPresent() && !(node.get() instanceof Node.Nothing);
        if (!isSaid && field.ifAbsent().isPresent()) return Optional.of(Defaults.of(field));
        String key = Mistakes.join(path, field.key());
        if (node.isPresent()) return binder.value(field.shape(), node.get(), key);
        if (field.shape() instanceof Shape.Maybe maybe) return Optional.of(Binder.absent(maybe));
        return binder.mistakes().add(key, mapping.place(), key + " is missing");
    }

    private Optional<Object> objection(String message, Node.Mapping mapping, String path) {
        for (Layout.Field field : layout.fields()) {
            if (!message.startsWith(field.key() + " ")) continue;
            Place place = mapping.find(field.key()).map(Node.Entry::place).orElse(mapping.place());
            String key = Mistakes.join(path, field.key());
            return binder.mistakes()
                    .add(key, place, key + message.substring(field.key().length()));
        }
        return binder.mistakes().add(path, mapping.place(), path.isEmpty() ? message : path + ": " + message);
    }
}
