package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.DataSize;
import dev.outrigger.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections {@code decisionLog} and {@code rollout}, as an operator writes them. */
class RolloutSectionsTest {
    record File(Optional<DecisionLogSettings> decisionLog, Optional<RolloutSettings> rollout) {}

    private static Bound<File> bind(String text) {
        return Binder.bind("outrigger.yaml", text.getBytes(StandardCharsets.UTF_8), File.class);
    }

    @Test
    void withoutThemNothingIsKept() {
        assertEquals(new File(Optional.empty(), Optional.empty()), bind("{}").orElseThrow());
    }

    @Test
    void defaultsKeepEightFilesAndNoNames() {
        assertEquals(
                new DecisionLogSettings(Path.of("log"), new DataSize(16 << 20), 8, false, Optional.empty()),
                bind("decisionLog: { folder: log }").orElseThrow().decisionLog().orElseThrow());
    }

    @Test
    void bindsEveryKey() {
        File file = bind("""
                decisionLog: { folder: /var/log/decisions, size: 2MiB, keep: 3, names: true, key: { env: LOG_KEY } }
                rollout: { store: /var/lib/policies, shadow: { share: 0.1, inFlight: 2, deadline: 30s } }
                """).orElseThrow();
        assertEquals(
                new DecisionLogSettings(
                        Path.of("/var/log/decisions"),
                        new DataSize(2 << 20),
                        3,
                        true,
                        Optional.of(new Secret.Env("LOG_KEY"))),
                file.decisionLog().orElseThrow());
        assertEquals(Path.of("/var/lib/policies"), file.rollout().orElseThrow().store());
        assertEquals(
                Optional.of(new ShadowSettings(0.1, 2, Duration.ofSeconds(30))),
                file.rollout().orElseThrow().shadow());
    }

    @Test
    void aShadowAnswersFourAtOnceForTwoMinutesEach() {
        assertEquals(
                Optional.of(new ShadowSettings(1, 4, Duration.ofMinutes(2))),
                bind("rollout: { store: x, shadow: { share: 1 } }")
                        .orElseThrow()
                        .rollout()
                        .orElseThrow()
                        .shadow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decisionLog: { folder: x, size: 1KiB }|1MiB–1GiB",
                "decisionLog: { folder: x, size: 2GiB }|1MiB–1GiB",
                "decisionLog: { folder: x, keep: 1 }|2–1000",
                "decisionLog: { folder: x, keep: 1001 }|2–1000",
                "decisionLog: {}|folder is missing",
                "rollout: {}|store is missing",
                "rollout: { store: x, shadow: {} }|share is missing",
                "rollout: { store: x, shadow: { share: 1.1 } }|0–1",
                "rollout: { store: x, shadow: { share: -0.1 } }|0–1",
                "rollout: { store: x, shadow: { share: 1, inFlight: 0 } }|1–100",
                "rollout: { store: x, shadow: { share: 1, inFlight: 101 } }|1–100",
                "rollout: { store: x, shadow: { share: 1, deadline: 2h } }|1s–1h",
                "rollout: { store: x, shadow: { sample: 1 } }|sample",
                "decisionLog: { file: x }|file",
                "rollout: { store: x, keep: 3 }|keep"
            })
    void holdsToItsLimitsAndKeys(String text, String because) {
        var wrong = assertInstanceOf(Bound.Wrong.class, bind(text));
        assertTrue(wrong.mistakes().toString().contains(because), wrong.mistakes()::toString);
    }
}
