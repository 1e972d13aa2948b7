package dev.outrigger.engine.grammar.automaton;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers of at least zero between two bounds, digit by digit: a state knows how many digits it has seen, and whether they
 * are so far those of the lower or of the upper bound. For each number of digits before the point there are states of its
 * own, as numbers of one length are in the order of their digits.
 */
final class Magnitudes {
    private final Nfa nfa;
    private final int end;
    private final int fractionDigits;

    Magnitudes(Nfa nfa, int end, int fractionDigits) {
        this.nfa = nfa;
        this.end = end;
        this.fractionDigits = fractionDigits;
    }

    /** A bound's digits before the point and after it. */
    private record Digits(String whole, String fraction, boolean isIn) {
        static Digits of(NumberRange.Bound bound) {
            String plain = bound.number().stripTrailingZeros().toPlainString();
            int point = plain.indexOf('.');
            return point < 0
                    ? new Digits(plain, "", bound.isIn())
                    : new Digits(plain.substring(0, point), plain.substring(point + 1), bound.isIn());
        }

        /** The digit after the point at this place. */
        int fraction(int at) {
            return at < fraction.length() ? fraction.charAt(at) - '0' : 0;
        }

        /** Whether there are but zeros from this place on. */
        boolean isOver(int at) {
            return at >= fraction.length();
        }
    }

    /** Leads from the state to the end with each number of the range; neither bound is below zero. */
    void add(int from, NumberRange.Bound low, NumberRange.Bound high) {
        if (high.number().compareTo(BigDecimal.ZERO) < 0 || low.number().compareTo(high.number()) > 0) return;
        Digits least = Digits.of(low);
        Digits most = Digits.of(high);
        for (int length = least.whole().length(); length <= most.whole().length(); length++)
            new OfLength(least, most, length).add(from);
    }

    /** Numbers of so many digits before the point. */
    private final class OfLength {
        private final Digits least;
        private final Digits most;
        private final int length;
        private final Map<Place, Integer> states = new HashMap<>();

        OfLength(Digits least, Digits most, int length) {
            this.least = least;
            this.most = most;
            this.length = length;
        }

        /** Digits seen, and whether they are those of the lower and of the upper bound. */
        private record Place(int seen, boolean isLeast, boolean isMost) {}

        void add(int from) {
            Place start = new Place(
                    0, length == least.whole().length(), length == most.whole().length());
            whole(from, start);
        }

        private void whole(int from, Place place) {
            int low = place.isLeast() ? least.whole().charAt(place.seen()) - '0' : 0;
            if (place.seen() == 0 && length > 1) low = Math.max(low, 1);
            int high = place.isMost() ? most.whole().charAt(place.seen()) - '0' : 9;
            for (int digit = low; digit <= high; digit++) {
                boolean isLeast = place.isLeast() && digit == least.whole().charAt(place.seen()) - '0';
                boolean isMost = place.isMost() && digit == most.whole().charAt(place.seen()) - '0';
                go(from, digit, new Place(place.seen() + 1, isLeast, isMost));
            }
        }

        private void fraction(int from, Place place) {
            int at = place.seen() - length;
            int low = place.isLeast() ? least.fraction(at) : 0;
            int high = place.isMost() ? most.fraction(at) : 9;
            for (int digit = low; digit <= high; digit++) {
                boolean isLeast = place.isLeast() && digit == least.fraction(at);
                boolean isMost = place.isMost() && digit == most.fraction(at);
                go(from, digit, new Place(place.seen() + 1, isLeast, isMost));
            }
        }

        /** A digit leads to the place, whose state is made when it is first reached. */
        private void go(int from, int digit, Place place) {
            Integer known = states.get(place);
            int state = known == null ? nfa.state() : known;
            nfa.edge(from, '0' + digit, '0' + digit, state);
            if (known != null) return;
            states.put(place, state);
            if (place.seen() < length) {
                whole(state, place);
                return;
            }
            if (isIn(place)) nfa.free(state, end);
            if (place.seen() == length + fractionDigits) return;
            int next = state;
            if (place.seen() == length) {
                next = nfa.state();
                nfa.edge(state, '.', '.', next);
            }
            fraction(next, place);
        }

        /** Whether a number that ends here is in the range. */
        private boolean isIn(Place place) {
            int at = place.seen() - length;
            boolean isEnough = !place.isLeast() || (least.isOver(at) && least.isIn());
            return isEnough && (!place.isMost() || !most.isOver(at) || most.isIn());
        }
    }
}
