package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.config.DataSize;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** How values of a type that has no parts are written. */
interface Leaf<T> {
    /** What JSON has no words for among numbers. */
    Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

    /** The types that stand for themselves. */
    Map<Class<?>, Leaf<?>> PLAIN = plain();

    JsonNode encode(T value);

    /**
     * The value that was written so.
     *
     * @throws IllegalArgumentException when it is none
     */
    T decode(JsonNode json);

    @SuppressWarnings("unchecked")
    default JsonNode encodeAny(Object value) {
        return encode((T) value);
    }

    /** Written as a text. */
    static <T> Leaf<T> text(Function<T, String> write, Function<String, T> read) {
        return of(value -> TextNode.valueOf(write.apply(value)), json -> read.apply(text(json)));
    }

    static <T> Leaf<T> of(Function<T, JsonNode> write, Function<JsonNode, T> read) {
        return new Leaf<>() {
            @Override
            public JsonNode encode(T value) {
                return write.apply(value);
            }

            @Override
            public T decode(JsonNode json) {
                return read.apply(json);
            }
        };
    }

    /** A text, which is there. */
    static String text(JsonNode json) {
        if (!json.isTextual()) throw new IllegalArgumentException("no text where one must be");
        return json.textValue();
    }

    /** The value of a component that was left out; nothing where it may not be. */
    static Optional<Object> absent(Type type) {
        if (type == OptionalInt.class) return Optional.of(OptionalInt.empty());
        if (type == OptionalLong.class) return Optional.of(OptionalLong.empty());
        if (type == OptionalDouble.class) return Optional.of(OptionalDouble.empty());
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? Optional.of(Optional.empty())
                : Optional.empty();
    }

    private static Map<Class<?>, Leaf<?>> plain() {
        Map<Class<?>, Leaf<?>> leaves = new HashMap<>();
        leaves.put(String.class, text((String text) -> text, text -> text));
        both(leaves, boolean.class, Boolean.class, of((Boolean value) -> BooleanNode.valueOf(value), Leaf::truth));
        both(
                leaves,
                int.class,
                Integer.class,
                of((Integer value) -> LongNode.valueOf(value), json -> Math.toIntExact(whole(json))));
        both(leaves, long.class, Long.class, of((Long value) -> LongNode.valueOf(value), Leaf::whole));
        both(leaves, double.class, Double.class, of((Double value) -> number(value), Leaf::number));
        optionals(leaves);
        leaves.put(Instant.class, text(Instant::toString, Instant::parse));
        leaves.put(Duration.class, text(Duration::toString, Duration::parse));
        leaves.put(LocalTime.class, text(LocalTime::toString, LocalTime::parse));
        leaves.put(URI.class, text(URI::toString, URI::create));
        leaves.put(Path.class, text(Path::toString, Path::of));
        leaves.put(
                DataSize.class,
                text(DataSize::toString, text -> DataSize.parse(text).orElseThrow(() -> no(text))));
        leaves.put(
                Dimension.class,
                text(Dimension::name, text -> Dimension.named(text).orElseThrow(() -> no(text))));
        return Map.copyOf(leaves);
    }

    private static void optionals(Map<Class<?>, Leaf<?>> leaves) {
        leaves.put(
                OptionalInt.class,
                of(
                        (OptionalInt value) -> value.isPresent()
                                ? LongNode.valueOf(value.getAsInt())
                                : JsonNodeFactory.instance.nullNode(),
                        json -> OptionalInt.of(Math.toIntExact(whole(json)))));
        leaves.put(
                OptionalLong.class,
                of(
                        (OptionalLong value) -> value.isPresent()
                                ? LongNode.valueOf(value.getAsLong())
                                : JsonNodeFactory.instance.nullNode(),
                        json -> OptionalLong.of(whole(json))));
        leaves.put(
                OptionalDouble.class,
                of(
                        (OptionalDouble value) ->
                                value.isPresent() ? number(value.getAsDouble()) : JsonNodeFactory.instance.nullNode(),
                        json -> OptionalDouble.of(number(json))));
    }

    private static <T> void both(Map<Class<?>, Leaf<?>> leaves, Class<?> primitive, Class<?> boxed, Leaf<T> leaf) {
        leaves.put(primitive, leaf);
        leaves.put(boxed, leaf);
    }

    private static IllegalArgumentException no(String text) {
        return new IllegalArgumentException(text + " is not known here");
    }

    private static Boolean truth(JsonNode json) {
        if (!json.isBoolean()) throw new IllegalArgumentException("neither true nor false where one must be");
        return json.booleanValue();
    }

    private static Long whole(JsonNode json) {
        if (!json.isIntegralNumber() || !json.canConvertToLong())
            throw new IllegalArgumentException("no whole number where one must be");
        return json.longValue();
    }

    /** JSON has no words for what is no number. */
    private static JsonNode number(Double value) {
        return Double.isFinite(value) ? DoubleNode.valueOf(value) : TextNode.valueOf(value.toString());
    }

    private static Double number(JsonNode json) {
        if (json.isTextual() && NO_NUMBERS.contains(json.textValue())) return Double.valueOf(json.textValue());
        if (!json.isNumber()) throw new IllegalArgumentException("no number where one must be");
        return json.doubleValue();
    }
}
