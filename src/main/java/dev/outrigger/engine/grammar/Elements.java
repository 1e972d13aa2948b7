package dev.outrigger.engine.grammar;

import java.util.List;
import java.util.Optional;

/**
 * An array.
 *
 * @param first of the first items, one each
 * @param rest of all others; empty when there are none
 */
record Elements(List<Rule> first, Optional<Rule> rest, int least, int most) implements Shape {
    @Override
    public int height() {
        if (least > most) return Rule.ENDLESS;
        int inside = 0;
        for (int i = 0; i < Math.min(least, first.size() + 1); i++)
            inside = Math.max(inside, rule(i).map(Rule::height).orElse(Rule.ENDLESS));
        return inside == Rule.ENDLESS ? Rule.ENDLESS : inside + 1;
    }

    /** The rule of the item at this place, if one may be there. */
    Optional<Rule> rule(int place) {
        if (place >= most) return Optional.empty();
        return place < first.size() ? Optional.of(first.get(place)) : rest;
    }

    /** Whether there may be an item at this place. */
    boolean mayHold(int place, int depth) {
        return rule(place).filter(rule -> rule.fits(depth)).isPresent();
    }

    @Override
    public void enter(int b, int depth, Frame below, Readings out) {
        if (b == '[') out.add(new ElementFrame(this, ElementFrame.After.OPENING, 0, Blanks.NONE, depth + 1, below));
    }
}
