package dev.outrigger.child;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The encoding of any type that is made of records, sealed interfaces, enums, lists, sets, maps and {@link Leaves}. It is
 * read off the type itself, component by component in their order, so that a component which is added crosses at once,
 * and none is forgotten. Names do not cross: both sides must know the same types, which {@link Version} sees to.
 */
final class Encodings {
    private static final Map<Type, Encoding<?>> KNOWN = new ConcurrentHashMap<>();

    private Encodings() {}

    /** @throws IllegalArgumentException when the type is of another sort */
    @SuppressWarnings("unchecked") // Each is kept under its own type.
    static <T> Encoding<T> of(Class<T> type) {
        return (Encoding<T>) of((Type) type);
    }

    @SuppressWarnings("unchecked") // Whatever it is: the type that it is kept under says it.
    static Encoding<Object> of(Type type) {
        Encoding<?> known = KNOWN.get(type);
        if (known == null) {
            known = make(type);
            KNOWN.put(type, known);
        }
        return (Encoding<Object>) known;
    }

    private static Encoding<?> make(Type type) {
        if (type instanceof ParameterizedType made)
            return make((Class<?>) made.getRawType(), made.getActualTypeArguments());
        if (!(type instanceof Class<?> named)) throw unknown(type);
        Optional<Encoding<?>> leaf = Leaves.of(named);
        if (leaf.isPresent()) return leaf.get();
        if (named.isEnum()) return new ConstantEncoding(List.of(named.getEnumConstants()));
        if (named.isRecord()) return new RecordEncoding(named.asSubclass(Record.class));
        if (named.isSealed()) return new ChoiceEncoding(named);
        throw unknown(type);
    }

    private static Encoding<?> make(Class<?> raw, Type[] arguments) {
        Encoding<Object> element = of(arguments[0]);
        if (raw == Optional.class) return new OptionalEncoding(element);
        if (raw == List.class) return new CollectionEncoding<List<Object>>(element, List::copyOf);
        if (raw == Set.class) return new CollectionEncoding<Set<Object>>(element, Set::copyOf);
        if (raw == Map.class) return new MapEncoding(element, of(arguments[1]));
        throw unknown(raw);
    }

    private static IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException("nobody knows how a " + type.getTypeName() + " is written");
    }

    private record ConstantEncoding(List<Object> constants) implements Encoding<Object> {
        @Override
        public void write(Object value, Out out) {
            out.oneByte(constants.indexOf(value));
        }

        @Override
        public Object read(In in) {
            int place = in.oneByte();
            if (place >= constants.size()) throw new WrongBytes("no such constant");
            return constants.get(place);
        }
    }

    private record OptionalEncoding(Encoding<Object> element) implements Encoding<Optional<Object>> {
        @Override
        public void write(Optional<Object> value, Out out) {
            out.oneByte(value.isPresent() ? 1 : 0);
            value.ifPresent(present -> element.write(present, out));
        }

        @Override
        public Optional<Object> read(In in) {
            return Leaves.truth(in) ? Optional.of(element.read(in)) : Optional.empty();
        }
    }

    /** Its elements take a byte at least: what takes none could be many without being seen. */
    private record CollectionEncoding<C extends Collection<Object>>(
            Encoding<Object> element, Function<List<Object>, C> finish) implements Encoding<C> {
        @Override
        public void write(C value, Out out) {
            out.int32(value.size());
            for (Object each : value) element.write(each, out);
        }

        @Override
        public C read(In in) {
            int count = in.count(Byte.BYTES);
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < count; i++) elements.add(element.read(in));
            return finish.apply(elements);
        }
    }

    private record MapEncoding(Encoding<Object> key, Encoding<Object> value) implements Encoding<Map<Object, Object>> {
        @Override
        public void write(Map<Object, Object> map, Out out) {
            out.int32(map.size());
            map.forEach((each, of) -> {
                key.write(each, out);
                value.write(of, out);
            });
        }

        @Override
        public Map<Object, Object> read(In in) {
            int count = in.count(Byte.BYTES);
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) map.put(key.read(in), value.read(in));
            return map;
        }
    }

    /** What a type is made of, to the last component, in words that differ where the bytes may. */
    static String describe(Class<?> type) {
        Map<String, String> described = new LinkedHashMap<>();
        describe(type, described);
        return described.toString();
    }

    private static void describe(Type type, Map<String, String> described) {
        if (type instanceof ParameterizedType made) {
            for (Type argument : made.getActualTypeArguments()) describe(argument, described);
        } else if (type instanceof Class<?> named && !described.containsKey(named.getName())) {
            described.put(named.getName(), "");
            if (named.isEnum())
                described.put(named.getName(), List.of(named.getEnumConstants()).toString());
            else if (named.isRecord()) {
                described.put(named.getName(), RecordEncoding.components(named).toString());
                RecordEncoding.components(named).forEach(each -> describe(each.getGenericType(), described));
            } else if (named.isSealed()) {
                List<Class<?>> variants = ChoiceEncoding.variants(named);
                described.put(
                        named.getName(), variants.stream().map(Class::getName).collect(Collectors.joining(",")));
                variants.forEach(each -> describe(each, described));
            }
        }
    }
}
