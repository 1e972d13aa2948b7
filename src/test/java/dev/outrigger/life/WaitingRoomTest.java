package dev.outrigger.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.Shared;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final WaitingRoom<String> room = new WaitingRoom<>();
    private final AtomicBoolean isGivenUp = new AtomicBoolean();

    @Test
    void eachGetsALoanOfItsOwn() {
        Future<Shared.Loan<String>> first = room.enter(() -> false, 2);
        Future<Shared.Loan<String>> second = room.enter(() -> false, 2);
        Shared<String> model = new Shared<>("m", () -> {});
        room.serve(model);
        first.result().close();
        assertFalse(model.idleSince().isPresent());
        second.result().close();
        assertTrue(model.idleSince().isPresent());
    }

    @Test
    void refusesMoreThanItHasPlacesFor() {
        Future<Shared.Loan<String>> first = room.enter(() -> false, 1);
        assertEquals("1 requests wait for the model to be loaded already", full(room.enter(() -> false, 1)));
        assertFalse(first.isComplete());
    }

    @Test
    void aPlaceThatIsGivenUpIsFreeAgainAndGetsNothing() {
        Future<Shared.Loan<String>> gone = room.enter(isGivenUp::get, 1);
        isGivenUp.set(true);
        Future<Shared.Loan<String>> next = room.enter(() -> false, 1);
        Shared<String> model = new Shared<>("m", () -> {});
        room.serve(model);
        assertFalse(gone.isComplete());
        next.result().close();
        assertTrue(model.idleSince().isPresent());
    }

    @Test
    void oneThatIsGivenUpWhenTheModelComesGetsNoLoan() {
        Future<Shared.Loan<String>> gone = room.enter(isGivenUp::get, 1);
        isGivenUp.set(true);
        Shared<String> model = new Shared<>("m", () -> {});
        room.serve(model);
        assertFalse(gone.isComplete());
        assertTrue(model.idleSince().isPresent());
    }

    @Test
    void failsWithTheReason() {
        Future<Shared.Loan<String>> first = room.enter(() -> false, 1);
        room.fail("damaged");
        assertEquals("damaged", failure(first));
        Future<Shared.Loan<String>> second = room.enter(() -> false, 1);
        Shared<String> gone = new Shared<>("m", () -> {});
        gone.freeNow();
        room.serve(gone);
        assertEquals("the model is gone again", failure(second));
    }

    private static String failure(Future<?> future) {
        FailureException thrown = assertInstanceOf(FailureException.class, future.cause());
        return assertInstanceOf(Failure.Overloaded.class, thrown.failure()).message();
    }

    /** Whoever finds it full has lost nothing: no failure of the model's. */
    private static String full(Future<Shared.Loan<String>> entered) {
        FailureException thrown = assertInstanceOf(FailureException.class, entered.cause());
        return assertInstanceOf(Failure.Saturated.class, thrown.failure()).message();
    }
}
