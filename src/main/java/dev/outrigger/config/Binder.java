package dev.outrigger.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * Turns a tree into a value of a record type, strictly: a component's name is its key, unknown and repeated keys are
 * mistakes, an absent key needs a {@link Default} or an optional type, and what the record's constructor objects to (an
 * {@code IllegalArgumentException}) is a mistake at the record's line, or at a key's when the message begins with it. It
 * goes on after a mistake, so that all are told in one go.
 *
 * <p>Lists and maps are handed over unmodifiable, maps in the file's order. A record type that cannot be bound at all is
 * a fault of the program: {@code IllegalStateException}.
 */
public final class Binder {
    private final Mistakes mistakes = new Mistakes();

    private Binder() {}

    /** One whose mistakes are told apart from the file's. */
    static Binder forDefault() {
        return new Binder();
    }

    /** A record, or a sealed interface with {@link Variants}, from this node. */
    public static <T> Bound<T> bind(Node node, Class<T> type) {
        Binder binder = new Binder();
        Optional<T> value =
                binder.value(Shape.of(type, Optional.empty()), node, "").map(type::cast);
        return value.isPresent() ? new Bound.Ok<>(value.get()) : new Bound.Wrong<>(binder.mistakes.all());
    }

    /** Reads and binds a whole file. */
    public static <T> Bound<T> bind(String file, byte[] content, Class<T> type) {
        return Document.read(file, content).then(node -> bind(node, type));
    }

    Mistakes mistakes() {
        return mistakes;
    }

    /** The value; empty when there was a mistake in it. */
    Optional<Object> value(Shape shape, Node node, String path) {
        return switch (shape) {
            case Shape.Single single -> single(single, node, path);
            case Shape.Choice choice -> choice(choice, node, path);
            case Shape.Maybe maybe -> maybe(maybe, node, path);
            case Shape.Many many -> many(many, node, path);
            case Shape.Named named -> named(named, node, path);
            case Shape.Fields fields -> new RecordBinder(this, Layout.of(fields.type())).bind(node, path);
            case Shape.OneOf variants -> new VariantBinder(this, VariantLayout.of(variants.type())).bind(node, path);
        };
    }

    private Optional<Object> single(Shape.Single single, Node node, String path) {
        String must = single.type().expectation();
        if (!(node instanceof Node.Scalar scalar)) return mistakes.unlike(path, node, must);
        Optional<Object> value = single.type().read(scalar);
        if (value.isEmpty()) return mistakes.unlike(path, node, must);
        if (single.limits().allow(value.get())) return value;
        return mistakes.unlike(path, node, single.limits().rule());
    }

    private Optional<Object> choice(Shape.Choice choice, Node node, String path) {
        String must = "one of " + String.join(", ", choice.words().keySet());
        if (!(node instanceof Node.Scalar scalar)) return mistakes.unlike(path, node, must);
        Optional<Object> value = Optional.ofNullable(choice.words().get(scalar.text()));
        return value.isPresent() ? value : mistakes.unlike(path, node, must);
    }

    private Optional<Object> maybe(Shape.Maybe maybe, Node node, String path) {
        if (node instanceof Node.Nothing) return Optional.of(absent(maybe));
        Optional<Object> inner = value(maybe.inner(), node, path);
        if (maybe.wrapper() == OptionalInt.class) return inner.map(value -> OptionalInt.of((Integer) value));
        if (maybe.wrapper() == OptionalLong.class) return inner.map(value -> OptionalLong.of((Long) value));
        if (maybe.wrapper() == OptionalDouble.class) return inner.map(value -> OptionalDouble.of((Double) value));
        return inner.map(Optional::of);
    }

    static Object absent(Shape.Maybe maybe) {
        if (maybe.wrapper() == OptionalInt.class) return OptionalInt.empty();
        if (maybe.wrapper() == OptionalLong.class) return OptionalLong.empty();
        if (maybe.wrapper() == OptionalDouble.class) return OptionalDouble.empty();
        return Optional.empty();
    }

    private Optional<Object> many(Shape.Many many, Node node, String path) {
        if (!(node instanceof Node.Sequence sequence)) return mistakes.unlike(path, node, "a list");
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            value(many.item(), sequence.items().get(i), path + "[" + i + "]").ifPresent(values::add);
        }
        boolean isWhole = values.size() == sequence.items().size();
        return isWhole ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<Object> named(Shape.Named named, Node node, String path) {
        if (!(node instanceof Node.Mapping mapping)) return mistakes.unlike(path, node, "a mapping");
        boolean isUnique = mistakes.areUnique(mapping, path);
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            value(named.value(), entry.value(), Mistakes.join(path, entry.key()))
                    .ifPresent(value -> values.put(entry.key(), value));
        }
        boolean isWhole = isUnique && values.size() == mapping.entries().size();
        return isWhole ? Optional.of(Collections.unmodifiableSequencedMap(values)) : Optional.empty();
    }
}
