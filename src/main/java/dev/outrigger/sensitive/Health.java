package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what is said of somebody's health: the name of a condition, and in the same sentence a person who has it, suffers from
 * it, was told so, or whose it is. Questions about a condition, cases that are supposed, and what somebody has not are none of
 * it. A rule and no model: it errs where a sentence is longer or stranger than it knows, so what it says is a guess. Immutable;
 * safe for several threads.
 */
final class Health {
    /** How sure it is where speakers tell it of themselves or of somebody near: set by hand, see decision 0052. */
    static final double OF_SPEAKER = 0.9;

    /** Likewise, of anybody else: often a person in a story or in a question of an exam. */
    static final double OF_OTHERS = 0.6;

    private static final long IN = Said.words("in")[0];

    private final Conditions conditions = Conditions.shipped();
    private final double least;

    /** @param least how sure it has to be, 0 to 1 */
    Health(double least) {
        this.least = least;
    }

    /** What is found, in order and apart; offsets are those of the folded characters. */
    List<Finding> findings(char[] text, int length) {
        List<Finding> found = new ArrayList<>();
        Said said = new Said(text, length);
        Clause clause = new Clause(said);
        while (said.next()) sentence(said, clause, found);
        return found;
    }

    private void sentence(Said said, Clause clause, List<Finding> found) {
        double before = 0;
        int end = 0;
        for (int at = 0; at < said.size(); at++) {
            Optional<Conditions.Name> named = named(said, at);
            if (named.isEmpty()) continue;
            Conditions.Name name = named.get();
            int last = at + name.words().size() - 1;
            double sure = isOther(clause, name.use(), at, last) ? 0 : clause.sure(name.use(), at, last);
            // One of a row of which the one before was somebody's.
            if (sure == 0 && before > 0 && clause.isRow(end, at)) sure = before;
            if (sure > 0 && sure >= least)
                found.add(new Finding(SensitiveType.HEALTH, said.starts[at], said.ends[last]));
            before = sure;
            end = last + 1;
            at = last;
        }
    }

    private static boolean isOther(Clause clause, Conditions.Use use, int first, int last) {
        if (clause.isThing(last) || clause.isCounted(first, last)) return true;
        return switch (use) {
            case CAPITALS -> !clause.isAbbreviated(first, last);
            case BEEN -> clause.isCaused(last);
            case HAD -> false;
        };
    }

    private Optional<Conditions.Name> named(Said said, int at) {
        for (Conditions.Name name : conditions.beginningWith(said.words[at]))
            if (stands(said, at, name)) return Optional.of(name);
        return Optional.empty();
    }

    private static boolean stands(Said said, int at, Conditions.Name name) {
        List<Long> words = name.words();
        if (at + words.size() > said.size()) return false;
        for (int i = 0; i < words.size(); i++)
            if (said.words[at + i] != words.get(i) || (i > 0 && said.signs[at + i] != 0)) return false;
        return name.use() != Conditions.Use.CAPITALS || (said.isCapitals(at) && !isDegree(said, at));
    }

    /** {@code my MS in physics}, {@code an MS Word file}. */
    private static boolean isDegree(Said said, int at) {
        int next = at + 1;
        if (next >= said.size() || said.signs[next] != 0) return false;
        return said.words[next] == IN || (said.isCapital(next) && !said.isCapitals(next));
    }
}
