package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Changes top-level fields of a JSON object in its bytes; every other byte, spaces included, stays as it was. Edits are
 * collected and applied in one pass over the fields; names are those of the object as it was, and a removal wins over
 * every other edit of the same field.
 */
final class JsonEdit {
    private final JsonObjectText object;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> removed = new HashSet<>();

    JsonEdit(JsonObjectText object) {
        this.object = object;
    }

    /** Gives the field this JSON value; a new field comes first in the object. */
    JsonEdit set(String name, String json) {
        values.put(name, json);
        return this;
    }

    /** Gives the field another name, unless one of that name is or comes there: then it is left out. */
    JsonEdit rename(String name, String other) {
        if (object.has(name) && !name.equals(other)) names.put(name, other);
        return this;
    }

    /** Leaves the field out. */
    JsonEdit remove(String name) {
        removed.add(name);
        return this;
    }

    /** The edited bytes; the very same when nothing changes. */
    Bytes apply() {
        values.keySet().removeAll(removed);
        resolveRenames();
        removed.retainAll(object.places().keySet());
        if (values.isEmpty() && names.isEmpty() && removed.isEmpty()) return object.raw();
        Writer writer = new Writer(object.raw().array());
        writer.copy(0, object.firstBrace() + 1);
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
        writer.copy(previousEnd, object.raw().size());
        return Bytes.of(writer.out.toByteArray());
    }

    /** A name must not come to stand twice: the first in the object's order gets it. */
    private void resolveRenames() {
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
            from = writer.afterString(from);
        }
        writer.copy(from, newValue == null ? place.end() : place.valueStart());
        if (newValue != null) writer.text(newValue);
    }

    /** What is written so far; knows whether the next field needs a comma before it. */
    private static final class Writer {
        private final byte[] raw;
        private final ByteArrayOutputStream out;
        private boolean first = true;

        private Writer(byte[] raw) {
            this.raw = raw;
            this.out = new ByteArrayOutputStream(raw.length + 64);
        }

        private void copy(int from, int to) {
            out.write(raw, from, to - from);
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
            boolean comma = false;
            for (int i = from; i < to; i++) comma |= raw[i] == ',';
            if (!first && !comma) text(",");
            for (int i = from; i < to; i++) if (raw[i] != ',' || !first) out.write(raw[i]);
            first = false;
        }

        /** The offset after the string that starts here. */
        private int afterString(int quote) {
            int at = quote + 1;
            while (raw[at] != '"') at += raw[at] == '\\' ? 2 : 1;
            return at + 1;
        }
    }
}
