package dev.outrigger.engine.grammar.automaton;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Numbers between two bounds, exactly: as decimals without an exponent. Where there is no bound, the digits are bounded.
 *
 * @param low the lower bound, if there is one
 * @param high the upper bound, if there is one
 */
public record NumberRange(Optional<Bound> low, Optional<Bound> high) {
    /** Digits before the point, and as many after it, where no bound wants more: doubles hold so many exactly. */
    public static final int MAX_DIGITS = 15;

    /** Digits of a bound, at most, before the point and after it. */
    public static final int MAX_BOUND_DIGITS = 40;

    /** Any number. */
    public static final NumberRange ALL = new NumberRange(Optional.empty(), Optional.empty());

    /** A number, and whether it is in the range itself. */
    public record Bound(BigDecimal number, boolean isIn) {
        /**
         * @throws NotRegular when it has too many digits
         */
        public Bound {
            if (number.precision() - number.scale() > MAX_BOUND_DIGITS || number.scale() > MAX_BOUND_DIGITS)
                throw new NotRegular(
                        "must have at most " + MAX_BOUND_DIGITS + " digits before its point, and as many after it");
        }

        private Bound negated() {
            return new Bound(number.negate(), isIn);
        }

        /** The same of whole numbers alone, rounded up or down and then in the range itself. */
        private Bound whole(RoundingMode rounding) {
            BigDecimal whole = number.setScale(0, rounding);
            boolean isLeftOut = !isIn && whole.compareTo(number) == 0;
            BigDecimal step = rounding == RoundingMode.CEILING ? BigDecimal.ONE : BigDecimal.ONE.negate();
            return new Bound(isLeftOut ? whole.add(step) : whole, true);
        }
    }

    /** What is in both. */
    public NumberRange and(NumberRange other) {
        return new NumberRange(narrower(low, other.low, 1), narrower(high, other.high, -1));
    }

    private static Optional<Bound> narrower(Optional<Bound> one, Optional<Bound> other, int sign) {
        if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
        int order = sign * one.get().number().compareTo(other.get().number());
        if (order == 0) return one.get().isIn() ? other : one;
        return order > 0 ? one : other;
    }

    /** Whether a number is in the range. */
    public boolean contains(BigDecimal number) {
        return low.filter(bound -> !isAbove(number, bound)).isEmpty()
                && high.filter(bound -> !isAbove(number.negate(), bound.negated()))
                        .isEmpty();
    }

    private static boolean isAbove(BigDecimal number, Bound bound) {
        int order = number.compareTo(bound.number());
        return order > 0 || (order == 0 && bound.isIn());
    }

    /** Whether no number is in both. */
    public boolean isApart(NumberRange other) {
        NumberRange both = and(other);
        if (both.low.isEmpty() || both.high.isEmpty()) return false;
        int order = both.low.get().number().compareTo(both.high.get().number());
        return order > 0
                || (order == 0 && !(both.low.get().isIn() && both.high.get().isIn()));
    }

    /** The whole numbers in the range. */
    public Dfa whole() {
        NumberRange whole = new NumberRange(
                low.map(bound -> bound.whole(RoundingMode.CEILING)),
                high.map(bound -> bound.whole(RoundingMode.FLOOR)));
        return whole.build(0);
    }

    /** The numbers in the range, whole or with a fraction. */
    public Dfa all() {
        int most = MAX_DIGITS;
        for (Optional<Bound> bound : List.of(low, high))
            if (bound.isPresent()) most = Math.max(most, bound.get().number().scale() + 1);
        return build(most);
    }

    private Dfa build(int fractionDigits) {
        Nfa nfa = new Nfa();
        int start = nfa.state();
        int end = nfa.state();
        Bound zero = new Bound(BigDecimal.ZERO, true);
        Bound belowZero = new Bound(BigDecimal.ZERO, false);
        NumberRange positive = and(new NumberRange(Optional.of(zero), Optional.empty()));
        new Magnitudes(nfa, end, fractionDigits).add(start, positive.low.orElse(zero), ceiling(positive));
        NumberRange mirrored = new NumberRange(high.map(Bound::negated), low.map(Bound::negated));
        NumberRange negative = mirrored.and(new NumberRange(Optional.of(belowZero), Optional.empty()));
        int minus = nfa.state();
        nfa.edge(start, '-', '-', minus);
        new Magnitudes(nfa, end, fractionDigits).add(minus, negative.low.orElse(belowZero), ceiling(negative));
        return Subsets.determinise(nfa, start, end, Dfa.MAX_STATES);
    }

    /** The upper bound; without one, the least number of more digits than are written. */
    private static Bound ceiling(NumberRange range) {
        return range.high.orElseGet(() -> {
            BigDecimal least = range.low.map(Bound::number).orElse(BigDecimal.ZERO);
            int digits = Math.max(MAX_DIGITS, least.precision() - least.scale() + 1);
            return new Bound(new BigDecimal(BigInteger.TEN.pow(digits)), false);
        });
    }
}
