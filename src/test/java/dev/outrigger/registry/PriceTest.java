package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Usage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PriceTest {
    private static final double NEAR = 1e-9;
    private static final Price APART =
            new Price(10, 20, OptionalDouble.of(1), OptionalDouble.of(12), OptionalDouble.of(30), Optional.empty());

    private static Usage usage(long input, long cached, long written, long output, long reasoning) {
        return new Usage(
                OptionalLong.of(input),
                OptionalLong.of(output),
                OptionalLong.of(cached),
                OptionalLong.of(reasoning),
                OptionalLong.of(written));
    }

    @Test
    void chargesEachKindOfTokenAtItsOwnPrice() {
        // 2 M plain, 3 M read, 5 M written; 7 M said, 1 M thought
        Usage usage = usage(10_000_000, 3_000_000, 5_000_000, 8_000_000, 1_000_000);

        assertEquals(2 * 10 + 3 * 1 + 5 * 12 + 7 * 20 + 1 * 30, APART.of(usage).orElseThrow(), NEAR);
    }

    @Test
    void chargesWhatIsNotPricedApartAsTheRest() {
        Usage usage = usage(10_000_000, 3_000_000, 5_000_000, 8_000_000, 1_000_000);

        assertEquals(10 * 10 + 8 * 20, new Price(10, 20).of(usage).orElseThrow(), NEAR);
    }

    @Test
    void isAbsentWhereTheTokensAre() {
        assertEquals(OptionalDouble.empty(), APART.of(Usage.ABSENT));
        assertEquals(OptionalDouble.empty(), APART.of(Usage.ofInput(5)));
    }

    @Test
    void chargesAllOfALongRequestAtItsOwnPrice() {
        Price tiered = new Price(
                1,
                2,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(new Price.Above(200_000, 10, 20, OptionalDouble.of(5), OptionalDouble.empty())));

        assertEquals(0.2 + 2, tiered.of(200_000, 1_000_000), NEAR);
        assertEquals(2.00001 + 20, tiered.of(200_001, 1_000_000), NEAR);
        assertEquals(
                1 + 1 + 20, tiered.of(usage(300_000, 200_000, 0, 1_000_000, 0)).orElseThrow(), NEAR);
    }

    @Property
    void neverChargesMoreTokensThanThereAre(
            @ForAll @LongRange(max = 1_000_000) long input,
            @ForAll @LongRange(max = 2_000_000) long cached,
            @ForAll @LongRange(max = 2_000_000) long written,
            @ForAll @LongRange(max = 1_000_000) long output,
            @ForAll @LongRange(max = 2_000_000) long reasoning) {
        double dollars =
                APART.of(usage(input, cached, written, output, reasoning)).orElseThrow();

        assertTrue(dollars >= 0 && dollars <= (input * 12 + output * 30) / 1e6 + NEAR);
        assertTrue(dollars >= (input * 1 + output * 20) / 1e6 - NEAR);
    }
}
