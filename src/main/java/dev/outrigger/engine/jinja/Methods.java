package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * The methods that texts and dictionaries have. Those that would change a list or dictionary are missing, as in the
 * sandbox that templates are written for.
 */
final class Methods {
    private Methods() {}

    /** A method of a text. */
    private interface OfText {
        Value call(Text text, Arguments arguments, Meter meter) throws TemplateException;
    }

    private static final Map<String, OfText> TEXT = Map.ofEntries(
            Map.entry("strip", (text, arguments, meter) -> Texts.strip(text, set(arguments), true, true)),
            Map.entry("lstrip", (text, arguments, meter) -> Texts.strip(text, set(arguments), true, false)),
            Map.entry("rstrip", (text, arguments, meter) -> Texts.strip(text, set(arguments), false, true)),
            Map.entry("split", Methods::split),
            Map.entry("rsplit", Methods::splitFromEnd),
            Map.entry("splitlines", (text, arguments, meter) -> new Value.Listed(Texts.lines(text))),
            Map.entry("startswith", (text, arguments, meter) -> Value.of(matches(text, arguments, String::startsWith))),
            Map.entry("endswith", (text, arguments, meter) -> Value.of(matches(text, arguments, String::endsWith))),
            Map.entry("upper", changed(PythonText::upper)),
            Map.entry("lower", changed(PythonText::lower)),
            Map.entry("title", changed(PythonText::title)),
            Map.entry("capitalize", changed(PythonText::capitalize)),
            Map.entry("replace", Methods::replace),
            Map.entry("find", (text, arguments, meter) -> find(text, argument(arguments), meter)),
            Map.entry("count", (text, arguments, meter) -> count(text, argument(arguments), meter)),
            Map.entry("join", Methods::join),
            Map.entry("format", Format::of),
            Map.entry("removeprefix", (text, arguments, meter) -> without(text, argument(arguments), true)),
            Map.entry("removesuffix", (text, arguments, meter) -> without(text, argument(arguments), false)));

    /** The method of a name, if the value has it. */
    static Optional<Value> find(Value target, String name) {
        if (target instanceof Text text && TEXT.containsKey(name)) {
            return Optional.of(new Value.Function(name, (arguments, run) -> {
                run.meter().steps(1 + text.length() / 16);
                run.meter().write(text.length());
                OfText method = TEXT.get(name);
                if (method == null) throw TemplateException.broken("no method " + name);
                return method.call(text, arguments, run.meter());
            }));
        }
        if (target instanceof Value.Dict dict)
            return ofDict(dict, name)
                    .map(body -> new Value.Function(name, (arguments, run) -> {
                        if (!name.equals("get"))
                            run.meter().steps(dict.entries().size());
                        return body.call(arguments, run);
                    }));
        return Optional.empty();
    }

    /** A dictionary's keys and values, a tuple each. */
    static Value entries(Value.Dict dict, Meter meter) throws TemplateException {
        meter.steps(dict.entries().size());
        List<Value> entries = new ArrayList<>();
        dict.entries().forEach((key, value) -> entries.add(new Value.Tuple(List.of(key, value))));
        return new Value.Listed(entries);
    }

    private static Optional<Callable> ofDict(Value.Dict dict, String name) {
        return switch (name) {
            case "items" -> Optional.of((arguments, run) -> entries(dict, run.meter()));
            case "keys" ->
                Optional.of((arguments, run) ->
                        new Value.Listed(List.copyOf(dict.entries().keySet())));
            case "values" ->
                Optional.of((arguments, run) ->
                        new Value.Listed(List.copyOf(dict.entries().values())));
            case "copy" -> Optional.of((arguments, run) -> dict);
            case "get" ->
                Optional.of((arguments, run) -> dict.find(arguments.get(0, "key"))
                        .or(() -> arguments.find(1, "default"))
                        .orElse(Value.NONE));
            default -> Optional.empty();
        };
    }

    private static Value split(Text text, Arguments arguments, Meter meter) throws TemplateException {
        Optional<Text> separator = arguments.text(0, "sep");
        long most = arguments.whole(1, "maxsplit", -1);
        return new Value.Listed(
                separator.isPresent() ? Texts.split(text, separator.get(), most, meter) : Texts.words(text, most));
    }

    private static Value splitFromEnd(Text text, Arguments arguments, Meter meter) throws TemplateException {
        Optional<Text> separator = arguments.text(0, "sep");
        if (separator.isEmpty()) throw TemplateException.broken("rsplit needs a separator");
        return new Value.Listed(Texts.splitFromEnd(text, separator.get(), arguments.whole(1, "maxsplit", -1), meter));
    }

    private static Value replace(Text text, Arguments arguments, Meter meter) throws TemplateException {
        return Texts.replace(
                text,
                argument(arguments),
                arguments.text(1, "new").orElse(Text.EMPTY),
                arguments.whole(2, "count", -1),
                meter);
    }

    private static Value join(Text text, Arguments arguments, Meter meter) throws TemplateException {
        return Texts.join(text, Iteration.of(arguments.get(0, "iterable"), meter), meter);
    }

    private static Value find(Text text, Text part, Meter meter) throws TemplateException {
        meter.search(text, part);
        int at = text.string().indexOf(part.string());
        return new Value.Whole(at < 0 ? at : text.string().codePointCount(0, at));
    }

    private static Value count(Text text, Text part, Meter meter) throws TemplateException {
        if (part.isEmpty()) return new Value.Whole(PythonText.length(text.string()) + 1L);
        return new Value.Whole(Texts.split(text, part, -1, meter).size() - 1L);
    }

    private static Text without(Text text, Text part, boolean atStart) {
        if (atStart && text.string().startsWith(part.string())) return text.cut(part.length(), text.length());
        if (!atStart && text.string().endsWith(part.string())) return text.cut(0, text.length() - part.length());
        return text;
    }

    private static OfText changed(UnaryOperator<String> change) {
        return (text, arguments, meter) -> text.map(change);
    }

    /** One text of several will do. */
    private static boolean matches(Text text, Arguments arguments, BiPredicate<String, String> matches)
            throws TemplateException {
        Value asked = arguments.get(0, "prefix");
        List<Value> parts = asked instanceof Value.Tuple tuple ? tuple.items() : List.of(asked);
        for (Value part : parts) {
            if (!(part instanceof Text each)) throw TemplateException.broken("must be a text, was " + Names.of(part));
            if (matches.test(text.string(), each.string())) return true;
        }
        return false;
    }

    private static Optional<Text> set(Arguments arguments) throws TemplateException {
        return arguments.text(0, "chars");
    }

    private static Text argument(Arguments arguments) throws TemplateException {
        return arguments.text(0, "old").orElseThrow(() -> TemplateException.broken("lacks an argument"));
    }
}
