package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jinja's filters of lists. */
final class ListFilters {
    private ListFilters() {}

    static Map<String, Filters.Filter> all() {
        return Map.ofEntries(
                Map.entry("list", (value, arguments, run) -> new Value.Listed(items(value, run))),
                Map.entry("first", (value, arguments, run) -> end(items(value, run), true)),
                Map.entry("last", (value, arguments, run) -> end(items(value, run), false)),
                Map.entry("reverse", (value, arguments, run) -> reverse(value, run)),
                Map.entry("join", ListFilters::join),
                Map.entry("map", ListFilters::map),
                Map.entry("select", (value, arguments, run) -> select(value, arguments, run, true)),
                Map.entry("reject", (value, arguments, run) -> select(value, arguments, run, false)),
                Map.entry("selectattr", (value, arguments, run) -> selectMember(value, arguments, run, true)),
                Map.entry("rejectattr", (value, arguments, run) -> selectMember(value, arguments, run, false)),
                Map.entry("sort", ListFilters::sort),
                Map.entry("dictsort", ListFilters::sortEntries),
                Map.entry("unique", ListFilters::unique),
                Map.entry("min", (value, arguments, run) -> extreme(value, arguments, run, -1)),
                Map.entry("max", (value, arguments, run) -> extreme(value, arguments, run, 1)),
                Map.entry("sum", ListFilters::sum));
    }

    private static List<Value> items(Value value, Run run) throws TemplateException {
        return Iteration.of(value, run.meter());
    }

    /** What is false has no items for the filters that choose and map, even where it cannot be gone through. */
    private static List<Value> itemsIfAny(Value value, Run run) throws TemplateException {
        return Truths.isTrue(value) ? items(value, run) : List.of();
    }

    private static Value end(List<Value> items, boolean isFirst) {
        if (items.isEmpty()) return new Value.Undefined("nothing has no first or last item");
        return isFirst ? items.getFirst() : items.getLast();
    }

    private static Value reverse(Value value, Run run) throws TemplateException {
        if (value instanceof Text) {
            return Slices.slice(value, Optional.empty(), Optional.empty(), -1, run.meter());
        }
        return new Value.Listed(items(value, run).reversed());
    }

    private static Value join(Value value, Arguments arguments, Run run) throws TemplateException {
        List<Value> items = items(value, run);
        Optional<Value> path = arguments.find(1, "attribute");
        if (path.isPresent()) items = members(items, path.get(), Optional.empty(), run);
        Text separator = Filters.str(arguments.find(0, "d").orElse(Text.EMPTY), run);
        return Texts.join(separator, items, run.meter());
    }

    private static Value map(Value value, Arguments arguments, Run run) throws TemplateException {
        List<Value> items = itemsIfAny(value, run);
        Optional<Value> path = Optional.ofNullable(arguments.named().get("attribute"));
        if (path.isPresent()) {
            Optional<Value> otherwise = Optional.ofNullable(arguments.named().get("default"));
            return new Value.Listed(members(items, path.get(), otherwise, run));
        }
        String filter = Filters.str(arguments.get(0, "filter"), run).string();
        List<Value> mapped = new ArrayList<>();
        for (Value each : items) mapped.add(Filters.apply(filter, each, arguments.after(1), run));
        return new Value.Listed(mapped);
    }

    private static List<Value> members(List<Value> items, Value path, Optional<Value> otherwise, Run run)
            throws TemplateException {
        List<Value> members = new ArrayList<>();
        for (Value each : items) {
            Value member = Members.path(each, path, run.meter());
            members.add(member instanceof Value.Undefined ? otherwise.orElse(member) : member);
        }
        return members;
    }

    private static Value select(Value value, Arguments arguments, Run run, boolean keeps) throws TemplateException {
        List<Value> kept = new ArrayList<>();
        for (Value each : itemsIfAny(value, run)) if (passes(each, arguments, run) == keeps) kept.add(each);
        return new Value.Listed(kept);
    }

    private static Value selectMember(Value value, Arguments arguments, Run run, boolean keeps)
            throws TemplateException {
        Value path = arguments.get(0, "attribute");
        List<Value> kept = new ArrayList<>();
        for (Value each : itemsIfAny(value, run)) {
            Value member = Members.path(each, path, run.meter());
            if (passes(member, arguments.after(1), run) == keeps) kept.add(each);
        }
        return new Value.Listed(kept);
    }

    private static boolean passes(Value value, Arguments arguments, Run run) throws TemplateException {
        run.meter().step();
        if (arguments.placed().isEmpty()) return Truths.isTrue(value);
        String test = Filters.str(arguments.placed().getFirst(), run).string();
        return Tests.holds(test, value, arguments.after(1), run.meter());
    }

    private static Value sort(Value value, Arguments arguments, Run run) throws TemplateException {
        Optional<Value> path = arguments.find(2, "attribute");
        boolean isExact = arguments.truth(1, "case_sensitive");
        return ordered(items(value, run), arguments.truth(0, "reverse"), run, each -> {
            Value key = path.isPresent() ? Members.path(each, path.get(), run.meter()) : each;
            return isExact ? key : folded(key);
        });
    }

    private static Value sortEntries(Value value, Arguments arguments, Run run) throws TemplateException {
        if (!(value instanceof Value.Dict dict)) throw TemplateException.broken("dictsort needs a dictionary");
        boolean isExact = arguments.truth(0, "case_sensitive");
        boolean isByValue =
                arguments.find(1, "by").filter(Text.own("value")::equals).isPresent();
        return ordered(items(Methods.entries(dict, run.meter()), run), arguments.truth(2, "reverse"), run, each -> {
            List<Value> pair = items(each, run);
            Value key = isByValue ? pair.getLast() : pair.getFirst();
            return isExact ? key : folded(key);
        });
    }

    private static Value unique(Value value, Arguments arguments, Run run) throws TemplateException {
        boolean isExact = arguments.truth(0, "case_sensitive");
        List<Value> kept = new ArrayList<>();
        List<Value> keys = new ArrayList<>();
        for (Value each : items(value, run)) {
            Value key = isExact ? each : folded(each);
            if (Truths.contains(new Value.Listed(keys), key, run.meter())) continue;
            keys.add(key);
            kept.add(each);
        }
        return new Value.Listed(kept);
    }

    private static Value extreme(Value value, Arguments arguments, Run run, int direction) throws TemplateException {
        List<Value> items = items(value, run);
        if (items.isEmpty()) return new Value.Undefined("nothing has no least or greatest item");
        boolean isExact = arguments.truth(0, "case_sensitive");
        Value best = items.getFirst();
        for (Value each : items) {
            Value key = isExact ? each : folded(each);
            if (Truths.compare(key, isExact ? best : folded(best), run.meter()) * direction > 0) best = each;
        }
        return best;
    }

    private static Value sum(Value value, Arguments arguments, Run run) throws TemplateException {
        Value sum = arguments.find(1, "start").orElse(new Value.Whole(0));
        for (Value each : items(value, run)) sum = Numbers.compute(Operator.PLUS, sum, each);
        return sum;
    }

    private static Value folded(Value key) {
        return key instanceof Text text ? text.map(PythonText::lower) : key;
    }

    /** What items are ordered by. */
    private interface Key {
        Value of(Value item) throws TemplateException;
    }

    private record Keyed(Value key, Value item) {}

    /** Equal items keep their order in either direction. */
    private static Value ordered(List<Value> items, boolean isReversed, Run run, Key key) throws TemplateException {
        List<Keyed> keyed = new ArrayList<>();
        for (Value each : isReversed ? items.reversed() : items) keyed.add(new Keyed(key.of(each), each));
        List<Value> sorted = sorted(keyed, run).stream().map(Keyed::item).toList();
        return new Value.Listed(isReversed ? sorted.reversed() : sorted);
    }

    /** A merge sort by hand: a comparison may fail, and is counted. */
    private static List<Keyed> sorted(List<Keyed> items, Run run) throws TemplateException {
        if (items.size() < 2) return items;
        List<Keyed> left = sorted(items.subList(0, items.size() / 2), run);
        List<Keyed> right = sorted(items.subList(items.size() / 2, items.size()), run);
        List<Keyed> merged = new ArrayList<>(items.size());
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            boolean isLeft = Truths.compare(left.get(i).key(), right.get(j).key(), run.meter()) <= 0;
            merged.add(isLeft ? left.get(i++) : right.get(j++));
        }
        merged.addAll(left.subList(i, left.size()));
        merged.addAll(right.subList(j, right.size()));
        return merged;
    }
}
