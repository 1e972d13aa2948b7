package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.List;

/** Guesses among what is known: what is known by its form stays as it is, and a guess is what is left of it. */
final class Guesses {
    private Guesses() {}

    /**
     * Both, likewise, where the others are as certain: one of them is left out where it overlaps one that is known, but for a
     * telephone's number, all of which one with a check may hold.
     */
    static List<Finding> unless(List<Finding> known, List<Finding> others) {
        if (others.isEmpty()) return known;
        List<Finding> all = new ArrayList<>(known.size() + others.size());
        int next = 0;
        for (Finding other : others) {
            while (next < known.size() && known.get(next).end() <= other.start()) all.add(known.get(next++));
            int behind = next;
            boolean isAll = true;
            while (behind < known.size() && known.get(behind).start() < other.end()) {
                Finding one = known.get(behind++);
                isAll &= one.type() == SensitiveType.PHONE && one.start() >= other.start() && one.end() <= other.end();
            }
            boolean isChecked = other.type() != SensitiveType.PHONE && other.type() != SensitiveType.EMAIL;
            if (behind > next && !(isAll && isChecked)) continue;
            all.add(other);
            next = behind;
        }
        all.addAll(known.subList(next, known.size()));
        return all;
    }

    /** Both, in the order of the text, without overlap; both lists have to be so. */
    static List<Finding> beside(List<Finding> known, List<Finding> guessed) {
        List<Finding> all = new ArrayList<>(known.size() + guessed.size());
        int next = 0;
        for (Finding guess : guessed) {
            while (next < known.size() && known.get(next).end() <= guess.start()) all.add(known.get(next++));
            int start = guess.start();
            int end = guess.end();
            if (next < known.size() && known.get(next).start() < end) {
                Finding form = known.get(next);
                boolean isBefore = form.start() - start >= end - form.end();
                if (isBefore) end = form.start();
                else start = form.end();
            }
            if (start >= end) continue;
            // The part behind one that is known may hold others.
            while (next < known.size() && known.get(next).end() <= start) all.add(known.get(next++));
            if (next < known.size() && known.get(next).start() < end)
                end = known.get(next).start();
            if (start < end) all.add(new Finding(guess.type(), start, end));
        }
        all.addAll(known.subList(next, known.size()));
        return all;
    }
}
