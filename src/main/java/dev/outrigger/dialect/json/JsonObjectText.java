package dev.outrigger.dialect.json;

import dev.outrigger.chat.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * A JSON object's bytes together with the places of its fields in them, so that one field can change while every other
 * byte stays as the app wrote it. The values are not kept: this lives as long as the exchange.
 *
 * @param firstBrace offset of the object's opening brace in the bytes' backing
 * @param places where each field stands, in the order of the bytes
 */
public record JsonObjectText(JsonSource source, int firstBrace, SequencedMap<String, Place> places, JsonBounds bounds) {
    /** More fields are refused: each takes memory of its own, and no vendor has a tenth of them. */
    public static final int MAX_FIELDS = 1_000;

    /** Longer values are no words: names of levels, numbers and the like are shorter. */
    public static final int MAX_WORD_BYTES = 64;

    /**
     * Reads an object in one pass. Strict: UTF-8 without NUL, one object and nothing after it, no duplicate keys, the
     * bounds of {@link JsonBounds#REQUEST}.
     *
     * @throws Json.Unfit with the rule that is broken
     */
    public static Parsed read(Bytes raw) {
        return read(raw, JsonBounds.REQUEST);
    }

    /** Likewise, within bounds of the caller's. */
    public static Parsed read(Bytes raw, JsonBounds bounds) {
        if (isGzip(raw)) throw new Json.Unfit("the body must not be compressed, and is gzip");
        if (!Utf8.isText(raw)) throw new Json.Unfit("the body must be UTF-8 text without NUL");
        JsonValue object = JsonScan.object(new JsonSource(raw), bounds);
        SequencedMap<String, Place> places = new LinkedHashMap<>();
        object.forEachField((name, value) -> {
            if (places.size() == MAX_FIELDS)
                throw new Json.Unfit("the body must not have more than " + MAX_FIELDS + " fields");
            places.put(name.text(), new Place(name.start(), name.end(), value.start(), value.end()));
        });
        return new Parsed(new JsonObjectText(object.tape().source(), object.start(), places, bounds), object);
    }

    private static boolean isGzip(Bytes raw) {
        return raw.size() > 1
                && raw.backing()[raw.from()] == (byte) 0x1f
                && raw.backing()[raw.from() + 1] == (byte) 0x8b;
    }

    public Bytes raw() {
        return source.bytes();
    }

    public boolean has(String name) {
        return places.containsKey(name);
    }

    /** Whether there is a field that the path names; false when the bytes were let go and only they could tell. */
    public boolean has(FieldPath path) {
        if (!mayHave(path) || !path.isNested()) return mayHave(path);
        if (source.isGone()) return false;
        boolean[] found = new boolean[1];
        path.find(JsonScan.object(source, bounds), (object, name) -> found[0] = true);
        return found[0];
    }

    /** What the fields say that the path names, as JSON: of those that hold no others, and are no longer than a word. */
    public List<String> words(FieldPath path) {
        List<String> words = new ArrayList<>();
        find(path, value -> {
            if (!value.mayHold() && value.end() - value.start() <= MAX_WORD_BYTES)
                words.add(value.written().text());
        });
        return words;
    }

    /** Whether a field that the path names is an object or an array. */
    public boolean holdsOthers(FieldPath path) {
        boolean[] found = new boolean[1];
        find(path, value -> found[0] |= value.mayHold());
        return found[0];
    }

    private void find(FieldPath path, Consumer<JsonValue> found) {
        if (!mayHave(path) || source.isGone()) return;
        path.find(JsonScan.object(source, bounds), (object, name) -> found.accept(object.get(name.text())));
    }

    /**
     * The path of the field that names, and numbers of items, lead to from the outside in. Names on the way that no field
     * has are passed over: those who name fields in errors name kinds of things as well.
     */
    public Optional<FieldPath> named(List<String> words) {
        List<FieldPath.Step> steps = new ArrayList<>();
        JsonValue at = JsonScan.object(source, bounds);
        for (int i = 0; i < words.size(); i++) {
            Optional<JsonValue> item = at.item(words.get(i));
            if (item.isPresent() && !steps.isEmpty())
                steps.add(new FieldPath.Step(steps.removeLast().name(), true));
            JsonValue here = at;
            boolean isLast = i == words.size() - 1;
            // On the way to others is only what holds some: text is a kind of part as well as a field of it.
            Optional<String> field = at.fieldSaid(words.get(i))
                    .filter(name -> isLast || here.get(name).mayHold());
            field.ifPresent(name -> steps.add(new FieldPath.Step(name, false)));
            if (isLast && field.isEmpty()) return Optional.empty();
            at = item.or(() -> field.map(here::get)).orElse(at);
        }
        return Optional.of(new FieldPath(steps));
    }

    /** Whether there is a field that the path's first name names. */
    boolean mayHave(FieldPath path) {
        return places.keySet().stream().anyMatch(path.head()::says);
    }

    /** The bytes of the field's value. */
    public Optional<Bytes> value(String name) {
        return Optional.ofNullable(places.get(name))
                .map(place -> Bytes.of(raw().backing(), place.valueStart(), place.end() - place.valueStart()));
    }

    /** Offsets in the bytes' backing: of the name's opening quote, after its last, and of the value's first byte and after its last. */
    public record Place(int start, int nameEnd, int valueStart, int end) {}

    /** An object's places, and the object whose values are read: itself, or one in it. */
    public record Parsed(JsonObjectText text, JsonValue object) {
        /** The same bytes, with the values of an object in them instead of its own. */
        public Parsed within(JsonValue inner) {
            int[] fields = {0};
            inner.forEachField((name, value) -> {
                if (++fields[0] > MAX_FIELDS)
                    throw new Json.Unfit("an object in the body must not have more than " + MAX_FIELDS + " fields");
            });
            return new Parsed(text, inner);
        }

        /** Where all that is in it stands. */
        public JsonTape tape() {
            return object.tape();
        }

        /** The field's value; absent also when it is {@code null}. */
        public Optional<JsonValue> value(String name) {
            JsonValue value = object.get(name);
            return value.isMissing() || value.isNull() ? Optional.empty() : Optional.of(value);
        }
    }
}
