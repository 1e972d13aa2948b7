package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Records as JSON and back, by their components' types, so that a record may gain a component without an edit here.
 *
 * <p>A record is an object, and a component's name its key; what is absent is left out. One of a sealed type says in
 * {@value Kinds#KIND} which it is. It is strict: a key that no component has, one that is missing, a value of another
 * kind are an {@link IllegalArgumentException}, and a type that cannot be written down is an {@link
 * IllegalStateException}, which {@link #check} finds before any value is met.
 *
 * <p>Immutable. Sets and maps that have no order of their own are written sorted, so that one meaning has one text.
 */
final class RecordCodec {
    private final Map<Class<?>, Leaf<?>> leaves;

    /** One that knows the types which stand for themselves: texts, numbers, times. */
    RecordCodec() {
        this(Leaf.PLAIN);
    }

    private RecordCodec(Map<Class<?>, Leaf<?>> leaves) {
        this.leaves = Map.copyOf(leaves);
    }

    /** The same, which writes values of this type so. */
    <T> RecordCodec with(Class<T> type, Leaf<T> leaf) {
        Map<Class<?>, Leaf<?>> more = new HashMap<>(leaves);
        more.put(type, leaf);
        return new RecordCodec(more);
    }

    /** Meets every type within this one; throws where a value of it could not be written down. */
    void check(Type type) {
        check(type, new HashSet<>());
    }

    private void check(Type type, Set<Type> met) {
        if (!met.add(type)) return;
        switch (type) {
            case ParameterizedType generic -> {
                shape(generic);
                for (Type argument : generic.getActualTypeArguments()) check(argument, met);
            }
            case Class<?> plain -> parts(plain).forEach(part -> check(part, met));
            default -> throw unwritable(type);
        }
    }

    private List<Type> parts(Class<?> type) {
        if (leaf(type).isPresent() || type.isEnum()) return List.of();
        if (type.isRecord()) return Components.of(type).types();
        if (type.isSealed()) return List.copyOf(Kinds.of(type).records());
        throw unwritable(type);
    }

    <T> JsonNode encode(T value, Class<T> type) {
        return encode(value, (Type) type);
    }

    private JsonNode encode(Object value, Type type) {
        return switch (type) {
            case ParameterizedType generic -> encodeMany(value, generic);
            case Class<?> plain -> encodeOne(value, plain);
            default -> throw unwritable(type);
        };
    }

    private JsonNode encodeOne(Object value, Class<?> type) {
        Optional<Leaf<?>> leaf = leaf(type);
        if (leaf.isPresent()) return leaf.get().encodeAny(value);
        if (type.isEnum()) return TextNode.valueOf(((Enum<?>) value).name());
        if (type.isRecord()) return encodeRecord(value, Components.of(type), JsonNodeFactory.instance.objectNode());
        if (!type.isSealed()) throw unwritable(type);
        Class<?> kind = value.getClass();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put(Kinds.KIND, Kinds.of(type).word(kind));
        return encodeRecord(value, Components.of(kind), json);
    }

    private JsonNode encodeRecord(Object value, Components components, ObjectNode json) {
        for (Components.One one : components.all()) {
            JsonNode part = encode(one.read(value), one.type());
            if (!part.isNull()) json.set(one.name(), part);
        }
        return json;
    }

    private JsonNode encodeMany(Object value, ParameterizedType generic) {
        Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
        return switch (shape(generic)) {
            case MAYBE ->
                ((Optional<?>) value).map(inner -> encode(inner, last)).orElseGet(JsonNodeFactory.instance::nullNode);
            case LIST, SET -> encodeAll((Collection<?>) value, last, generic.getRawType());
            case MAP -> encodeMap((Map<?, ?>) value, generic, last);
        };
    }

    private JsonNode encodeAll(Collection<?> values, Type type, Type raw) {
        List<JsonNode> parts = new ArrayList<>();
        values.forEach(value -> parts.add(encode(value, type)));
        if (raw == Set.class) parts.sort(Comparator.comparing(JsonNode::toString));
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        json.addAll(parts);
        return json;
    }

    private JsonNode encodeMap(Map<?, ?> map, ParameterizedType generic, Type value) {
        Type key = generic.getActualTypeArguments()[0];
        Map<String, JsonNode> parts = generic.getRawType() == Map.class ? new TreeMap<>() : new LinkedHashMap<>();
        map.forEach((k, v) -> parts.put(encode(k, key).asText(), encode(v, value)));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        parts.forEach(json::set);
        return json;
    }

    /** The value that was written so. */
    <T> T decode(JsonNode json, Class<T> type) {
        return type.cast(decode(json, (Type) type));
    }

    private Object decode(JsonNode json, Type type) {
        return switch (type) {
            case ParameterizedType generic -> decodeMany(json, generic);
            case Class<?> plain -> decodeOne(json, plain);
            default -> throw unwritable(type);
        };
    }

    private Object decodeOne(JsonNode json, Class<?> type) {
        Optional<Leaf<?>> leaf = leaf(type);
        if (leaf.isPresent()) return decodeLeaf(json, leaf.get());
        if (type.isEnum()) return constant(Leaf.text(json), type);
        if (type.isRecord()) return decodeRecord(json, Components.of(type), Set.of());
        if (!type.isSealed()) throw unwritable(type);
        Class<?> kind = Kinds.of(type).named(Leaf.text(json.path(Kinds.KIND)));
        return decodeRecord(json, Components.of(kind), Set.of(Kinds.KIND));
    }

    private static Object decodeLeaf(JsonNode json, Leaf<?> leaf) {
        try {
            return leaf.decode(json);
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private static Object constant(String word, Class<?> type) {
        for (Object constant : type.getEnumConstants())
            if (((Enum<?>) constant).name().equals(word)) return constant;
        throw new IllegalArgumentException("no " + type.getSimpleName() + " is " + word);
    }

    private Object decodeRecord(JsonNode json, Components components, Set<String> others) {
        if (!json.isObject())
            throw new IllegalArgumentException(components.type().getSimpleName() + " is no object");
        json.fieldNames().forEachRemaining(key -> {
            if (!others.contains(key) && !components.names().contains(key))
                throw new IllegalArgumentException(components.type().getSimpleName() + " has no " + key);
        });
        List<Object> values = new ArrayList<>();
        for (Components.One one : components.all()) {
            JsonNode part = json.path(one.name());
            Optional<Object> absent = part.isMissingNode() ? Leaf.absent(one.type()) : Optional.empty();
            if (part.isMissingNode() && absent.isEmpty())
                throw new IllegalArgumentException(components.type().getSimpleName() + " lacks " + one.name());
            values.add(absent.orElseGet(() -> decode(part, one.type())));
        }
        return components.make(values);
    }

    private Object decodeMany(JsonNode json, ParameterizedType generic) {
        Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
        return switch (shape(generic)) {
            case MAYBE -> Optional.of(decode(json, last));
            case LIST -> List.copyOf(decodeAll(json, last, new ArrayList<>()));
            case SET -> set((Class<?>) generic.getRawType(), decodeAll(json, last, new LinkedHashSet<>()));
            case MAP -> decodeMap(json, generic, last);
        };
    }

    private Collection<Object> decodeAll(JsonNode json, Type type, Collection<Object> values) {
        if (!json.isArray()) throw new IllegalArgumentException("no list where one must be");
        json.forEach(part -> values.add(decode(part, type)));
        return values;
    }

    private static Object set(Class<?> raw, Collection<Object> values) {
        if (raw == SortedSet.class) return Collections.unmodifiableSortedSet(new TreeSet<>(values));
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    private Object decodeMap(JsonNode json, ParameterizedType generic, Type value) {
        if (!json.isObject()) throw new IllegalArgumentException("no mapping where one must be");
        Type key = generic.getActualTypeArguments()[0];
        Map<Object, Object> map = new LinkedHashMap<>();
        json.properties()
                .forEach(entry ->
                        map.put(decode(TextNode.valueOf(entry.getKey()), key), decode(entry.getValue(), value)));
        if (generic.getRawType() == SortedMap.class) return Collections.unmodifiableSortedMap(new TreeMap<>(map));
        if (generic.getRawType() == SequencedMap.class)
            return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
        return Collections.unmodifiableMap(map);
    }

    private Optional<Leaf<?>> leaf(Class<?> type) {
        return Optional.ofNullable(leaves.get(type));
    }

    /** What a generic type is. */
    private enum Shape {
        MAYBE,
        LIST,
        SET,
        MAP
    }

    private static Shape shape(ParameterizedType generic) {
        Type raw = generic.getRawType();
        if (raw == Optional.class) return Shape.MAYBE;
        if (raw == List.class) return Shape.LIST;
        if (raw == Set.class || raw == SortedSet.class || raw == SequencedSet.class) return Shape.SET;
        if (raw == Map.class || raw == SortedMap.class || raw == SequencedMap.class) return Shape.MAP;
        throw unwritable(generic);
    }

    private static IllegalStateException unwritable(Type type) {
        return new IllegalStateException("a " + type.getTypeName() + " cannot be written down");
    }
}
