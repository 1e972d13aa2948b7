package dev.outrigger.config;

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

    private static String word(Class<? extends Record> type, Optional<String> field) {
        Key key = type.getAnnotation(Key.class);
        if (key != null) return key.value();
        return field.isPresent() ? Words.kebabCase(type.getSimpleName()) : Words.camelCase(type.getSimpleName());
    }

    /** Whether the variant's only key is its own word, so that {@code env: HOME} is the whole of it. */
    static boolean isShort(String word, Layout layout) {
        return layout.keys().equals(List.of(word));
    }
}
