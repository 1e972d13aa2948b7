package dev.outrigger.engine.grammar;

import java.util.ArrayList;
import java.util.List;

/** Names that members of an object have already, of those that are not known beforehand. Immutable. */
record TakenNames(List<Name> names) {
    static final TakenNames NONE = new TakenNames(List.of());

    TakenNames and(Name name) {
        List<Name> more = new ArrayList<>(names);
        more.add(name);
        return new TakenNames(more);
    }

    /** Those with this byte at this place. */
    TakenNames with(int place, int b) {
        if (names.isEmpty()) return this;
        List<Name> alike = new ArrayList<>();
        for (Name name : names) if (place < name.length() && name.at(place) == b) alike.add(name);
        return alike.isEmpty() ? NONE : new TakenNames(alike);
    }

    int size() {
        return names.size();
    }
}
