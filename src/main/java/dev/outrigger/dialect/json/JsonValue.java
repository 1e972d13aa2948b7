package dev.outrigger.dialect.json;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Passage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A JSON value where it stands in a message's bytes, or the lack of one. It is decoded by whoever asks what it says; what
 * nobody asks for is never decoded.
 */
public final class JsonValue implements Iterable<JsonValue> {
    /** What must be decoded to be compared or looked up is short; texts are passages. */
    public static final int MAX_WORD_BYTES = 64 * 1024;

    private static final int MAX_LONG_CHARS = 20;

    private static final byte NOTHING = 0;

    /** No value: nothing is in it, and it says nothing. */
    public static final JsonValue MISSING = new JsonValue(new JsonTape(new JsonSource(Bytes.EMPTY)), -1);

    private final JsonTape tape;
    private final int entry;

    private JsonValue(JsonTape tape, int entry) {
        this.tape = tape;
        this.entry = entry;
    }

    /** The value that all others of the tape are inside of. */
    public static JsonValue first(JsonTape tape) {
        return new JsonValue(tape, 0);
    }

    public boolean isMissing() {
        return entry < 0;
    }

    public boolean isNull() {
        return kind() == 'n';
    }

    public boolean isObject() {
        return kind() == '{';
    }

    public boolean isArray() {
        return kind() == '[';
    }

    public boolean isText() {
        return kind() == '"';
    }

    public boolean isBoolean() {
        return isTrue() || kind() == 'f';
    }

    public boolean isTrue() {
        return kind() == 't';
    }

    public boolean isNumber() {
        byte kind = kind();
        return kind == '-' ? raw()[start() + 1] != 'I' : kind >= '0' && kind <= '9';
    }

    private byte kind() {
        return isMissing() ? NOTHING : raw()[start()];
    }

    /** A number's value; infinite when it is too large for a double. */
    public double number() {
        return Double.parseDouble(written().text());
    }

    /** A number without fraction and exponent that a long can hold. */
    public OptionalLong whole() {
        if (!isNumber() || end() - start() > MAX_LONG_CHARS) return OptionalLong.empty();
        byte[] raw = raw();
        boolean isNegative = raw[start()] == '-';
        // Below zero there is one number more.
        long negated = 0;
        for (int i = isNegative ? start() + 1 : start(); i < end(); i++) {
            int digit = raw[i] - '0';
            boolean isWhole = digit >= 0 && digit <= 9;
            if (!isWhole || negated < (Long.MIN_VALUE + digit) / 10) return OptionalLong.empty();
            negated = 10 * negated - digit;
        }
        if (!isNegative && negated == Long.MIN_VALUE) return OptionalLong.empty();
        return OptionalLong.of(isNegative ? negated : -negated);
    }

    /** The characters of a text that is a word: a name, an id, a kind. Empty when it is no text. */
    public String text() {
        if (!isText()) return "";
        if (end() - start() > MAX_WORD_BYTES)
            throw new Json.Unfit("a name or an id in the body must not be longer than " + MAX_WORD_BYTES + " bytes");
        String text = JsonString.decode(raw(), start() + 1, end() - 1);
        tape.decoded(text);
        return text;
    }

    /** Whether it is the text of this word of ASCII. */
    public boolean says(String word) {
        return isText() && JsonString.is(raw(), start() + 1, end() - 1, word);
    }

    /** Whether it is the text of one of these words. */
    public boolean saysOneOf(JsonWords words) {
        return isText() && words.hold(this);
    }

    /** Whether it is a text in which a character is escaped. */
    boolean hasEscape() {
        return isText() && JsonString.hasEscape(raw(), start() + 1, end() - 1);
    }

    /** Whether it is the text of one of these words of ASCII. */
    public boolean saysOneOf(Set<String> words) {
        for (String word : words) if (says(word)) return true;
        return false;
    }

    /** The characters of a text where they stand; empty when it is none. */
    public Passage passage() {
        return isText() ? Stretch.quoted(tape.source(), start() + 1, end() - 1) : Passage.of("");
    }

    /** The characters of a text after the first few. */
    public Passage passageAfter(int chars) {
        int from = JsonString.after(raw(), start() + 1, end() - 1, chars);
        return Stretch.quoted(tape.source(), from, end() - 1);
    }

    /** The value as JSON, where it stands; empty when there is none. */
    public Passage written() {
        return isMissing() ? Passage.of("") : Stretch.written(tape.source(), start(), end());
    }

    /** The first field of this name; missing when this is no object or has none. */
    public JsonValue get(String name) {
        if (!isObject()) return MISSING;
        byte[] raw = raw();
        int last = tape.next(entry);
        for (int at = entry + 1; at < last; at = tape.next(at + 1))
            if (JsonString.is(raw, tape.start(at) + 1, tape.end(at) - 1, name)) return new JsonValue(tape, at + 1);
        return MISSING;
    }

    /** Whether others may be in it. */
    boolean mayHold() {
        return isObject() || isArray();
    }

    /** The array's item of this number; absent when this is no array or has none. */
    Optional<JsonValue> item(String number) {
        if (!isArray() || !number.matches("\\d{1,6}")) return Optional.empty();
        int left = Integer.parseInt(number);
        for (JsonValue item : this) if (left-- == 0) return Optional.of(item);
        return Optional.empty();
    }

    /** The name, as it is written here, of the field that this word names in either case. */
    Optional<String> fieldSaid(String word) {
        if (!FieldPath.isName(word)) return Optional.empty();
        FieldPath.Step step = new FieldPath.Step(word, false);
        String[] found = {""};
        forEachField((name, value) -> {
            if (step.says(name)) found[0] = name.text();
        });
        return Optional.of(found[0]).filter(name -> !name.isEmpty());
    }

    /** Whether there is such a field that is not {@code null}. */
    public boolean has(String name) {
        JsonValue value = get(name);
        return !value.isMissing() && !value.isNull();
    }

    /** Gives every field of an object, in order. */
    public void forEachField(BiConsumer<JsonValue, JsonValue> reader) {
        if (!isObject()) return;
        for (int at = entry + 1; at < tape.next(entry); at = tape.next(at + 1))
            reader.accept(new JsonValue(tape, at), new JsonValue(tape, at + 1));
    }

    /** An array's elements; none when it is no array. */
    @Override
    public Iterator<JsonValue> iterator() {
        return new Iterator<>() {
            private int at = entry + 1;

            @Override
            public boolean hasNext() {
                return isArray() && at < tape.next(entry);
            }

            @Override
            public JsonValue next() {
                if (!hasNext()) throw new NoSuchElementException();
                JsonValue element = new JsonValue(tape, at);
                at = tape.next(at);
                return element;
            }
        };
    }

    /** Whether anything is in it. */
    public boolean isEmpty() {
        return isMissing() || tape.next(entry) == entry + 1;
    }

    /** Offset of the first byte. */
    public int start() {
        return tape.start(entry);
    }

    /** Offset after the last byte. */
    public int end() {
        return tape.end(entry);
    }

    public JsonTape tape() {
        return tape;
    }

    private byte[] raw() {
        return tape.source().bytes().backing();
    }

    /** The size alone: contents may be private. */
    @Override
    public String toString() {
        return written().toString();
    }
}
