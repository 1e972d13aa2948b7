package dev.outrigger.engine.jinja;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values as {@code json.dumps} writes them, with the settings that the filter {@code tojson} passes on. */
final class Json {
    private final Settings settings;
    private final Meter meter;
    private final TextBuilder out = new TextBuilder();

    private Json(Settings settings, Meter meter) {
        this.settings = settings;
        this.meter = meter;
    }

    /**
     * How it is written.
     *
     * @param indent what a level is indented by; without it all is one line
     * @param item what stands between two items
     * @param key what stands behind a key
     */
    record Settings(Optional<String> indent, Text item, Text key, boolean isAscii, boolean isSorted) {
        static Settings of(Arguments arguments) throws TemplateException {
            Optional<String> indent = Optional.empty();
            Optional<Value> asked = arguments.find(1, "indent").filter(value -> !(value instanceof Value.Nothing));
            if (asked.isPresent()) {
                indent = Optional.of(
                        asked.get() instanceof Text text
                                ? text.string()
                                : " ".repeat(Math.clamp(Numbers.whole(asked.get()), 0, 64)));
            }
            Text item = Text.own(indent.isPresent() ? "," : ", ");
            Text key = Text.own(": ");
            if (arguments.find(2, "separators").orElse(Value.NONE) instanceof Value.Sequence pair
                    && pair.items().size() == 2) {
                item = Repr.str(pair.items().getFirst(), new Meter(0));
                key = Repr.str(pair.items().getLast(), new Meter(0));
            }
            return new Settings(indent, item, key, arguments.truth(0, "ensure_ascii"), arguments.truth(3, "sort_keys"));
        }
    }

    static Text of(Value value, Settings settings, Meter meter) throws TemplateException {
        Json json = new Json(settings, meter);
        json.write(value, 0);
        return json.out.build();
    }

    private void write(Value value, int level) throws TemplateException {
        meter.step();
        switch (value) {
            case Text text -> writeText(text);
            case Value.Sequence sequence -> writeItems(sequence.items(), level);
            case Value.Dict dict -> writeEntries(dict, level);
            case Value.Whole whole -> write(Long.toString(whole.value()));
            case Value.Real real -> write(real(real.value()));
            case Value.Truth truth -> write(truth.value() ? "true" : "false");
            case Value.Nothing nothing -> write("null");
            case Value.Undefined undefined -> throw unwritable(value);
            case Value.Function function -> throw unwritable(value);
            case Namespace namespace -> throw unwritable(value);
            case Loop loop -> throw unwritable(value);
        }
    }

    private void writeItems(List<Value> items, int level) throws TemplateException {
        if (items.isEmpty()) {
            write("[]");
            return;
        }
        write("[");
        for (Iterator<Value> each = items.iterator(); each.hasNext(); ) {
            writeLine(level + 1);
            write(each.next(), level + 1);
            if (each.hasNext()) out.append(meter.write(settings.item()));
        }
        writeLine(level);
        write("]");
    }

    private void writeEntries(Value.Dict dict, int level) throws TemplateException {
        if (dict.entries().isEmpty()) {
            write("{}");
            return;
        }
        List<Map.Entry<Value, Value>> entries = List.copyOf(dict.entries().entrySet());
        if (settings.isSorted()) {
            entries = entries.stream()
                    .sorted(Comparator.comparing(
                            entry -> entry.getKey() instanceof Text text ? text.string() : "", PythonText::compare))
                    .toList();
        }
        write("{");
        for (Iterator<Map.Entry<Value, Value>> each = entries.iterator(); each.hasNext(); ) {
            Map.Entry<Value, Value> entry = each.next();
            writeLine(level + 1);
            writeText(entry.getKey() instanceof Text text ? text : of(entry.getKey(), settings, meter));
            out.append(meter.write(settings.key()));
            write(entry.getValue(), level + 1);
            if (each.hasNext()) out.append(meter.write(settings.item()));
        }
        writeLine(level);
        write("}");
    }

    private void writeLine(int level) throws TemplateException {
        if (settings.indent().isPresent()) write("\n" + settings.indent().get().repeat(Math.min(level, 1024)));
    }

    private void writeText(Text text) throws TemplateException {
        write("\"");
        out.append(meter.write(text.map(this::escape)));
        write("\"");
    }

    private void write(String own) throws TemplateException {
        meter.write(own.length());
        out.append(own);
    }

    private String escape(String string) {
        StringBuilder escaped = new StringBuilder(string.length() + 8);
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                default -> {
                    if (c < ' ' || (settings.isAscii() && c > '~')) escaped.append(String.format("\\u%04x", (int) c));
                    else escaped.append(c);
                }
            }
        }
        return escaped.toString();
    }

    private static String real(double value) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "Infinity" : "-Infinity";
        return Repr.real(value);
    }

    private static TemplateException unwritable(Value value) {
        return TemplateException.broken("tojson cannot write " + Names.of(value));
    }
}
