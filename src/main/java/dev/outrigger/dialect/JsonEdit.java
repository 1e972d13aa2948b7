package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Changes top-level fields of a JSON object in its bytes; every other byte, spaces included, stays as it was. Edits are
 * collected and applied in one pass over the fields.
 */
final class JsonEdit {
    private final JsonObjectText object;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> removed = new HashSet<>();

    JsonEdit(JsonObjectText object) {
        this.object = object;
    }

    /** Gives the field this JSON value; a new field comes first in the object. */
    JsonEdit set(String name, String json) {
        values.put(name, json);
        return this;
    }

    /** Gives the field another name, unless one of that name is there already: then it is left out. */
    JsonEdit rename(String name, String other) {
        if (!object.fields().containsKey(name)) return this;
        if (object.fields().containsKey(other)) return remove(name);
        names.put(name, other);
        return this;
    }

    /** Leaves the field out. */
    JsonEdit remove(String name) {
        if (object.fields().containsKey(name)) removed.add(name);
        return this;
    }

    /** The edited bytes; the very same when nothing was edited. */
    Bytes apply() {
        if (values.isEmpty() && names.isEmpty() && removed.isEmpty()) return object.raw();
        Writer writer = new Writer(object.raw().array());
        writer.copy(0, object.firstBrace() + 1);
        values.forEach((name, json) -> {
            if (!object.fields().containsKey(name)) writer.field(quote(name) + ":" + json);
        });
        int previousEnd = object.firstBrace() + 1;
        for (var entry : object.fields().entrySet()) {
            JsonObjectText.Field field = entry.getValue();
            if (!removed.contains(entry.getKey())) {
                writer.separate(previousEnd, field.start());
                write(writer, entry.getKey(), field);
            }
            previousEnd = field.end();
        }
        writer.copy(previousEnd, object.raw().size());
        return Bytes.of(writer.out.toByteArray());
    }

    private void write(Writer writer, String name, JsonObjectText.Field field) {
        String newName = names.get(name);
        String newValue = values.get(name);
        int valueStart = field.valueStart();
        if (newName == null) writer.copy(field.start(), valueStart);
        else writer.text(quote(newName) + ":");
        if (newValue == null) writer.copy(valueStart, field.end());
        else writer.text(newValue);
    }

    private static String quote(String name) {
        return JsonObjectText.JSON.getNodeFactory().textNode(name).toString();
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

        private void field(String text) {
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
    }
}
