package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of conditions of health, from {@code conditions.txt}, as hashes of their words. Immutable; safe for several threads. */
final class Conditions {
    /** How one is said of somebody. */
    enum Use {
        /** She has it, or suffers from it. */
        HAD,
        /** She is it. */
        BEEN,
        /** She has it, and it is written in capitals: in small letters it is another word. */
        CAPITALS
    }

    /** Its words, hashed. */
    record Name(Use use, List<Long> words) {}

    private static final int FILTER_BITS = 16;

    private final Map<Long, List<Name>> byFirst = new HashMap<>();

    /** A bit for the ends of each first word's hash: most words of a text are none, and need not be looked up. */
    private final long[] filter = new long[1 << (FILTER_BITS - 6)];

    private Conditions() {
        Sections.read("conditions.txt", (section, line) -> {
            for (String name : line.split(",", -1)) if (!name.isBlank()) add(Use.valueOf(section), name);
        });
        // The longest first: of a disease of the heart more is said than of one.
        byFirst.values().forEach(names -> names.sort(Comparator.comparingInt(name -> -name.words.size())));
    }

    /** Those that come with the product. */
    static Conditions shipped() {
        return Shipped.ALL;
    }

    /** Those that begin with this word; the longest first. */
    List<Name> beginningWith(long word) {
        int bit = bit(word);
        if ((filter[bit >>> 6] & (1L << bit)) == 0) return List.of();
        return byFirst.getOrDefault(word, List.of());
    }

    private static int bit(long word) {
        return (int) (word >>> (Long.SIZE - FILTER_BITS));
    }

    private void add(Use use, String name) {
        List<Long> words = new ArrayList<>();
        for (long word : Said.words(name)) words.add(word);
        int bit = bit(words.getFirst());
        filter[bit >>> 6] |= 1L << bit;
        byFirst.computeIfAbsent(words.getFirst(), any -> new ArrayList<>()).add(new Name(use, List.copyOf(words)));
    }

    private static final class Shipped {
        static final Conditions ALL = new Conditions();
    }
}
