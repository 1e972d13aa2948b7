package dev.outrigger.engine.jinja;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a call passes: some by place, some by name in the order of the call. */
record Arguments(List<Value> placed, Map<String, Value> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    Arguments {
        placed = List.copyOf(placed);
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** The argument of this place or name, if it was passed. */
    Optional<Value> find(int place, String name) {
        if (place < placed.size()) return Optional.of(placed.get(place));
        return Optional.ofNullable(named.get(name));
    }

    Value get(int place, String name) throws TemplateException {
        return find(place, name).orElseThrow(() -> TemplateException.broken("lacks the argument " + name));
    }

    Optional<Text> text(int place, String name) throws TemplateException {
        Optional<Value> value = find(place, name).filter(each -> !(each instanceof Value.Nothing));
        if (value.isEmpty()) return Optional.empty();
        if (value.get() instanceof Text text) return Optional.of(text);
        throw TemplateException.broken("the argument " + name + " must be a text");
    }

    long whole(int place, String name, long otherwise) throws TemplateException {
        Optional<Value> value = find(place, name).filter(each -> !(each instanceof Value.Nothing));
        return value.isEmpty() ? otherwise : Numbers.whole(value.get());
    }

    boolean truth(int place, String name) {
        return find(place, name).map(Truths::isTrue).orElse(false);
    }

    /** Those behind the first ones. */
    Arguments after(int count) {
        return new Arguments(placed.subList(Math.min(count, placed.size()), placed.size()), named);
    }
}
