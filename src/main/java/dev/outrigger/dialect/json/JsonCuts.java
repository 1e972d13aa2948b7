package dev.outrigger.dialect.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Stretches of a JSON text to leave out, or to say otherwise, so that fields inside of it are gone or have another name. A
 * field that goes takes one comma with it.
 */
final class JsonCuts {
    private final Map<Integer, Members> objects = new LinkedHashMap<>();
    private final List<Cut> others = new ArrayList<>();

    /** @param text to stand there instead, perhaps none */
    record Cut(int from, int to, String text) {}

    /**
     * Finds what a path names.
     *
     * @param instead its other name; absent when it is to go
     */
    void find(JsonValue root, FieldPath path, Optional<String> instead) {
        path.find(root, (object, name) -> of(object).change(name.start(), instead));
    }

    /** Leaves out a field of one object. */
    void leaveOut(JsonValue object, String field) {
        object.forEachField((name, value) -> {
            if (name.says(field)) of(object).change(name.start(), Optional.empty());
        });
    }

    /** Leaves out the items of a list that are meant. */
    void leaveOut(JsonValue list, Predicate<JsonValue> isMeant) {
        List<JsonValue> items = new ArrayList<>();
        list.forEach(items::add);
        boolean isFirst = true;
        for (int i = 0; i < items.size(); i++)
            if (isMeant.test(items.get(i))) others.add(without(items, i, isFirst));
            else isFirst = false;
    }

    /** Likewise: with the comma before it, or, where nothing that stays is before it, with the one after it. */
    private static Cut without(List<JsonValue> items, int i, boolean isFirst) {
        if (!isFirst) return new Cut(items.get(i - 1).end(), items.get(i).end(), "");
        boolean isLast = i == items.size() - 1;
        return new Cut(
                items.get(i).start(),
                isLast ? items.get(i).end() : items.get(i + 1).start(),
                "");
    }

    /** Says a value otherwise. */
    void say(JsonValue value, String json) {
        others.add(new Cut(value.start(), value.end(), json));
    }

    private Members of(JsonValue object) {
        return objects.computeIfAbsent(object.start(), start -> new Members(object));
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return objects.isEmpty() && others.isEmpty();
    }

    /** In the order of the text; none of them touches what another one leaves out. */
    List<Cut> cuts() {
        List<Cut> all = new ArrayList<>(others);
        for (Members members : objects.values()) members.cut(all);
        all.sort(Comparator.comparingInt(Cut::from)
                .thenComparing(Comparator.comparingInt(Cut::to).reversed()));
        List<Cut> apart = new ArrayList<>();
        for (Cut cut : all) if (apart.isEmpty() || apart.getLast().to() <= cut.from()) apart.add(cut);
        return apart;
    }

    /** The fields of one object, some of which change. */
    private static final class Members {
        private final List<JsonValue> names = new ArrayList<>();
        private final List<JsonValue> values = new ArrayList<>();
        private final Map<Integer, Optional<String>> changes = new LinkedHashMap<>();

        private Members(JsonValue object) {
            object.forEachField((name, value) -> {
                names.add(name);
                values.add(value);
            });
        }

        /** That it goes wins over another name. */
        private void change(int nameStart, Optional<String> instead) {
            changes.merge(nameStart, instead, (one, other) -> one.isEmpty() ? one : other);
        }

        private void cut(List<Cut> cuts) {
            boolean isFirst = true;
            for (int i = 0; i < names.size(); i++) {
                Optional<String> other =
                        Optional.ofNullable(changes.get(names.get(i).start())).flatMap(change -> change);
                boolean goes =
                        changes.containsKey(names.get(i).start()) && (other.isEmpty() || isThere(other.get(), i));
                if (goes) cuts.add(without(i, isFirst));
                else isFirst = false;
                if (!goes && other.isPresent())
                    cuts.add(new Cut(names.get(i).start(), names.get(i).end(), Json.quote(other.get())));
            }
        }

        /** With the comma before it, or, where nothing that stays is before it, with the one after it. */
        private Cut without(int i, boolean isFirst) {
            if (!isFirst) return new Cut(values.get(i - 1).end(), values.get(i).end(), "");
            boolean isLast = i == names.size() - 1;
            return new Cut(
                    names.get(i).start(),
                    isLast ? values.get(i).end() : names.get(i + 1).start(),
                    "");
        }

        /** Whether the name would come to stand twice: the first in the object's order has it. */
        private boolean isThere(String name, int but) {
            for (int i = 0; i < names.size(); i++) {
                Optional<String> change = changes.getOrDefault(names.get(i).start(), Optional.of(""));
                boolean stays = names.get(i).says(name) && change.isPresent() && i != but;
                boolean comes = i < but && change.filter(name::equals).isPresent();
                if (stays || comes) return true;
            }
            return false;
        }
    }
}
