package dev.outrigger.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The keys of a record, in order, and how to make and to read one. */
record Layout(Class<? extends Record> type, List<Layout.Field> fields) {
    /** One key of a record. */
    record Field(String key, RecordComponent component, Shape shape, Optional<String> ifAbsent, Optional<String> doc) {
        /** The component's value in this record. */
        Object in(Record owner) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                return accessor.invoke(owner);
            } catch (ReflectiveOperationException fault) {
                throw new IllegalStateException(fault);
            }
        }
    }

    static Layout of(Class<? extends Record> type) {
        return new Layout(
                type,
                Arrays.stream(type.getRecordComponents()).map(Layout::field).toList());
    }

    private static Field field(RecordComponent component) {
        return new Field(
                Optional.ofNullable(component.getAnnotation(Key.class))
                        .map(Key::value)
                        .orElse(component.getName()),
                component,
                Shape.of(component),
                Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
                Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value));
    }

    List<String> keys() {
        return fields.stream().map(Field::key).toList();
    }

    /**
     * A record of these components, in order.
     *
     * @throws IllegalArgumentException what the record's own constructor objects to
     */
    Record make(List<Object> values) {
        Class<?>[] types =
                fields.stream().map(field -> field.component().getType()).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException objection) throw objection;
            throw new IllegalStateException(type + " failed to validate itself", thrown.getCause());
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
