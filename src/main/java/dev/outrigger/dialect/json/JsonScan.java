package dev.outrigger.dialect.json;

import dev.outrigger.chat.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads JSON in one pass and notes where everything stands, decoding nothing. What it takes for JSON is RFC 8259, no
 * more and no less, within {@link JsonBounds}; of what upstream says also numbers that are none.
 */
public final class JsonScan {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] raw;
    private final int begin;
    private final int end;
    private final JsonBounds bounds;
    private final JsonTape tape;
    private int at;
    private int depth;
    private int unread;

    private JsonScan(JsonSource source, JsonBounds bounds) {
        Bytes bytes = source.bytes();
        this.raw = bytes.backing();
        this.begin = bytes.from();
        this.end = begin + bytes.size();
        this.at = begin;
        this.bounds = bounds;
        this.tape = new JsonTape(source);
    }

    /**
     * The text's one object.
     *
     * @throws Json.Unfit with the rule that is broken
     */
    public static JsonValue object(JsonSource source, JsonBounds bounds) {
        return new JsonScan(source, bounds).root();
    }

    private JsonValue root() {
        if (end - at >= 3 && java.util.Arrays.equals(raw, at, at + 3, BYTE_ORDER_MARK, 0, 3)) at += 3;
        space();
        if (at == end) throw new Json.Unfit("the body must be a JSON object");
        boolean object = raw[at] == '{';
        value();
        if (!object) throw new Json.Unfit("the body must be a JSON object");
        space();
        if (at < end) throw new Json.Unfit("nothing must follow the JSON object in the body");
        return JsonValue.first(tape);
    }

    private void value() {
        int entry = open();
        switch (peek()) {
            case '{' -> object(entry);
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case 'N' -> noNumber("NaN");
            case 'I' -> noNumber("Infinity");
            default -> number();
        }
        close(entry);
    }

    private void object(int entry) {
        enter();
        boolean more = !closes('}');
        while (more) {
            if (peek() != '"') throw broken();
            int name = open();
            int start = at;
            string();
            int nameEnd = at;
            close(name);
            space();
            if (peek() != ':') throw broken();
            at++;
            space();
            member(start + 1, nameEnd - 1);
            more = goesOn('}');
        }
        depth--;
        if (bounds.keys() == JsonBounds.Keys.STAND_ONCE && unread == 0 && JsonKeys.standTwice(tape, raw, entry))
            throw refused(JsonKeys.RULE);
    }

    private void member(int nameFrom, int nameTo) {
        if (unread > 0 || !isUnread(nameFrom, nameTo)) {
            value();
            return;
        }
        int entry = open();
        unread++;
        value();
        unread--;
        close(entry);
    }

    private boolean isUnread(int nameFrom, int nameTo) {
        for (String word : bounds.unread()) if (JsonString.is(raw, nameFrom, nameTo, word)) return true;
        return false;
    }

    private void array() {
        enter();
        boolean more = !closes(']');
        while (more) {
            value();
            more = goesOn(']');
        }
        depth--;
    }

    private void enter() {
        if (++depth > bounds.depth()) throw refused("the body must not nest deeper than " + bounds.depth());
        at++;
        space();
    }

    private boolean closes(char bracket) {
        if (peek() != bracket) return false;
        at++;
        return true;
    }

    /** After a member: whether another follows. */
    private boolean goesOn(char bracket) {
        space();
        if (closes(bracket)) return false;
        if (peek() != ',') throw broken();
        at++;
        space();
        return true;
    }

    private void string() {
        at++;
        while (true) {
            while (at + 8 <= end && isPlain((long) LONG.get(raw, at))) at += 8;
            byte next = peek();
            if (next == '"') break;
            if (next >= 0 && next < 0x20) throw broken();
            if (next == '\\') escape();
            else at++;
        }
        at++;
    }

    /** Eight bytes, none of them a quote, a backslash or a control character. */
    private static boolean isPlain(long word) {
        long quote = word ^ ('"' * ONES);
        long slash = word ^ ('\\' * ONES);
        return ((((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | ((word - 0x20 * ONES) & ~word)) & HIGH) == 0;
    }

    private void escape() {
        at++;
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++, at++) if (Character.digit(peek(), 16) < 0) throw broken();
            }
            default -> throw broken();
        }
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++, at++) if (peek() != word.charAt(i)) throw broken();
    }

    private void noNumber(String word) {
        if (!bounds.takesNoNumbers()) throw broken();
        literal(word);
    }

    private void number() {
        int start = at;
        if (peek() == '-') at++;
        if (at > start && peek() == 'I') {
            noNumber("Infinity");
            return;
        }
        if (peek() == '0') at++;
        else digits();
        if (at < end && raw[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (raw[at] | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') at++;
            digits();
        }
        if (at - start > bounds.numberChars())
            throw refused("a number in the body must not be longer than " + bounds.numberChars() + " characters");
    }

    private void digits() {
        if (!isDigit(peek())) throw broken();
        while (at < end && isDigit(raw[at])) at++;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private void space() {
        while (at < end && (raw[at] == ' ' || raw[at] == '\n' || raw[at] == '\r' || raw[at] == '\t')) at++;
    }

    private byte peek() {
        if (at < end) return raw[at];
        throw refused("the body must be whole JSON, but ends too early");
    }

    private int open() {
        if (unread > 0) return -1;
        if (tape.size() == bounds.tokens())
            throw refused("the body must not hold more than " + bounds.tokens() + " JSON tokens");
        return tape.open(at);
    }

    private void close(int entry) {
        if (unread == 0) tape.close(entry, at);
    }

    private Json.Unfit broken() {
        return refused("the body must be JSON");
    }

    /** Which rule the JSON breaks, and where, but none of its text: that is the app's and may be private. */
    private Json.Unfit refused(String rule) {
        int line = 1;
        int lineStart = begin;
        for (int i = begin; i < at; i++) {
            if (raw[i] != '\n') continue;
            line++;
            lineStart = i + 1;
        }
        return new Json.Unfit(rule + " (line " + line + ", column " + (at - lineStart + 1) + ")");
    }
}
