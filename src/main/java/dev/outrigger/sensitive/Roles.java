package dev.outrigger.sensitive;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which roles words have, from {@code roles.txt}. */
final class Roles {
    private static final Map<Long, Set<Role>> ROLES = new HashMap<>();

    static {
        Sections.read("roles.txt", (section, line) -> {
            for (long word : Said.words(line))
                ROLES.computeIfAbsent(word, any -> EnumSet.noneOf(Role.class)).add(Role.valueOf(section));
        });
    }

    private Roles() {}

    /** None of most words. */
    static Set<Role> of(long word) {
        return ROLES.getOrDefault(word, Set.of());
    }
}
