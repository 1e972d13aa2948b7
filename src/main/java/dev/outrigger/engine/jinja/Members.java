package dev.outrigger.engine.jinja;

import java.util.Optional;

/** What a dot or square brackets behind a value lead to. */
final class Members {
    private Members() {}

    /** {@code target.name}: a method before an entry. */
    static Value attribute(Value target, String name, Meter meter) throws TemplateException {
        return own(target, name)
                .or(() -> Methods.find(target, name))
                .or(() -> entry(target, name))
                .orElseGet(() -> missing(target, name));
    }

    /** {@code target[key]}: an entry before a method. */
    static Value item(Value target, Value key, Meter meter) throws TemplateException {
        if (target instanceof Value.Undefined) throw computed(target);
        Optional<Value> item = target instanceof Value.Dict dict ? dict.find(key) : Optional.empty();
        if (item.isPresent()) return item.get();
        if (key instanceof Text name) {
            return own(target, name.string())
                    .or(() -> Methods.find(target, name.string()))
                    .orElseGet(() -> missing(target, "that entry"));
        }
        if (Numbers.isNumber(key) && !(key instanceof Value.Real)) {
            return Slices.item(target, Numbers.whole(key), meter)
                    .orElseGet(() -> new Value.Undefined(Names.of(target) + " has no such place"));
        }
        return missing(target, "such an entry");
    }

    /** What an attribute's path leads to: names and places with dots between them. */
    static Value path(Value target, Value path, Meter meter) throws TemplateException {
        if (!(path instanceof Text text)) return item(target, path, meter);
        Value value = target;
        for (String part : text.string().split("\\.", -1)) {
            boolean isPlace = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9') && part.length() < 9;
            value = item(value, isPlace ? new Value.Whole(Long.parseLong(part)) : Text.own(part), meter);
        }
        return value;
    }

    private static Optional<Value> own(Value target, String name) throws TemplateException {
        return switch (target) {
            case Value.Undefined undefined -> throw computed(target);
            case Namespace namespace -> namespace.find(name);
            case Loop loop -> loop.find(name);
            default -> Optional.empty();
        };
    }

    private static Optional<Value> entry(Value target, String name) {
        return target instanceof Value.Dict dict ? dict.find(Text.own(name)) : Optional.empty();
    }

    private static TemplateException computed(Value undefined) {
        return TemplateException.broken("cannot look into " + Names.of(undefined));
    }

    private static Value missing(Value target, String what) {
        return new Value.Undefined(Names.of(target) + " has no " + what);
    }
}
