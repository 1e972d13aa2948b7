package dev.outrigger.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The records of a sealed interface by their words; {@code field} is the key that holds the word, if one does. */
record VariantLayout(Optional<String> field, SequencedMap<String, Class<? extends Record>> records) {
    static VariantLayout of(Class<?> sealedType) {
        Optional<String> field =
                Optional.of(sealedType.getAnnotation(Variants.class).field()).filter(name -> !name.isEmpty());
        SequencedMap<String, Class<? extends Record>> records = new LinkedHashMap<>();
        for (Class<?> permitted : sealedType.getPermittedSubclasses()) {
            Class<? extends Record> type = permitted.asSubclass(Record.class);
            records.put(word(type, field), type);
        }
        return new VariantLayout(field, records);
    }

    /** The word by which a record is told from its siblings; empty when it has none. */
    static Optional<String> wordOf(Class<? extends Record> type) {
        return Arrays.stream(type.getInterfaces())
                .filter(parent -> parent.isAnnotationPresent(Variants.class))
                .map(parent -> word(type, VariantLayout.of(parent).field()))
                .findFirst();
    }

    private static String word(Class<? extends Record> type, Optional<String> field) {
        Key key = type.getAnnotation(Key.class);
        if (key != null) return key.value();
        return field.isPresent() ? KeyWords.kebabCase(type.getSimpleName()) : KeyWords.camelCase(type.getSimpleName());
    }

    /** Whether the variant's only key is its own word, so that {@code env: HOME} is the whole of it. */
    static boolean isShort(String word, Layout layout) {
        return layout.keys().equals(List.of(word));
    }
}
