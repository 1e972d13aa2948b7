package dev.outrigger.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of a sealed type, each by its simple name. */
record Kinds(Class<?> type, Map<String, Class<?>> byWord) {
    /** The key that says which it is; no component can be named so. */
    static final String KIND = "@";

    private static final ClassValue<Kinds> KNOWN = new ClassValue<>() {
        @Override
        protected Kinds computeValue(Class<?> type) {
            Map<String, Class<?>> found = new LinkedHashMap<>();
            add(type, found);
            return new Kinds(type, found);
        }
    };

    static Kinds of(Class<?> sealedType) {
        return KNOWN.get(sealedType);
    }

    List<Class<?>> records() {
        return List.copyOf(byWord.values());
    }

    String word(Class<?> kind) {
        if (byWord.get(kind.getSimpleName()) != kind)
            throw new IllegalStateException(kind + " is no record of " + type);
        return kind.getSimpleName();
    }

    Class<?> named(String word) {
        Class<?> kind = byWord.get(word);
        if (kind == null) throw new IllegalArgumentException("no " + type.getSimpleName() + " is a " + word);
        return kind;
    }

    private static void add(Class<?> type, Map<String, Class<?>> found) {
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isSealed()) add(permitted, found);
            else if (!permitted.isRecord()) throw new IllegalStateException(permitted + " is no record");
            else if (found.putIfAbsent(permitted.getSimpleName(), permitted) != null
                    && found.get(permitted.getSimpleName()) != permitted)
                throw new IllegalStateException("two kinds of " + type + " are named " + permitted.getSimpleName());
        }
    }
}
