package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Vector;
import dev.outrigger.engine.Draft;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of any type that may cross, drawn at random, and what they hold, in words. Knows nothing of how they are written. */
final class Samples {
    private static final int DEEPEST = 5;

    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    Object of(Type type) {
        return of(type, 0);
    }

    private Object of(Type type, int depth) {
        if (type instanceof ParameterizedType made) return collection(made, depth);
        Class<?> named = (Class<?>) type;
        if (named.isEnum()) return pick(named.getEnumConstants());
        if (named.isRecord()) return record(named, depth);
        if (named.isSealed()) return of((Type) pick(named.getPermittedSubclasses()), depth);
        if (named == int.class || named == Integer.class) return 1 + random.nextInt(2000);
        if (named == long.class || named == Long.class) return random.nextLong();
        if (named == double.class || named == Double.class) return random.nextDouble();
        if (named == boolean.class || named == Boolean.class) return random.nextBoolean();
        if (named == String.class) return text();
        if (named == Passage.class) return Passage.of(text());
        if (named == LogitBias.class)
            return LogitBias.of(Map.of(random.nextInt(50_000), random.nextDouble(-100, 100), 50_001, -1.0));
        if (named == Bytes.class) return Bytes.of(text());
        if (named == Duration.class) return Duration.ofNanos(random.nextLong());
        if (named == int[].class) return random.ints(random.nextInt(4)).toArray();
        if (named == float[].class) return floats();
        if (named == Vector.class) return Vector.of(floats());
        if (named == OptionalInt.class) return isThere() ? OptionalInt.of(1 + random.nextInt(9)) : OptionalInt.empty();
        if (named == OptionalLong.class) return isThere() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty();
        if (named == OptionalDouble.class)
            return isThere() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty();
        if (named == Draft.class) return Draft.of((Draft.Parts) of(Draft.Parts.class, depth));
        throw new IllegalArgumentException("no sample of " + type);
    }

    private Object collection(ParameterizedType type, int depth) {
        Type element = type.getActualTypeArguments()[0];
        int count = depth > DEEPEST ? 0 : random.nextInt(4);
        if (type.getRawType() == Optional.class)
            return count > 1 ? Optional.of(of(element, depth + 1)) : Optional.empty();
        if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < count; i++)
                map.put(of(element, depth + 1), of(type.getActualTypeArguments()[1], depth + 1));
            return map;
        }
        List<Object> list =
                IntStream.range(0, count).mapToObj(i -> of(element, depth + 1)).toList();
        if (type.getRawType() == List.class) return list;
        if (type.getRawType() == Set.class) return new LinkedHashSet<>(list);
        throw new IllegalArgumentException("no sample of " + type);
    }

    /** What its constructor refuses is drawn again. */
    private Object record(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            int attempts = 0;
            while (attempts < 100) {
                Object[] values = Arrays.stream(components)
                        .map(component -> of(component.getGenericType(), depth + 1))
                        .toArray();
                try {
                    return constructor.newInstance(values);
                } catch (InvocationTargetException refused) {
                    attempts++;
                }
            }
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("impossible", impossible);
        }
        throw new AssertionError("no " + type + " can be drawn");
    }

    private boolean isThere() {
        return random.nextInt(3) > 0;
    }

    /** Letters of all sorts, and halves of pairs. */
    private String text() {
        int[] characters = random.ints(random.nextInt(12), 1, 0x2ff).toArray();
        String text = new String(characters, 0, characters.length);
        return switch (random.nextInt(4)) {
            case 0 -> text + "👍";
            case 1 -> text + (char) (0xd800 + random.nextInt(0x800));
            default -> "x" + text;
        };
    }

    private float[] floats() {
        float[] numbers = new float[1 + random.nextInt(4)];
        for (int i = 0; i < numbers.length; i++) numbers[i] = random.nextFloat();
        return numbers;
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }

    /** All that a value holds; of equal ones the same, of others another. */
    static String words(Object value) {
        return switch (value) {
            case Passage passage -> "\"" + escaped(passage.text()) + "\"";
            case String text -> "'" + escaped(text) + "'";
            case Bytes bytes -> Arrays.toString(bytes.array());
            case LogitBias bias ->
                bias.tokens()
                        .mapToObj(token -> token + ": " + bias.of(token))
                        .toList()
                        .toString();
            case Vector vector ->
                IntStream.range(0, vector.size()).mapToObj(vector::at).toList().toString();
            case Draft draft -> words(draft.parts());
            case Optional<?> optional ->
                optional.map(there -> "[" + words(there) + "]").orElse("[]");
            case Set<?> set ->
                set.stream().map(Samples::words).sorted().toList().toString();
            case List<?> list -> list.stream().map(Samples::words).toList().toString();
            case Map<?, ?> map -> map(map);
            case Record record -> record(record);
            default -> value.getClass().isArray() ? array(value) : value.toString();
        };
    }

    private static String map(Map<?, ?> map) {
        SortedMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(words(key), words(value)));
        return sorted.toString();
    }

    private static String array(Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> Array.get(array, i).toString())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String record(Record record) {
        StringBuilder words = new StringBuilder(record.getClass().getSimpleName()).append('(');
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                words.append(component.getName())
                        .append('=')
                        .append(words(component.getAccessor().invoke(record)))
                        .append(' ');
            }
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("impossible", impossible);
        }
        return words.append(')').toString();
    }

    private static String escaped(String text) {
        return text.chars().mapToObj(Integer::toHexString).collect(Collectors.joining("."));
    }
}
