package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    @Test
    void fillsUpWithZeros() {
        assertEquals("0.07", Decimals.of(0.0712, 2));
        assertEquals("3", Decimals.of(2.6, 0));
        assertEquals("-1.50", Decimals.of(-1.5, 2));
        assertEquals("0.0", Decimals.of(-0.01, 1));
        assertEquals("0.000042", Decimals.of(0.000_042, 6));
    }

    @Property
    void isWithinHalfAUnitOfTheNumber(
            @ForAll @DoubleRange(min = 0, max = 10_000) double number, @ForAll @IntRange(max = 6) int digits) {
        BigDecimal off = new BigDecimal(Decimals.of(number, digits))
                .subtract(BigDecimal.valueOf(number))
                .abs();

        assertEquals(
                BigDecimal.ZERO,
                off.setScale(digits, RoundingMode.HALF_DOWN)
                                        .stripTrailingZeros()
                                        .signum()
                                == 0
                        ? BigDecimal.ZERO
                        : off);
    }
}
