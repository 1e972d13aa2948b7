package dev.outrigger.engine.jinja;

import java.util.List;

/** Which values count as true, and which as equal or less. */
final class Truths {
    private Truths() {}

    static boolean isTrue(Value value) {
        return switch (value) {
            case Text text -> !text.isEmpty();
            case Value.Whole whole -> whole.value() != 0;
            case Value.Real real -> real.value() != 0;
            case Value.Truth truth -> truth.value();
            case Value.Nothing nothing -> false;
            case Value.Undefined undefined -> false;
            case Value.Sequence sequence -> !sequence.items().isEmpty();
            case Value.Dict dict -> !dict.entries().isEmpty();
            case Value.Function function -> true;
            case Namespace namespace -> true;
            case Loop loop -> true;
        };
    }

    @SuppressWarnings("ReferenceEquality") // what can be called or changed is equal to itself alone
    static boolean equal(Value left, Value right, Meter meter) throws TemplateException {
        meter.step();
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) return Numbers.compare(left, right) == 0;
        return switch (left) {
            case Value.Listed list ->
                right instanceof Value.Listed other && equalItems(list.items(), other.items(), meter);
            case Value.Tuple tuple ->
                right instanceof Value.Tuple other && equalItems(tuple.items(), other.items(), meter);
            case Value.Dict dict -> right instanceof Value.Dict other && equalEntries(dict, other, meter);
            case Value.Undefined undefined -> right instanceof Value.Undefined;
            case Namespace namespace -> namespace == right;
            case Loop loop -> loop == right;
            case Value.Function function -> function == right;
            case Text text -> right instanceof Text other && equalTexts(text, other, meter);
            case Value.Whole whole -> false;
            case Value.Real real -> false;
            case Value.Truth truth -> false;
            case Value.Nothing nothing -> right instanceof Value.Nothing;
        };
    }

    /** Less than 0, 0, or more, as Python orders the two; an error for values that have no order. */
    static int compare(Value left, Value right, Meter meter) throws TemplateException {
        meter.step();
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) return Numbers.compare(left, right);
        if (left instanceof Text first && right instanceof Text second) {
            meter.read(Math.min(first.length(), second.length()));
            return PythonText.compare(first.string(), second.string());
        }
        if (left instanceof Value.Sequence first && right instanceof Value.Sequence second) {
            List<Value> one = first.items();
            List<Value> two = second.items();
            for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
                if (!equal(one.get(i), two.get(i), meter)) return compare(one.get(i), two.get(i), meter);
            }
            return Integer.compare(one.size(), two.size());
        }
        throw TemplateException.broken("cannot compare " + Names.of(left) + " with " + Names.of(right));
    }

    static boolean contains(Value container, Value item, Meter meter) throws TemplateException {
        return switch (container) {
            case Text text -> {
                if (!(item instanceof Text part)) {
                    throw TemplateException.broken("only a text can be in a text, not " + Names.of(item));
                }
                meter.search(text, part);
                yield text.string().contains(part.string());
            }
            case Value.Dict dict -> {
                if (!Value.Dict.isKey(item)) throw TemplateException.broken(Names.of(item) + " cannot be a key");
                yield dict.find(item).isPresent();
            }
            case Value.Sequence sequence -> {
                for (Value each : sequence.items()) if (equal(each, item, meter)) yield true;
                yield false;
            }
            case Value.Undefined undefined -> false;
            default -> throw TemplateException.broken("nothing is in " + Names.of(container));
        };
    }

    private static boolean equalTexts(Text left, Text right, Meter meter) throws TemplateException {
        meter.read(Math.min(left.length(), right.length()));
        return left.equals(right);
    }

    private static boolean equalItems(List<Value> left, List<Value> right, Meter meter) throws TemplateException {
        if (left.size() != right.size()) return false;
        for (int i = 0; i < left.size(); i++) if (!equal(left.get(i), right.get(i), meter)) return false;
        return true;
    }

    private static boolean equalEntries(Value.Dict left, Value.Dict right, Meter meter) throws TemplateException {
        if (left.entries().size() != right.entries().size()) return false;
        for (var entry : left.entries().entrySet()) {
            Value other = right.entries().get(entry.getKey());
            if (other == null || !equal(entry.getValue(), other, meter)) return false;
        }
        return true;
    }
}
