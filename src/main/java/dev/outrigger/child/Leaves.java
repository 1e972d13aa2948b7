package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Vector;
import dev.outrigger.engine.Draft;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The encodings of what holds nothing else. */
final class Leaves {
    private static final Map<Class<?>, Encoding<?>> ALL = new HashMap<>();

    static {
        put(int.class, (value, out) -> out.int32(value), In::int32);
        put(long.class, (value, out) -> out.int64(value), In::int64);
        put(double.class, (value, out) -> out.int64(Double.doubleToRawLongBits(value)), Leaves::number);
        put(boolean.class, (value, out) -> out.oneByte(value ? 1 : 0), Leaves::truth);
        put(Integer.class, (value, out) -> out.int32(value), In::int32);
        put(Long.class, (value, out) -> out.int64(value), In::int64);
        put(Double.class, (value, out) -> out.int64(Double.doubleToRawLongBits(value)), Leaves::number);
        put(Boolean.class, (value, out) -> out.oneByte(value ? 1 : 0), Leaves::truth);
        put(int[].class, (value, out) -> out.ints(value), In::ints);
        put(float[].class, (value, out) -> out.floats(value), In::floats);
        put(String.class, Leaves::write, Leaves::text);
        put(Passage.class, (value, out) -> write(value.text(), out), in -> Passage.of(text(in)));
        put(Path.class, (value, out) -> write(value.toString(), out), in -> Path.of(text(in)));
        put(Bytes.class, (value, out) -> out.bytes(value.array()), in -> Bytes.of(in.bytes()));
        put(Vector.class, Leaves::write, in -> Vector.of(in.floats()));
        put(LogitBias.class, Leaves::write, Leaves::bias);
        put(Duration.class, Leaves::write, in -> Duration.ofSeconds(in.int64(), in.int32()));
        put(OptionalInt.class, Leaves::write, in -> truth(in) ? OptionalInt.of(in.int32()) : OptionalInt.empty());
        put(OptionalLong.class, Leaves::write, in -> truth(in) ? OptionalLong.of(in.int64()) : OptionalLong.empty());
        put(
                OptionalDouble.class,
                Leaves::write,
                in -> truth(in) ? OptionalDouble.of(number(in)) : OptionalDouble.empty());
        Encoding<Draft.Parts> parts = Encodings.of(Draft.Parts.class);
        put(Draft.class, (value, out) -> parts.write(value.parts(), out), in -> Draft.of(parts.read(in)));
    }

    private Leaves() {}

    /** That of this type; absent when it holds others. */
    static Optional<Encoding<?>> of(Class<?> type) {
        return Optional.ofNullable(ALL.get(type));
    }

    private static <T> void put(Class<T> type, BiConsumer<T, Out> writer, Function<In, T> reader) {
        ALL.put(type, new Encoding<T>() {
            @Override
            public void write(T value, Out out) {
                writer.accept(value, out);
            }

            @Override
            public T read(In in) {
                return reader.apply(in);
            }
        });
    }

    /** In UTF-8; what has none, such as half of a surrogate pair, in its sixteen bits. */
    private static void write(String text, Out out) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            out.oneByte(1);
            out.bytes(bytes);
        } catch (CharacterCodingException halves) {
            out.oneByte(0);
            byte[] bytes = new byte[Character.BYTES * text.length()];
            ByteBuffer.wrap(bytes).asCharBuffer().put(text);
            out.bytes(bytes);
        }
    }

    private static String text(In in) {
        boolean isUtf8 = truth(in);
        byte[] bytes = in.bytes();
        return isUtf8
                ? new String(bytes, StandardCharsets.UTF_8)
                : ByteBuffer.wrap(bytes).asCharBuffer().toString();
    }

    private static void write(Vector value, Out out) {
        float[] numbers = new float[value.size()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = value.at(i);
        out.floats(numbers);
    }

    private static void write(LogitBias value, Out out) {
        int[] tokens = value.tokens().toArray();
        out.ints(tokens);
        for (int token : tokens) out.int64(Double.doubleToRawLongBits(value.of(token)));
    }

    private static LogitBias bias(In in) {
        // In their order, which is rising.
        Map<Integer, Double> said = new TreeMap<>();
        for (int token : in.ints()) said.put(token, number(in));
        try {
            return LogitBias.of(said);
        } catch (IllegalArgumentException infinite) {
            throw new WrongBytes("a bias that is not finite");
        }
    }

    private static void write(Duration value, Out out) {
        out.int64(value.getSeconds());
        out.int32(value.getNano());
    }

    private static void write(OptionalInt value, Out out) {
        out.oneByte(value.isPresent() ? 1 : 0);
        value.ifPresent(out::int32);
    }

    private static void write(OptionalLong value, Out out) {
        out.oneByte(value.isPresent() ? 1 : 0);
        value.ifPresent(out::int64);
    }

    private static void write(OptionalDouble value, Out out) {
        out.oneByte(value.isPresent() ? 1 : 0);
        value.ifPresent(number -> out.int64(Double.doubleToRawLongBits(number)));
    }

    private static double number(In in) {
        return Double.longBitsToDouble(in.int64());
    }

    static boolean truth(In in) {
        return switch (in.oneByte()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new WrongBytes("neither true nor false");
        };
    }
}
