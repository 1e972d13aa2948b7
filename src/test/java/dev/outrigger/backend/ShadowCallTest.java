package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Rule;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowCallTest {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Clearance LOCAL_ONLY = new Clearance(
            Rule.LOCAL_ONLY, Collections.emptySortedSet(), Collections.emptySortedMap(), Collections.emptySortedSet());

    private final DispatchFixture given = new DispatchFixture();

    private Future<ShadowCall.Told> begun(String... plan) {
        return given.dispatcher.shadow(given.order(plan), given.time.getAsLong(), WITHIN);
    }

    private Optional<LeftOut> bar(Clearance clearance, String... plan) {
        return bar(clearance, 1, plan);
    }

    private Optional<LeftOut> bar(Clearance clearance, long tokens, String... plan) {
        return given.dispatcher.leavesOut(given.order(plan), clearance, tokens, 0);
    }

    @Test
    void asksTheFirstOfThePlanAlone() {
        Future<ShadowCall.Told> told = begun("a", "b");
        given.backend.last().whole(Frames.whole("hello"));

        Attempt attempt = told.result().attempt();
        assertEquals(List.of("a"), given.backend.asked());
        assertEquals(
                "1 a shadow heard",
                attempt.number() + " " + attempt.model() + " " + attempt.cause().label() + " "
                        + attempt.verdict().label());
        assertEquals(Usage.of(5, 7), attempt.usage());
        assertEquals("hello", Heard.text(told.result().frames()));
        assertEquals(0, given.time.armed());
    }

    @Test
    void failsAloneAndIsNotAskedAgain() {
        Future<ShadowCall.Told> told = begun("a", "b");
        given.backend.last().fail(Failures.UNREACHABLE);

        assertEquals("unreachable", told.result().attempt().verdict().label());
        assertEquals(List.of(), told.result().frames());
        assertEquals(List.of("a"), given.backend.asked());
        assertEquals(0, given.time.armed());
    }

    @Test
    void tellsNothingOfItsModel() {
        for (int i = 0; i < 20; i++) {
            begun("a");
            assertEquals(0, given.inFlight("a"));
            given.backend.last().fail(Failures.UNREACHABLE);
        }
        assertTrue(given.availability("a").isFree());
        assertEquals(Optional.empty(), bar(Clearance.OPEN, "a"));
    }

    @Test
    void endsAtItsOwnDeadline() {
        Future<ShadowCall.Told> told = begun("a");
        given.backend.last().open();
        given.time.pass(WITHIN.minusMillis(1));
        assertFalse(told.isComplete());

        given.time.pass(Duration.ofMillis(1));
        assertTrue(told.result().attempt().verdict() instanceof Verdict.Failed);
        assertEquals("timed_out", told.result().attempt().verdict().label());
        assertEquals(1, given.backend.last().cancels);
        given.backend.last().end();
        assertEquals(0, given.time.armed());
    }

    @Test
    void leavesOutWhoMayNotBeToldOrCannotAnswer() {
        assertEquals(Optional.empty(), bar(Clearance.OPEN, "a"));
        assertEquals(Optional.of(LeftOut.PRIVATE), bar(LOCAL_ONLY, "a"));
        assertEquals(Optional.of(LeftOut.NOBODY), bar(Clearance.OPEN));
        given.registry
                .cell("b")
                .orElseThrow()
                .healthFrom(() -> given.availability("b").health());
        given.open("b");
        assertEquals(Optional.of(LeftOut.RESTING), bar(Clearance.OPEN, "b"));
        given.registry
                .cell("c")
                .orElseThrow()
                .headroomFrom(() -> new dev.outrigger.registry.Headroom(
                        java.util.OptionalLong.of(ShadowCall.LEAST_REQUESTS - 1), java.util.OptionalLong.empty()));
        assertEquals(Optional.of(LeftOut.BUSY), bar(Clearance.OPEN, "c"));
    }

    @Test
    void leavesAServersTokensToTheApps() {
        given.registry
                .cell("c")
                .orElseThrow()
                .headroomFrom(() -> new dev.outrigger.registry.Headroom(
                        java.util.OptionalLong.empty(), java.util.OptionalLong.of(1_000)));
        assertEquals(Optional.empty(), bar(Clearance.OPEN, 100, "c"));
        assertEquals(Optional.of(LeftOut.BUSY), bar(Clearance.OPEN, 101, "c"));
    }
}
