package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The functions that every template has. */
final class Globals {
    private static final int MOST_OF_DATE = 128;

    private Globals() {}

    static Map<String, Value> all() {
        Map<String, Value> all = new LinkedHashMap<>();
        put(all, "range", Globals::range);
        put(all, "namespace", (arguments, run) -> new Namespace(names(arguments, run)));
        put(all, "dict", Globals::dict);
        put(all, "raise_exception", Globals::raise);
        put(all, "strftime_now", (arguments, run) -> {
            Text format = arguments.text(0, "format").orElseThrow(() -> TemplateException.broken("lacks a format"));
            if (format.length() > MOST_OF_DATE) throw TemplateException.broken("a date's format is too long");
            return run.meter().write(Text.own(Strftime.format(format.string(), run.now())));
        });
        return all;
    }

    private static void put(Map<String, Value> all, String name, Callable body) {
        all.put(name, new Value.Function(name, body));
    }

    private static Value range(Arguments arguments, Run run) throws TemplateException {
        long first = Numbers.whole(arguments.get(0, "start"));
        boolean isCount = arguments.placed().size() < 2;
        long start = isCount ? 0 : first;
        long end = isCount ? first : Numbers.whole(arguments.get(1, "stop"));
        long step = arguments.whole(2, "step", 1);
        if (step == 0) throw TemplateException.broken("a range's step cannot be 0");
        List<Value> items = new ArrayList<>();
        for (long i = start; step > 0 ? i < end : i > end; i += step) {
            run.meter().step();
            items.add(new Value.Whole(i));
        }
        return new Value.Listed(items);
    }

    private static Map<String, Value> names(Arguments arguments, Run run) throws TemplateException {
        Map<String, Value> names = new LinkedHashMap<>();
        for (Value each : arguments.placed()) {
            if (!(each instanceof Value.Dict dict)) throw TemplateException.broken("needs a dictionary");
            run.meter().steps(dict.entries().size());
            dict.entries().forEach((key, value) -> {
                if (key instanceof Text name) names.put(name.string(), value);
            });
        }
        names.putAll(arguments.named());
        return names;
    }

    private static Value dict(Arguments arguments, Run run) throws TemplateException {
        SequencedMap<Value, Value> entries = new LinkedHashMap<>();
        for (Value each : arguments.placed()) {
            if (!(each instanceof Value.Dict dict)) throw TemplateException.broken("dict needs a dictionary");
            run.meter().steps(dict.entries().size());
            entries.putAll(dict.entries());
        }
        arguments.named().forEach((name, value) -> entries.put(Text.own(name), value));
        return new Value.Dict(entries);
    }

    /** Its message is the template's own words: what it quotes from the chat is left out. */
    private static Value raise(Arguments arguments, Run run) throws TemplateException {
        Text message = Repr.str(arguments.get(0, "message"), run.meter());
        StringBuilder own = new StringBuilder();
        for (Text.Range range : message.ranges()) {
            own.append(range.isQuoted() ? "…" : message.string().substring(range.from(), range.to()));
        }
        throw TemplateException.refused(own.toString());
    }
}
