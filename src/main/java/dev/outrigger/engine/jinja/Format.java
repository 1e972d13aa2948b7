package dev.outrigger.engine.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code str.format} for fields without a format of their own: braces with nothing, a place or a name in them. */
final class Format {
    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}|\\{([0-9]{0,4}|[A-Za-z_][A-Za-z_0-9]*)}|[{}]");

    private Format() {}

    static Value of(Text text, Arguments arguments, Meter meter) throws TemplateException {
        TextBuilder formatted = new TextBuilder();
        Matcher braces = BRACES.matcher(text.string());
        int from = 0;
        int next = 0;
        while (braces.find()) {
            formatted.append(meter.write(text.cut(from, braces.start())));
            from = braces.end();
            String field = braces.group(1);
            if (field == null) {
                if (braces.group().length() == 1) throw TemplateException.broken("format knows no such field");
                formatted.append(text.cut(braces.start(), braces.start() + 1));
            } else {
                formatted.append(
                        meter.write(value(field.isEmpty() ? Integer.toString(next++) : field, arguments, meter)));
            }
        }
        return formatted.append(meter.write(text.cut(from, text.length()))).build();
    }

    private static Text value(String field, Arguments arguments, Meter meter) throws TemplateException {
        boolean isPlace = Character.isDigit(field.charAt(0));
        return Repr.str(arguments.get(isPlace ? Integer.parseInt(field) : Integer.MAX_VALUE, field), meter);
    }
}
