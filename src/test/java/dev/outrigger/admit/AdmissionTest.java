package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Limits TWO_AND_A_HUNDRED = Room.limits(2, 100, 100);

    private final Admission admission = new Admission();

    @Test
    @Row("overload.exchanges")
    void letsNoMoreInThanItsBound() {
        assertTrue(admission.tryEnter(TWO_AND_A_HUNDRED));
        assertTrue(admission.tryEnter(TWO_AND_A_HUNDRED));
        // When
        assertFalse(admission.tryEnter(TWO_AND_A_HUNDRED));
        // Then one that was refused takes no place
        assertEquals(2, admission.exchanges());
        admission.leave();
        assertTrue(admission.tryEnter(TWO_AND_A_HUNDRED));
    }

    @Test
    @Row("overload.batch")
    void keepsAQuarterOfItsRoomForThoseThatCannotWait() {
        Limits eight = Room.limits(8, 100, 100);
        for (int i = 0; i < 6; i++) assertTrue(admission.tryEnterBatch(eight));
        // When
        assertFalse(admission.tryEnterBatch(eight));
        // Then one that was refused takes no place
        assertEquals(6, admission.exchanges());
        assertTrue(admission.tryEnter(eight));
        assertTrue(admission.tryEnter(eight));
        assertFalse(admission.tryEnter(eight));
        assertTrue(new Admission().tryEnterBatch(Room.limits(1, 100, 100)), "the only place is nobody's");
    }

    @Test
    @Row("overload.bytes")
    void holdsNoMoreThanItsBoundForAllExchangesTogether() {
        Hold one = admission.holdings(TWO_AND_A_HUNDRED).open();
        Hold other = admission.holdings(TWO_AND_A_HUNDRED).open();
        assertTrue(one.tryGrow(60));
        // When
        assertFalse(other.tryGrow(41));
        // Then what was refused is not held
        assertEquals(60, admission.bufferedBytes());
        assertTrue(other.tryGrow(40));
        one.shrink(10);
        assertTrue(other.tryResize(50));
        assertFalse(other.tryResize(51));
        assertEquals(100, admission.bufferedBytes());
    }

    @Test
    void keepsToTheBoundOfItsOwnConfiguration() {
        Hold before = admission.holdings(TWO_AND_A_HUNDRED).open();
        assertTrue(before.tryGrow(100));
        // When a reload makes more room
        Hold after = admission.holdings(Room.limits(2, 100, 200)).open();
        // Then
        assertTrue(after.tryGrow(100));
        assertFalse(before.tryGrow(1));
    }

    @Test
    void givesEverythingBackWhenTheExchangeEndsWhateverBecameOfItsParts() {
        Holdings holdings = admission.holdings(TWO_AND_A_HUNDRED);
        Hold kept = holdings.open();
        Hold released = holdings.open();
        assertTrue(kept.tryGrow(30) && released.tryGrow(30));
        released.release();
        assertEquals(30, holdings.bytes());
        // When
        holdings.close();
        // Then
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    void givesNothingBackTwice() {
        Holdings holdings = admission.holdings(TWO_AND_A_HUNDRED);
        Hold late = holdings.open();
        assertTrue(late.tryGrow(30));
        holdings.close();
        // When
        late.release();
        late.release();
        holdings.close();
        // Then
        assertEquals(0, admission.bufferedBytes());
        assertFalse(late.tryGrow(1), "nobody would give it back");
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    void saysThatItIsNobodysFaultButOurs() {
        Failure failure = admission.holdings(TWO_AND_A_HUNDRED).full("a body");
        assertInstanceOf(Failure.Saturated.class, failure);
        assertEquals(Failure.Weight.NEUTRAL, failure.weight());
        assertTrue(failure.message().contains("limits.bufferedBytes"), failure.message());
    }

    @Property
    void neverHoldsMoreThanItsBoundNorForgetsAnything(
            @ForAll @Size(max = 60) List<@IntRange(min = -40, max = 40) Integer> steps) {
        Admission counted = new Admission();
        List<Holdings> open = new ArrayList<>();
        List<Hold> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(counted.holdings(TWO_AND_A_HUNDRED));
            parts.add(open.get(i).open());
        }
        for (int i = 0; i < steps.size(); i++) {
            Hold part = parts.get(i % 3);
            if (steps.get(i) >= 0) part.tryGrow(steps.get(i));
            else part.shrink(Math.min(part.bytes(), -steps.get(i)));
            assertTrue(counted.bufferedBytes() <= 100);
            assertEquals(parts.stream().mapToLong(Hold::bytes).sum(), counted.bufferedBytes());
        }
        open.forEach(Holdings::close);
        assertEquals(0, counted.bufferedBytes());
    }
}
