package dev.outrigger.child;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Supplier;

/** A record, as its components one after the other. What its constructor refuses are no bytes of it. */
final class RecordEncoding implements Encoding<Record> {
    private final Constructor<? extends Record> constructor;
    private final List<Method> accessors;

    /** Looked up when first used, because a record may hold others of its kind. */
    private final Supplier<List<Encoding<Object>>> encodings;

    RecordEncoding(Class<? extends Record> type) {
        List<RecordComponent> components = components(type);
        this.encodings = Later.of(() -> components.stream()
                .map(component -> Encodings.of(component.getGenericType()))
                .toList());
        this.accessors = components.stream().map(RecordComponent::getAccessor).toList();
        accessors.forEach(accessor -> accessor.setAccessible(true));
        try {
            this.constructor = type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    static List<RecordComponent> components(Class<?> type) {
        return List.of(type.getRecordComponents());
    }

    @Override
    public void write(Record value, Out out) {
        List<Encoding<Object>> each = encodings.get();
        try {
            for (int i = 0; i < each.size(); i++)
                each.get(i).write(accessors.get(i).invoke(value), out);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Record read(In in) {
        in.enter();
        Object[] values = encodings.get().stream().map(each -> each.read(in)).toArray();
        in.leave();
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new WrongBytes("no such " + constructor.getDeclaringClass().getSimpleName());
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
