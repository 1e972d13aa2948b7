package dev.outrigger.rollout;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a record is made of, looked up once. */
record Components(Class<?> type, List<Components.One> all, Set<String> names, Constructor<?> constructor) {
    private static final ClassValue<Components> KNOWN = new ClassValue<>() {
        @Override
        protected Components computeValue(Class<?> type) {
            return look(type);
        }
    };

    /** One component. */
    record One(String name, Type type, Method accessor) {
        Object read(Object owner) {
            try {
                return accessor.invoke(owner);
            } catch (ReflectiveOperationException fault) {
                throw new IllegalStateException(fault);
            }
        }
    }

    static Components of(Class<?> type) {
        return KNOWN.get(type);
    }

    List<Type> types() {
        return all.stream().map(One::type).toList();
    }

    /**
     * A record of these values.
     *
     * @throws IllegalArgumentException what its own constructor objects to
     */
    Object make(List<Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IllegalArgumentException objection) throw objection;
            throw new IllegalStateException(type + " failed to validate itself", thrown.getCause());
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static Components look(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<One> all = Arrays.stream(components).map(Components::one).toList();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new Components(
                    type, all, all.stream().map(One::name).collect(Collectors.toUnmodifiableSet()), constructor);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static One one(RecordComponent component) {
        component.getAccessor().setAccessible(true);
        return new One(component.getName(), component.getGenericType(), component.getAccessor());
    }
}
