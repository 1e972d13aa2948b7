package dev.outrigger.dialect.json;

import dev.outrigger.chat.Passage;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Characters where they stand in a message's bytes. */
abstract class Stretch extends Passage {
    private final JsonSource source;
    private final int from;
    private final int to;

    private Stretch(JsonSource source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** The inside of a JSON string, without its quotes. */
    static Passage quoted(JsonSource source, int from, int to) {
        return new Quoted(source, from, to);
    }

    /** JSON as it is written. */
    static Passage written(JsonSource source, int from, int to) {
        return new Written(source, from, to);
    }

    abstract String decode(byte[] raw, int from, int to);

    abstract int cut(byte[] raw, int from, int at);

    @Override
    public String head(int chars) {
        byte[] raw = source.bytes().backing();
        if (to - from <= chars) return decode(raw, from, to);
        // No character has less than a byte, and of most texts none has more: so much is read first, and then what
        // lacks.
        int at = cut(raw, from, from + chars);
        String head = decode(raw, from, at);
        if (head.length() == chars || at == to) return head;
        long enough = at + (long) (chars - head.length()) * JsonString.MAX_BYTES_A_CHAR;
        String all = head + decode(raw, at, to <= enough ? to : cut(raw, at, (int) enough));
        return all.length() <= chars ? all : all.substring(0, chars);
    }

    @Override
    public String start(int bytes) {
        byte[] raw = source.bytes().backing();
        return decode(raw, from, to - from <= bytes ? to : cut(raw, from, from + bytes));
    }

    @Override
    public String tail(int chars) {
        byte[] raw = source.bytes().backing();
        long enough = (long) chars * JsonString.MAX_BYTES_A_CHAR;
        String tail = decode(raw, to - from <= enough ? from : cut(raw, from, to - (int) enough), to);
        return tail.length() <= chars ? tail : tail.substring(tail.length() - chars);
    }

    @Override
    public void forEach(Consumer<? super String> reader) {
        byte[] raw = source.bytes().backing();
        for (int at = from; at < to; ) {
            int end = to - at <= PIECE_CHARS ? to : cut(raw, at, at + PIECE_CHARS);
            reader.accept(decode(raw, at, end));
            at = end;
        }
    }

    @Override
    public long size() {
        return (long) to - from;
    }

    private static final class Quoted extends Stretch {
        private Quoted(JsonSource source, int from, int to) {
            super(source, from, to);
        }

        @Override
        String decode(byte[] raw, int from, int to) {
            return JsonString.decode(raw, from, to);
        }

        @Override
        int cut(byte[] raw, int from, int at) {
            return JsonString.cut(raw, from, at);
        }
    }

    private static final class Written extends Stretch {
        private Written(JsonSource source, int from, int to) {
            super(source, from, to);
        }

        @Override
        String decode(byte[] raw, int from, int to) {
            return new String(raw, from, to - from, StandardCharsets.UTF_8);
        }

        @Override
        int cut(byte[] raw, int from, int at) {
            return JsonString.character(raw, from, at);
        }
    }
}
