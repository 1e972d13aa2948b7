package dev.outrigger.config;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** The words of an enum's constants, in their order. */
final class EnumWords {
    private EnumWords() {}

    static SequencedMap<String, Object> of(Class<?> type) {
        SequencedMap<String, Object> words = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) words.put(word((Enum<?>) constant), constant);
        return words;
    }

    static String word(Enum<?> constant) {
        try {
            Key key = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Key.class);
            return Optional.ofNullable(key).map(Key::value).orElseGet(() -> KeyWords.kebabCase(constant.name()));
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
