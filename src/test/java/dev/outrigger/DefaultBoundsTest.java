package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.EngineGuardSettings;
import dev.outrigger.backend.GuardSettings;
import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.support.Row;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What bounds an exchange where the operator says nothing of it. */
class DefaultBoundsTest {
    private static final Settings SETTINGS = read("""
        backends:
          here: { kind: engine }
          there: { kind: openai }
        policies: { thrift: {} }
        """);

    private static Settings read(String yaml) {
        Bound<Settings> bound = SettingsReader.read("a.yaml", Bytes.of(yaml).array());
        return assertInstanceOf(Bound.Ok.class, bound).value() instanceof Settings read ? read : SETTINGS;
    }

    private static GuardSettings remote() {
        return assertInstanceOf(
                        BackendSettings.OpenAiServer.class, SETTINGS.backends().get("there"))
                .guard();
    }

    private static EngineGuardSettings local() {
        return assertInstanceOf(
                        BackendSettings.Engine.class, SETTINGS.backends().get("here"))
                .guard();
    }

    @Test
    @Row("clock.deadline")
    void anExchangeHasTenMinutes() {
        assertEquals(Duration.ofMinutes(10), SETTINGS.limits().deadline());
    }

    @Test
    @Row("clock.connect")
    void aConnectionHasTwoSeconds() {
        assertEquals(Duration.ofSeconds(2), remote().connect());
    }

    @Test
    @Row("clock.first-token")
    void aFirstTokenHasAMinuteAndOneOfThisProcessFifteenSeconds() {
        assertEquals(Duration.ofSeconds(60), remote().firstToken());
        assertEquals(Duration.ofSeconds(15), local().firstToken());
    }

    @Test
    @Row("clock.idle")
    void silenceHasTwoMinutesAndThatOfThisProcessFifteenSeconds() {
        assertEquals(Duration.ofMinutes(2), remote().idle());
        assertEquals(Duration.ofSeconds(15), local().idle());
    }

    @Test
    @Row("budget.attempts")
    void anExchangeHasThreeAttempts() {
        assertEquals(3, SETTINGS.limits().attempts());
    }

    @Test
    @Row({"elsewhere.patience", "resume.switch"})
    void aPolicyIsPatientForThreeSecondsAndGoesOnWithWhatBroke() {
        PolicySettings thrift = SETTINGS.policies().get("thrift");
        assertTrue(thrift != null && thrift.resume());
        assertEquals(Duration.ofSeconds(3), thrift.patience());
    }

    @Test
    @Row("leave.term-finishes")
    void streamsHaveTwentyFiveSecondsOnceTheProcessIsToldToStop() {
        assertEquals(Duration.ofSeconds(25), SETTINGS.limits().drain());
        assertFalse(SETTINGS.limits().drain().isZero());
    }
}
