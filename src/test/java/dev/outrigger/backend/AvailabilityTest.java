package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.registry.Health;
import dev.outrigger.support.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private final FakeTime time = new FakeTime();
    private final Availability availability = new Availability(new Breaker(time, () -> 0.5), new CoolDown(time));

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
    void endsTheDoublingOfItsCoolDownWithASuccess() {
        availability.failed(Pass.FREE, Failures.throttled());
        time.pass(Duration.ofSeconds(1));
        availability.succeeded(Pass.FREE);
        availability.failed(Pass.FREE, Failures.throttled());
        assertEquals(Duration.ofSeconds(1).toNanos(), availability.coolDown().restNanos());
    }
}
