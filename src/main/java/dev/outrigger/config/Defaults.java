package dev.outrigger.config;

import java.util.List;

/** What an absent key means. A default that breaks its own rules is a fault of the program, found by any test. */
final class Defaults {
    private Defaults() {}

    static Object of(Layout.Field field) {
        Binder binder = Binder.forDefault();
        return binder.value(field.shape(), node(field), field.key())
                .orElseThrow(() -> fault(field, binder.mistakes().all()));
    }

    /** The default as a tree. */
    static Node node(Layout.Field field) {
        String text = field.ifAbsent().orElseThrow();
        return switch (Document.parse("@Default", text)) {
            case Bound.Ok<Node>(Node node) -> node;
            case Bound.Wrong<Node>(List<Mistake> mistakes) -> throw fault(field, mistakes);
        };
    }

    private static IllegalStateException fault(Layout.Field field, List<Mistake> mistakes) {
        return new IllegalStateException("default of " + field.component() + ": " + mistakes);
    }
}
