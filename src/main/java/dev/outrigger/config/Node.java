package dev.outrigger.config;

import java.util.List;
import java.util.Optional;

/**
 * A configuration file as a tree in which each node knows its place, so that every mistake names its line. Aliases are
 * already followed; text is kept as written, so that {@code no} and {@code 1.10} mean what the reader's type says.
 */
public sealed interface Node {
    /** Where the node begins. */
    Place place();

    /** The value of a mapping's first entry of that key; nothing where there is none. */
    default Node at(String key) {
        return entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .map(Entry::value)
                .orElseGet(() -> new Nothing(place()));
    }

    /** A mapping's keys with their values; none of anything else. */
    default List<Entry> entries() {
        return List.of();
    }

    /** A sequence's nodes; none of anything else. */
    default List<Node> items() {
        return List.of();
    }

    /** Keys with their values, in the order written; a key that stands there twice is kept twice. */
    record Mapping(Place place, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The first entry of that key. */
        public Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }
    }

    /** One key of a mapping, where it stands, and its value. */
    record Entry(String key, Place place, Node value) {}

    /** Nodes in order. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A single value, as text. */
    record Scalar(Place place, String text, Style style) implements Node {}

    /** Neither: a key with nothing after it, {@code ~} or {@code null}. */
    record Nothing(Place place) implements Node {}

    /** Whether quotes said that a scalar is text. */
    enum Style {
        PLAIN,
        QUOTED
    }
}
