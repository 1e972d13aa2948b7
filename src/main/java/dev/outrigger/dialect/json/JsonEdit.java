package dev.outrigger.dialect.json;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Changes fields of a JSON object in its bytes, its own or those inside of them; every other byte, spaces included, stays as it was. Edits are
 * collected and applied in one pass over the fields; names are those of the object as it was, and a removal wins over
 * every other edit of the same field.
 */
public final class JsonEdit {
    private final JsonObjectText object;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> removed = new HashSet<>();
    /** Fields further inside, with the names that they get; absent for those that go. */
    private final Map<FieldPath, Optional<String>> inside = new LinkedHashMap<>();
    /** Values inside that go or are said otherwise. */
    private final JsonCuts cuts = new JsonCuts();

    public JsonEdit(JsonObjectText object) {
        this.object = object;
    }

    /** The object as it was. */
    public JsonObjectText object() {
        return object;
    }

    /** Gives the field this JSON value; a new field comes first in the object. */
    public JsonEdit set(String name, String json) {
        values.put(name, json);
        return this;
    }

    /** Gives the field another name, unless one of that name is or comes there: then it is left out. */
    public JsonEdit rename(String name, String other) {
        if (object.has(name) && !name.equals(other)) names.put(name, other);
        return this;
    }

    /** Leaves the field out. */
    public JsonEdit remove(String name) {
        removed.add(name);
        return this;
    }

    /** Leaves out the fields that the path names. */
    public JsonEdit remove(FieldPath path) {
        if (path.isNested()) inside.put(path, Optional.empty());
        else {
            own(path).forEach(this::remove);
            // One that is set anew goes as well.
            remove(path.head().name());
        }
        return this;
    }

    /** Gives the fields that the path names another name where they stand, under the same condition. */
    public JsonEdit rename(FieldPath path, String other) {
        if (path.isNested()) inside.putIfAbsent(path, Optional.of(other));
        else own(path).forEach(name -> rename(name, other));
        return this;
    }

    /** Leaves out those items of a list that stands in the object's own bytes. */
    public JsonEdit removeItems(JsonValue list, Predicate<JsonValue> which) {
        cuts.leaveOut(list, which);
        return this;
    }

    /** Leaves out a field of an object that stands in this one's own bytes. */
    public JsonEdit removeIn(JsonValue inner, String name) {
        cuts.leaveOut(inner, name);
        return this;
    }

    /** Gives a value that stands in the object's own bytes this JSON. */
    public JsonEdit replace(JsonValue value, String json) {
        cuts.say(value, json);
        return this;
    }

    private List<String> own(FieldPath path) {
        return object.places().keySet().stream().filter(path.head()::says).toList();
    }

    /** The edited bytes; the very same when nothing changes. What is long is not copied. */
    public Splice apply() {
        if (values.isEmpty() && names.isEmpty() && removed.isEmpty() && inside.isEmpty() && cuts.isEmpty())
            return Splice.of(object.raw());
        values.replaceAll(this::editedInside);
        values.keySet().removeAll(removed);
        List<JsonCuts.Cut> found = cuts();
        resolveRenames();
        removed.retainAll(object.places().keySet());
        if (values.isEmpty() && names.isEmpty() && removed.isEmpty() && found.isEmpty()) return Splice.of(object.raw());
        Bytes raw = object.raw();
        Writer writer = new Writer(raw.backing(), found);
        writer.copy(raw.from(), object.firstBrace() + 1);
        values.forEach((name, json) -> {
            if (!object.has(name)) writer.newField(Json.quote(name) + ":" + json);
        });
        int previousEnd = object.firstBrace() + 1;
        for (var entry : object.places().entrySet()) {
            JsonObjectText.Place place = entry.getValue();
            if (!removed.contains(entry.getKey())) {
                writer.separate(previousEnd, place.start());
                write(writer, entry.getKey(), place);
            }
            previousEnd = place.end();
        }
        writer.copy(previousEnd, raw.from() + raw.size());
        return writer.splice();
    }

    /** Where the fields inside stand; only a request that may have some of them is read for it. */
    private List<JsonCuts.Cut> cuts() {
        if (!inside.isEmpty() && inside.keySet().stream().anyMatch(object::mayHave)) {
            JsonValue root = JsonScan.object(object.source(), object.bounds());
            inside.forEach((path, instead) -> cuts.find(root, path, instead));
        }
        return cuts.cuts();
    }

    /** What is set is edited as what stood there. */
    private String editedInside(String name, String json) {
        if (inside.isEmpty()
                || inside.keySet().stream().noneMatch(path -> path.head().says(name))) return json;
        String field = "{" + Json.quote(name) + ":";
        JsonEdit edit = new JsonEdit(JsonObjectText.read(Bytes.of(field + json + "}"), object.bounds())
                .text());
        edit.inside.putAll(inside);
        String edited = edit.apply().joined().utf8();
        return edited.substring(field.length(), edited.length() - 1);
    }

    /** A name must not come to stand twice: the first in the object's order gets it. */
    private void resolveRenames() {
        if (names.isEmpty()) return;
        Set<String> taken = new HashSet<>(object.places().keySet());
        taken.removeAll(removed);
        taken.addAll(values.keySet());
        for (String name : object.places().keySet()) {
            String other = names.get(name);
            if (other != null && !removed.contains(name) && !taken.add(other)) removed.add(name);
        }
        names.keySet().removeAll(removed);
    }

    private void write(Writer writer, String name, JsonObjectText.Place place) {
        String newName = names.get(name);
        String newValue = values.get(name);
        int from = place.start();
        if (newName != null) {
            writer.text(Json.quote(newName));
            from = place.nameEnd();
        }
        writer.copy(from, newValue == null ? place.end() : place.valueStart());
        if (newValue != null) writer.text(newValue);
    }

    /** What is written so far; knows whether the next field needs a comma before it. */
    private static final class Writer {
        /** A shorter stretch is copied: a piece of its own costs more. */
        private static final int LONG = 8 * 1024;

        private final byte[] raw;
        private final List<Bytes> pieces = new ArrayList<>();
        private final List<JsonCuts.Cut> cuts;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        private boolean first = true;
        private int nextCut;

        private Writer(byte[] raw, List<JsonCuts.Cut> cuts) {
            this.raw = raw;
            this.cuts = cuts;
        }

        /** Stretches come in the order of the text, and no cut goes over the end of one. */
        private void copy(int from, int to) {
            int at = from;
            for (; nextCut < cuts.size() && cuts.get(nextCut).from() < to; nextCut++) {
                JsonCuts.Cut cut = cuts.get(nextCut);
                // It is inside of something that is left out as a whole.
                if (cut.from() < at) continue;
                copyAll(at, cut.from());
                text(cut.text());
                at = cut.to();
            }
            copyAll(at, to);
        }

        private void copyAll(int from, int to) {
            if (to - from < LONG) {
                out.write(raw, from, to - from);
            } else {
                cut();
                pieces.add(Bytes.of(raw, from, to - from));
            }
        }

        private void cut() {
            if (out.size() > 0) pieces.add(Bytes.of(out.toByteArray()));
            out.reset();
        }

        private Splice splice() {
            cut();
            return new Splice(pieces);
        }

        private void text(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private void newField(String text) {
            if (!first) text(",");
            text(text);
            first = false;
        }

        /** What stood between this field and the one before it, with exactly the comma that is needed. */
        private void separate(int from, int to) {
            int comma = from;
            while (comma < to && raw[comma] != ',') comma++;
            if (!first && comma == to) text(",");
            if (first && comma < to) {
                copy(from, comma);
                copy(comma + 1, to);
            } else {
                copy(from, to);
            }
            first = false;
        }
    }
}
