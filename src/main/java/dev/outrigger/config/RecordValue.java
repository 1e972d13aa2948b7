package dev.outrigger.config;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** One component of a record at hand, under the word it has in the file. */
record RecordValue(RecordComponent component, Record owner) {
    static String key(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Key.class))
                .map(Key::value)
                .orElse(component.getName());
    }

    String key() {
        return key(component);
    }

    Object value() {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(owner);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
