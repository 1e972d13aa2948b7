package dev.outrigger.engine.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Jinja's filters of single values; those of lists are {@link ListFilters}'.
 *
 * <p>Source: <a href="https://jinja.palletsprojects.com/en/stable/templates/#builtin-filters">builtin filters</a>.
 */
final class Filters {
    private static final int MOST_DIGITS = 64;

    private Filters() {}

    /** A filter. */
    interface Filter {
        Value apply(Value value, Arguments arguments, Run run) throws TemplateException;
    }

    private static final Map<String, Filter> ALL = all();

    static Value apply(String name, Value value, Arguments arguments, Run run) throws TemplateException {
        Filter filter = ALL.get(name);
        if (filter == null) throw TemplateException.broken("the filter " + name + " is not known");
        return filter.apply(value, arguments, run);
    }

    private static Map<String, Filter> all() {
        Map<String, Filter> all = new HashMap<>(ListFilters.all());
        all.put(
                "trim",
                (value, arguments, run) ->
                        run.meter().write(Texts.strip(str(value, run), arguments.text(0, "chars"), true, true)));
        all.put("upper", changed(PythonText::upper));
        all.put("lower", changed(PythonText::lower));
        all.put("title", changed(PythonText::titleWords));
        all.put("capitalize", changed(PythonText::capitalize));
        all.put("string", (value, arguments, run) -> str(value, run));
        // Nothing is escaped here, so that what is safe and what is not are the same.
        all.put("safe", (value, arguments, run) -> str(value, run));
        all.put("replace", Filters::replace);
        all.put("indent", Filters::indent);
        all.put("tojson", (value, arguments, run) -> Json.of(value, Json.Settings.of(arguments), run.meter()));
        all.put("int", (value, arguments, run) -> whole(value, arguments));
        all.put("float", (value, arguments, run) -> real(value, arguments));
        all.put(
                "abs",
                (value, arguments, run) ->
                        Numbers.compare(value, new Value.Whole(0)) < 0 ? Numbers.negate(value) : value);
        all.put("default", (value, arguments, run) -> otherwise(value, arguments));
        all.put("d", (value, arguments, run) -> otherwise(value, arguments));
        all.put("length", (value, arguments, run) -> length(value, run));
        all.put("count", (value, arguments, run) -> length(value, run));
        all.put("items", (value, arguments, run) -> items(value, run));
        return Map.copyOf(all);
    }

    static Text str(Value value, Run run) throws TemplateException {
        return Repr.str(value, run.meter());
    }

    private static Filter changed(UnaryOperator<String> change) {
        return (value, arguments, run) -> run.meter().write(str(value, run).map(change));
    }

    private static Value replace(Value value, Arguments arguments, Run run) throws TemplateException {
        return Texts.replace(
                str(value, run),
                str(arguments.get(0, "old"), run),
                str(arguments.get(1, "new"), run),
                arguments.whole(2, "count", -1),
                run.meter());
    }

    private static Value indent(Value value, Arguments arguments, Run run) throws TemplateException {
        Value asked = arguments.find(0, "width").orElse(new Value.Whole(4));
        Text margin =
                asked instanceof Text text ? text : Text.own(" ".repeat(Math.clamp(Numbers.whole(asked), 0, 256)));
        boolean atFirst = arguments.truth(1, "first");
        boolean atBlank = arguments.truth(2, "blank");
        List<Value> lines = Texts.split(str(value, run), Text.own("\n"), -1, run.meter());
        TextBuilder indented = new TextBuilder();
        for (int i = 0; i < lines.size(); i++) {
            Text line = Repr.str(lines.get(i), run.meter());
            if (i > 0) indented.append("\n");
            boolean isIndented = i == 0 ? atFirst : atBlank || !line.isEmpty();
            if (isIndented) indented.append(run.meter().write(margin));
            indented.append(run.meter().write(line));
        }
        return indented.build();
    }

    private static Value whole(Value value, Arguments arguments) {
        Value otherwise = arguments.find(0, "default").orElse(new Value.Whole(0));
        try {
            if (value instanceof Value.Real real) return new Value.Whole((long) real.value());
            if (!(value instanceof Text text)) return new Value.Whole(Numbers.whole(value));
            if (text.length() > MOST_DIGITS) return otherwise;
            String digits = text.string().strip().replace("_", "");
            if (digits.matches("[+-]?[0-9]+")) return new Value.Whole(Long.parseLong(digits));
            return number(digits)
                    .<Value>map(real -> new Value.Whole(real.longValue()))
                    .orElse(otherwise);
        } catch (TemplateException | NumberFormatException notWhole) {
            return otherwise;
        }
    }

    private static Value real(Value value, Arguments arguments) {
        Value otherwise = arguments.find(0, "default").orElse(new Value.Real(0));
        if (value instanceof Value.Real) return value;
        if (value instanceof Text text) {
            if (text.length() > MOST_DIGITS) return otherwise;
            return number(text.string().strip()).<Value>map(Value.Real::new).orElse(otherwise);
        }
        try {
            return new Value.Real(Numbers.whole(value));
        } catch (TemplateException notWhole) {
            return otherwise;
        }
    }

    private static Optional<Double> number(String text) {
        boolean isNumber = text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
        return isNumber ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    private static Value otherwise(Value value, Arguments arguments) {
        boolean isMissing =
                value instanceof Value.Undefined || (arguments.truth(1, "boolean") && !Truths.isTrue(value));
        return isMissing ? arguments.find(0, "default_value").orElse(Text.EMPTY) : value;
    }

    private static Value length(Value value, Run run) throws TemplateException {
        if (value instanceof Text text) run.meter().read(text.length());
        return new Value.Whole(
                switch (value) {
                    case Text text -> PythonText.length(text.string());
                    case Value.Sequence sequence -> sequence.items().size();
                    case Value.Dict dict -> dict.entries().size();
                    case Value.Undefined undefined -> 0;
                    default -> throw TemplateException.broken(Names.of(value) + " has no length");
                });
    }

    private static Value items(Value value, Run run) throws TemplateException {
        if (value instanceof Value.Undefined) return new Value.Listed(List.of());
        if (value instanceof Value.Dict dict) return Methods.entries(dict, run.meter());
        throw TemplateException.broken(Names.of(value) + " has no items");
    }
}
