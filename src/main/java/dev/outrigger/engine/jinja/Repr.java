package dev.outrigger.engine.jinja;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/** Values as Python writes them: {@code str} of each, and {@code repr} of what is inside a list. */
final class Repr {
    private final Meter meter;
    private final TextBuilder out = new TextBuilder();

    private Repr(Meter meter) {
        this.meter = meter;
    }

    /** What writing the value gives; a text is itself. */
    static Text str(Value value, Meter meter) throws TemplateException {
        return switch (value) {
            case Text text -> text;
            case Value.Undefined undefined -> Text.EMPTY;
            default -> {
                Repr repr = new Repr(meter);
                repr.write(value);
                yield repr.out.build();
            }
        };
    }

    /** Python's shortest writing of a floating point number. */
    static String real(double value) {
        if (Double.isNaN(value)) return "nan";
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            String plain = new BigDecimal(Double.toString(value)).toPlainString();
            if (size == 0) return 1 / value < 0 ? "-0.0" : "0.0";
            return plain.contains(".") ? plain : plain + ".0";
        }
        String written = Double.toString(value);
        int e = written.indexOf('E');
        String digits = written.substring(0, written.startsWith(".0E", e - 2) ? e - 2 : e);
        int exponent = Integer.parseInt(written.substring(e + 1));
        return digits + (exponent < 0 ? "e-" : "e+") + String.format("%02d", Math.abs(exponent));
    }

    private void write(Value value) throws TemplateException {
        meter.step();
        switch (value) {
            case Text text -> writeText(text);
            case Value.Whole whole -> write(Long.toString(whole.value()));
            case Value.Real real -> write(real(real.value()));
            case Value.Truth truth -> write(truth.value() ? "True" : "False");
            case Value.Nothing nothing -> write("None");
            case Value.Undefined undefined -> write("Undefined");
            case Value.Listed list -> writeItems("[", list, "]");
            case Value.Tuple tuple -> writeItems("(", tuple, tuple.items().size() == 1 ? ",)" : ")");
            case Value.Dict dict -> writeEntries(dict);
            case Value.Function function -> throw TemplateException.broken("cannot write " + Names.of(value));
            case Namespace namespace -> throw TemplateException.broken("cannot write a namespace");
            case Loop loop -> throw TemplateException.broken("cannot write a loop");
        }
    }

    private void writeItems(String begin, Value.Sequence sequence, String end) throws TemplateException {
        write(begin);
        for (Iterator<Value> each = sequence.items().iterator(); each.hasNext(); ) {
            write(each.next());
            if (each.hasNext()) write(", ");
        }
        write(end);
    }

    private void writeEntries(Value.Dict dict) throws TemplateException {
        write("{");
        for (Iterator<Map.Entry<Value, Value>> each = dict.entries().entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Value, Value> entry = each.next();
            write(entry.getKey());
            write(": ");
            write(entry.getValue());
            if (each.hasNext()) write(", ");
        }
        write("}");
    }

    private void writeText(Text text) throws TemplateException {
        boolean hasSingle = text.string().indexOf('\'') >= 0;
        char quote = hasSingle && text.string().indexOf('"') < 0 ? '"' : '\'';
        write(String.valueOf(quote));
        Text escaped = text.map(string -> escape(string, quote));
        meter.write(escaped.length());
        out.append(escaped);
        write(String.valueOf(quote));
    }

    private void write(String own) throws TemplateException {
        meter.write(own.length());
        out.append(own);
    }

    private static String escape(String string, char quote) {
        StringBuilder escaped = new StringBuilder(string.length() + 8);
        string.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\\' -> escaped.append("\\\\");
                default -> {
                    if (c == quote) escaped.append('\\').append(quote);
                    else if (isPrintable(c)) escaped.appendCodePoint(c);
                    else if (c < 0x100) escaped.append(String.format("\\x%02x", c));
                    else if (c < 0x10000) escaped.append(String.format("\\u%04x", c));
                    else escaped.append(String.format("\\U%08x", c));
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
