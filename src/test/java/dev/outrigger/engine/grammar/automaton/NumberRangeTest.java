package dev.outrigger.engine.grammar.automaton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NumberRangeTest {
    private static NumberRange range(String low, boolean lowIsIn, String high, boolean highIsIn) {
        return new NumberRange(bound(low, lowIsIn), bound(high, highIsIn));
    }

    private static Optional<NumberRange.Bound> bound(String number, boolean isIn) {
        return number.isEmpty() ? Optional.empty() : Optional.of(new NumberRange.Bound(new BigDecimal(number), isIn));
    }

    private static boolean has(Dfa dfa, String number) {
        return dfa.contains(number.getBytes(StandardCharsets.US_ASCII));
    }

    @Property(tries = 500)
    void takesExactlyTheNumbersBetween(
            @ForAll @IntRange(min = -12_000, max = 12_000) int low,
            @ForAll @IntRange(min = 0, max = 3_000) int width,
            @ForAll @IntRange(min = 0, max = 3) int scale,
            @ForAll boolean lowIsIn,
            @ForAll boolean highIsIn,
            @ForAll List<@IntRange(min = -16_000, max = 16_000) Integer> numbers) {
        BigDecimal from = BigDecimal.valueOf(low, scale);
        BigDecimal to = BigDecimal.valueOf(low + (long) width, scale);
        NumberRange range = range(from.toString(), lowIsIn, to.toString(), highIsIn);
        Dfa all = range.all(new Effort());
        Dfa whole = range.whole(new Effort());
        for (int number : numbers) {
            for (BigDecimal value : List.of(
                    BigDecimal.valueOf(number, scale),
                    BigDecimal.valueOf(number, scale + 1),
                    BigDecimal.valueOf(number),
                    from,
                    to)) {
                boolean isIn = (value.compareTo(from) > 0 || (lowIsIn && value.compareTo(from) == 0))
                        && (value.compareTo(to) < 0 || (highIsIn && value.compareTo(to) == 0));
                String written = value.toPlainString();
                assertEquals(isIn, range.contains(value));
                assertEquals(isIn, !all.isEmpty() && has(all, written), () -> written + " of " + range);
                boolean isWhole = written.indexOf('.') < 0;
                assertEquals(isIn && isWhole, !whole.isEmpty() && has(whole, written), () -> written + " of " + range);
            }
        }
    }

    @Test
    void withoutABoundTheDigitsAreBounded() {
        Dfa whole = NumberRange.ALL.whole(new Effort());
        assertTrue(has(whole, "9".repeat(NumberRange.MAX_DIGITS)));
        assertTrue(has(whole, "-" + "9".repeat(NumberRange.MAX_DIGITS)));
        assertFalse(has(whole, "1" + "0".repeat(NumberRange.MAX_DIGITS)));
        Dfa positive = range("0", false, "", false).all(new Effort());
        assertTrue(has(positive, "0." + "0".repeat(NumberRange.MAX_DIGITS - 1) + "1"));
        assertFalse(has(positive, "0." + "0".repeat(NumberRange.MAX_DIGITS) + "1"));
        assertFalse(has(positive, "0") || has(positive, "0.0") || has(positive, "-1"));
    }

    @Test
    void boundsOfMoreDigitsAreKept() {
        Dfa longs =
                range("-9223372036854775808", true, "9223372036854775807", true).whole(new Effort());
        assertTrue(has(longs, "9223372036854775807") && has(longs, "-9223372036854775808"));
        assertFalse(has(longs, "9223372036854775808") || has(longs, "-9223372036854775809"));
        Dfa large = range("1e20", true, "", true).whole(new Effort());
        assertTrue(has(large, "100000000000000000000") && has(large, "999999999999999999999"));
        assertFalse(has(large, "99999999999999999999"));
    }

    @Test
    void zeroHasNoSignAndNumbersNoExtraZeros() {
        Dfa around = range("-1", true, "1", true).all(new Effort());
        for (String is : List.of("0", "-1", "1", "-0.5", "0.50", "1.0", "0.0")) assertTrue(has(around, is), is);
        for (String no : List.of("-0", "-0.0", "01", "-01", "1.", ".5", "+1", "1e0", "", "-"))
            assertFalse(has(around, no), no);
    }

    @Test
    void tellsRangesApart() {
        assertTrue(range("", true, "3", false).isApart(range("3", true, "", true)));
        assertFalse(range("", true, "3", true).isApart(range("3", true, "", true)));
        assertTrue(range("5", true, "6", true).isApart(range("7", true, "8", true)));
        assertFalse(range("5", true, "", true).isApart(range("7", true, "", true)));
    }

    @Test
    void refusesBoundsOfTooManyDigits() {
        for (String number : List.of("1e40", "-1e40", "1e-41")) {
            NotRegular refused =
                    assertThrows(NotRegular.class, () -> new NumberRange.Bound(new BigDecimal(number), true));
            assertEquals("must have at most 40 digits before its point, and as many after it", refused.getMessage());
        }
    }
}
