package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.route.Decision;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class InstructedTest {
    private static final Instructions BILLING = new Instructions(
            "billing", Optional.of(Instructions.Template.of("You bill.")), OptionalDouble.of(0.2), OptionalInt.of(500));

    private static final EventLoop LOOP = new EventLoop();

    @AfterAll
    static void close() {
        LOOP.close();
    }

    private static Order order(String more, Holdings holdings) {
        return new Order(
                new ExchangeId("x-1"),
                HttpFixture.DIALECT,
                HttpFixture.inbound(OpenAiText.request("auto", more)),
                MultiMap.caseInsensitiveMultiMap(),
                new Decision("p", "h", Decision.Reason.SCORE, List.of(), List.of(), List.of()),
                holdings,
                LOOP.context());
    }

    @Test
    void everyAttemptIsAskedTheSameRequestOfTheDestinations() {
        Order order = order("", Room.ample());
        Instructed prepared = new Instructed(Optional.of(BILLING));

        Order first = prepared.followed(order);

        assertEquals(
                "You bill.",
                ((Inbound) first.request()).request().messages().getFirst().text());
        assertSame(first.request(), prepared.followed(order).request());
    }

    @Test
    void whatIsSentToNoDestinationIsTheAppsOwnRequest() {
        Order order = order("", Room.ample());

        assertSame(order, new Instructed(Optional.empty()).followed(order));
        assertSame(order, new Instructed(Optional.of(Instructions.none("human"))).followed(order));
    }

    @Test
    void withoutRoomForAnotherCopyTheAttemptFails() {
        Order order = order("", Room.of(new Admission(), 100));
        Instructed prepared = new Instructed(Optional.of(BILLING));

        FailureException failed = assertThrows(FailureException.class, () -> prepared.followed(order));

        assertInstanceOf(Failure.Saturated.class, failed.failure());
    }

    @Test
    void itIsHeldInMemoryAsLongAsTheExchange() {
        Holdings holdings = Room.ample();
        Order order = order("", holdings);

        new Instructed(Optional.of(BILLING)).followed(order);

        assertTrue(holdings.bytes() > order.request().size());
    }
}
