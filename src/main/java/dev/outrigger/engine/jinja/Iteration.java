package dev.outrigger.engine.jinja;

import java.util.List;

/** What a value gives when it is gone through. */
final class Iteration {
    private Iteration() {}

    static List<Value> of(Value value, Meter meter) throws TemplateException {
        return switch (value) {
            case Value.Sequence sequence -> {
                meter.steps(sequence.items().size());
                yield sequence.items();
            }
            case Value.Dict dict -> {
                meter.steps(dict.entries().size());
                yield List.copyOf(dict.entries().keySet());
            }
            case Text text -> List.copyOf(Slices.characters(text, meter));
            case Value.Undefined undefined -> List.of();
            default -> throw TemplateException.broken("cannot go through " + Names.of(value));
        };
    }
}
