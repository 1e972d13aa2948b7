package dev.outrigger.config;

import java.util.Optional;
import java.util.Set;

/** Binds a node to the one of several records that the file names. */
final class VariantBinder {
    private final Binder binder;
    private final VariantLayout variants;

    VariantBinder(Binder binder, VariantLayout variants) {
        this.binder = binder;
        this.variants = variants;
    }

    Optional<Object> bind(Node node, String path) {
        String words = String.join(", ", variants.records().keySet());
        String must = variants.field()
                .map(field -> "a mapping whose " + field + " is one of " + words)
                .orElse("a mapping with exactly one key of " + words);
        if (!(node instanceof Node.Mapping mapping)) return binder.mistakes().notMapping(path, node, must);
        if (variants.field().isPresent()) return byField(variants.field().get(), mapping, path);
        if (mapping.entries().size() == 1) return byKey(mapping.entries().getFirst(), mapping, path);
        String subject = path.isEmpty() ? "the document" : path;
        String was = ", had " + mapping.entries().size() + " keys";
        return binder.mistakes().add(path, mapping.place(), subject + " must be " + must + was);
    }

    private Optional<Object> byKey(Node.Entry only, Node.Mapping mapping, String path) {
        Optional<Layout> layout =
                Optional.ofNullable(variants.records().get(only.key())).map(Layout::of);
        if (layout.isEmpty()) {
            binder.mistakes().unknown(path, only, variants.records().keySet());
            return Optional.empty();
        }
        RecordBinder record = new RecordBinder(binder, layout.get());
        return VariantLayout.isShort(only.key(), layout.get())
                ? record.bind(mapping, path, Set.of())
                : record.bind(only.value(), Mistakes.join(path, only.key()));
    }

    private Optional<Object> byField(String field, Node.Mapping mapping, String path) {
        String key = Mistakes.join(path, field);
        String must = "one of " + String.join(", ", variants.records().keySet());
        Optional<Node> word = mapping.find(field).map(Node.Entry::value);
        if (word.isEmpty()) {
            return binder.mistakes().add(key, mapping.place(), key + " is missing, it must be " + must);
        }
        if (!(word.get() instanceof Node.Scalar scalar))
            return binder.mistakes().unlike(key, word.get(), must);
        Optional<Layout> layout =
                Optional.ofNullable(variants.records().get(scalar.text())).map(Layout::of);
        if (layout.isEmpty()) return binder.mistakes().unlike(key, scalar, must);
        return new RecordBinder(binder, layout.get()).bind(mapping, path, Set.of(field));
    }
}
