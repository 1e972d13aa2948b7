package dev.outrigger.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** What a Java type looks like in the file; the binder, the schema and the limits all read it. */
sealed interface Shape {
    /** One value within its limits. */
    record Single(ScalarType type, ValueLimits limits) implements Shape {}

    /** One of an enum's words. */
    record Choice(SequencedMap<String, Object> words) implements Shape {}

    /** A value that may be absent; {@code wrapper} is the optional type that holds it. */
    record Maybe(Class<?> wrapper, Shape inner) implements Shape {}

    /** A list. */
    record Many(Shape item) implements Shape {}

    /** A mapping whose keys the operator chooses. */
    record Named(Shape value) implements Shape {}

    /** A record: a mapping with known keys. */
    record Fields(Class<? extends Record> type) implements Shape {}

    /** One of several records. */
    record OneOf(Class<?> type) implements Shape {}

    static Shape of(RecordComponent component) {
        return of(component.getGenericType(), Optional.ofNullable(component.getAnnotation(Range.class)));
    }

    static Shape of(Type type, Optional<Range> range) {
        return switch (type) {
            case Class<?> plain -> of(plain, range);
            case ParameterizedType generic -> of(generic, range);
            default -> throw unbindable(type);
        };
    }

    private static Shape of(ParameterizedType generic, Optional<Range> range) {
        List<Type> arguments = List.of(generic.getActualTypeArguments());
        Shape last = of(arguments.getLast(), range);
        Type raw = generic.getRawType();
        if (raw == Optional.class) return new Maybe(Optional.class, last);
        if (raw == List.class) return new Many(last);
        boolean isMap = raw == Map.class || raw == SequencedMap.class;
        if (isMap && arguments.getFirst() == String.class) return new Named(last);
        throw unbindable(generic);
    }

    private static Shape of(Class<?> type, Optional<Range> range) {
        if (type == OptionalInt.class) return new Maybe(type, single(ScalarType.INT, range));
        if (type == OptionalLong.class) return new Maybe(type, single(ScalarType.LONG, range));
        if (type == OptionalDouble.class) return new Maybe(type, single(ScalarType.DOUBLE, range));
        Optional<ScalarType> scalar = ScalarType.of(type);
        if (scalar.isPresent()) return single(scalar.get(), range);
        if (range.isPresent()) throw new IllegalStateException("@Range on " + type + ", which has no order");
        if (type.isEnum()) return new Choice(EnumWords.of(type));
        if (type.isRecord()) return new Fields(type.asSubclass(Record.class));
        if (type.isSealed() && type.isAnnotationPresent(Variants.class)) return new OneOf(type);
        throw unbindable(type);
    }

    private static Single single(ScalarType type, Optional<Range> range) {
        return new Single(type, range.map(one -> ValueLimits.of(one, type)).orElse(ValueLimits.NONE));
    }

    private static IllegalStateException unbindable(Type type) {
        return new IllegalStateException("a configuration cannot hold a " + type.getTypeName());
    }
}
