package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.Passage;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoolDownTest {
    private final FakeTime time = new FakeTime();
    private final CoolDown coolDown = new CoolDown(time);

    private Duration rest() {
        return Duration.ofNanos(coolDown.restNanos());
    }

    private Duration restAfter(Failure failure) {
        CoolDown fresh = new CoolDown(time);
        fresh.failed(failure);
        return Duration.ofNanos(fresh.restNanos());
    }

    @Test
    @Row("before.429-with-wait")
    void waitsExactlyAsLongAsUpstreamAsks() {
        coolDown.failed(Failures.throttled(Duration.ofMillis(7300)));
        assertEquals(Duration.ofMillis(7300), rest());
        time.pass(Duration.ofMillis(7300));
        assertEquals(Duration.ZERO, rest());
    }

    @Test
    void waitsFiveMinutesAtMostHoweverLongUpstreamAsks() {
        coolDown.failed(Failures.throttled(Duration.ofDays(400_000)));
        assertEquals(Duration.ofMinutes(5), rest());
    }

    @Test
    @Row("before.429-without-wait")
    void waitsASecondWhenUpstreamDoesNotSayDoublingToThirtyWhileItLasts() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            coolDown.failed(Failures.throttled());
            assertEquals(Duration.ofSeconds(seconds), rest());
            time.pass(Duration.ofSeconds(seconds));
        }
    }

    @Test
    @Row("before.words")
    void repeatsWhatUpstreamSaidInItsOwnWordsForTheTimeThatIsLeft() {
        Failure.Verbatim sent =
                new Failure.Verbatim(429, "application/json", Bytes.of("{}"), "openai", Passage.of("you asked for x"));
        coolDown.failed(new Failure.Throttled(Optional.of(Duration.ofSeconds(9)), "secret", Optional.of(sent)));
        time.pass(Duration.ofSeconds(2));
        assertEquals(
                Optional.of(new Failure.Throttled(
                        Optional.of(Duration.ofSeconds(7)),
                        "mini: upstream said throttled, for 7 s more",
                        Optional.empty())),
                coolDown.told("mini"));
        time.pass(Duration.ofSeconds(7));
        assertEquals(Optional.empty(), coolDown.told("mini"));
        coolDown.failed(new Failure.Exhausted("secret", Optional.of(sent)));
        assertEquals(
                Optional.of(new Failure.Exhausted("mini: upstream said exhausted, for 300 s more", Optional.empty())),
                coolDown.told("mini"));
    }

    @Test
    void letsAsManyWaitAsItsBoundSays() {
        coolDown.failed(Failures.throttled(Duration.ofSeconds(9)));
        for (int i = 0; i < CoolDown.MOST_WAITING; i++) assertTrue(coolDown.tryWait());
        assertFalse(coolDown.tryWait());
        coolDown.leave();
        assertTrue(coolDown.tryWait());
    }

    @Test
    void countsThrottlingOfAttemptsThatRanTogetherOnce() {
        for (int i = 0; i < 10; i++) coolDown.failed(Failures.throttled());
        time.pass(Duration.ofSeconds(1));
        coolDown.failed(Failures.throttled());
        assertEquals(Duration.ofSeconds(2), rest());
    }

    @Test
    @Row("before.429-without-wait")
    void forgetsTheDoublingWhenItAnswers() {
        coolDown.failed(Failures.throttled());
        time.pass(Duration.ofSeconds(1));
        coolDown.succeeded();
        coolDown.failed(Failures.throttled());
        assertEquals(Duration.ofSeconds(1), rest());
    }

    @Test
    @Row({"before.exhausted", "before.403-ours", "before.unknown-model"})
    void leavesAModelAloneForAsLongAsWhatItSaidIsLikelyToHold() {
        assertEquals(Duration.ofMinutes(5), restAfter(Failures.EXHAUSTED));
        assertEquals(Duration.ofMinutes(5), restAfter(Failures.FORBIDDEN));
        assertEquals(Duration.ofMinutes(5), restAfter(Failures.UNKNOWN_MODEL));
        assertEquals(Duration.ofMinutes(1), restAfter(Failures.UNKNOWN_PATH));
    }

    @Test
    @Row("before.key-of-app")
    void doesNotMakeOthersWaitForWhatAnAppsOwnKeyMayNotHave() {
        assertEquals(Duration.ZERO, restAfter(new Failure.UnknownModel(KeyOwner.APP, "model", Optional.empty())));
        assertEquals(Duration.ZERO, restAfter(new Failure.Exhausted(KeyOwner.APP, "quota", Optional.empty())));
    }

    @Test
    void tellsTheOperatorWhatToLookAt() {
        coolDown.failed(Failures.UNKNOWN_PATH);
        assertEquals("unknown_path, its url looks wrong", coolDown.why());
    }

    @Test
    void leavesTheBreakersFailuresToTheBreaker() {
        for (Failure failure : Failures.COUNTED) assertEquals(Duration.ZERO, restAfter(failure), failure.label());
        for (Failure failure : new Failure[] {
            Failures.TOO_LONG,
            Failures.REFUSED,
            Failures.REJECTED,
            Failures.CANCELLED,
            Failures.SATURATED,
            Failures.UNAUTHORIZED
        }) assertEquals(Duration.ZERO, restAfter(failure), failure.label());
    }

    @Test
    void neverEndsALongerWaitForAShorterOne() {
        coolDown.failed(Failures.EXHAUSTED);
        coolDown.failed(Failures.throttled(Duration.ofSeconds(3)));
        assertEquals(Duration.ofMinutes(5), rest());
        assertEquals("exhausted", coolDown.why());
    }
}
