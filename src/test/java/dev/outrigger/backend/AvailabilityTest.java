package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.registry.Health;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private final FakeTime time = new FakeTime();
    private final Lockout lockout = new Lockout(time, () -> true);
    private final Availability availability = availability();

    private Availability availability() {
        return new Availability(new Breaker(time, () -> 0.5), new CoolDown(time), lockout);
    }

    private void open() {
        for (int i = 0; i < 7; i++) availability.failed(Pass.FREE, Failures.UNREACHABLE);
    }

    @Test
    void passesAndIsReadyAtFirst() {
        assertEquals(Pass.FREE, availability.tryPass());
        assertEquals(new Health.Ready(), availability.health());
    }

    @Test
    void restsWhileUpstreamAskedToWaitAndSaysWhy() {
        availability.failed(Pass.FREE, Failures.throttled(Duration.ofSeconds(9)));
        assertEquals(Pass.DENIED, availability.tryPass());
        assertEquals(
                new Health.Resting("upstream said throttled, for 9 s more", Duration.ofSeconds(9)),
                availability.health());
        time.pass(Duration.ofSeconds(9));
        assertEquals(Pass.FREE, availability.tryPass());
    }

    @Test
    void restsWhileItsBreakerIsOpenAndSaysHowLong() {
        open();
        assertEquals(Pass.DENIED, availability.tryPass());
        assertEquals(new Health.Resting("breaker open for 1 s more", Duration.ofSeconds(1)), availability.health());
    }

    @Test
    void isReadyWhenItsBreakerWantsToFindOut() {
        open();
        time.pass(Duration.ofSeconds(1));
        assertEquals(new Health.Ready(), availability.health());
        assertEquals(Pass.PROBE, availability.tryPass());
    }

    @Test
    void doesNotSpendTheProbeOnAModelThatAskedToWait() {
        open();
        availability.failed(Pass.DENIED, Failures.throttled(Duration.ofSeconds(5)));
        time.pass(Duration.ofSeconds(3));
        assertEquals(Pass.DENIED, availability.tryPass());
        time.pass(Duration.ofSeconds(2));
        assertEquals(Pass.PROBE, availability.tryPass());
    }

    @Test
    @Row("before.401-ours")
    void restsWithAllModelsOfItsBackendWhileTheirKeyIsRefused() {
        availability().failed(Pass.FREE, Failures.UNAUTHORIZED);
        assertEquals(Pass.DENIED, availability.tryPass());
        assertEquals(
                new Health.Resting("upstream said unauthorized, for 60 s more", Duration.ofMinutes(1)),
                availability.health());
    }

    @Test
    @Row("before.401-probe")
    void asksOneModelOfThemAMinuteWhetherTheKeyIsTaken() {
        Availability beside = availability();
        beside.failed(Pass.FREE, Failures.UNAUTHORIZED);
        time.pass(Duration.ofMinutes(1));
        assertEquals(new Health.Ready(), availability.health());
        assertEquals(Pass.FREE, availability.tryPass());
        assertEquals(Pass.DENIED, beside.tryPass());

        availability.succeeded(Pass.FREE);

        assertEquals(Pass.FREE, beside.tryPass());
    }

    @Test
    @Row({"before.401-probe", "budget.hedge"})
    void isNotFreeUntilTheKeyIsTakenAgain() {
        Availability beside = availability();
        assertEquals(true, beside.isFree());
        availability.failed(Pass.FREE, Failures.UNAUTHORIZED);
        assertEquals(false, beside.isFree());
        time.pass(Duration.ofMinutes(1));
        assertEquals(false, beside.isFree());
        availability.succeeded(Pass.FREE);
        assertEquals(true, beside.isFree());
    }

    @Test
    void doesNotSpendTheBreakersProbeWhereTheKeyIsBeingTried() {
        Availability beside = availability();
        open();
        availability.failed(Pass.DENIED, Failures.UNAUTHORIZED);
        time.pass(Duration.ofMinutes(1));
        assertEquals(Pass.FREE, beside.tryPass());
        assertEquals(Pass.DENIED, availability.tryPass());
        beside.succeeded(Pass.FREE);
        assertEquals(Pass.PROBE, availability.tryPass());
    }

    @Test
    void endsTheDoublingOfItsCoolDownWithASuccess() {
        availability.failed(Pass.FREE, Failures.throttled());
        time.pass(Duration.ofSeconds(1));
        availability.succeeded(Pass.FREE);
        availability.failed(Pass.FREE, Failures.throttled());
        assertEquals(Duration.ofSeconds(1).toNanos(), availability.coolDown().restNanos());
    }
}
