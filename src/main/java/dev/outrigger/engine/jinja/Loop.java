package dev.outrigger.engine.jinja;

import java.util.List;
import java.util.Optional;

/** What {@code loop} is in the body of a {@code for}: where it stands among its items. */
record Loop(List<Value> items, int index) implements Value {
    Loop {
        items = List.copyOf(items);
    }

    Optional<Value> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "index" -> new Whole(index + 1L);
                    case "index0" -> new Whole(index);
                    case "revindex" -> new Whole((long) items.size() - index);
                    case "revindex0" -> new Whole(items.size() - index - 1L);
                    case "length" -> new Whole(items.size());
                    case "first" -> Value.of(index == 0);
                    case "last" -> Value.of(index == items.size() - 1);
                    case "previtem" -> item(index - 1, "there is no previous item");
                    case "nextitem" -> item(index + 1, "there is no next item");
                    case "cycle" -> new Function("cycle", (arguments, run) -> cycle(arguments));
                    default -> null;
                });
    }

    private Value item(int place, String otherwise) {
        return place >= 0 && place < items.size() ? items.get(place) : new Undefined(otherwise);
    }

    private Value cycle(Arguments arguments) throws TemplateException {
        List<Value> all = arguments.placed();
        if (all.isEmpty()) throw TemplateException.broken("no items for cycling given");
        return all.get(index % all.size());
    }
}
