package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.DataSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
                new DecisionLogSettings(Path.of("log"), new DataSize(16 << 20), 8, false),
                bind("decisionLog: { folder: log }").orElseThrow().decisionLog().orElseThrow());
    }

    @Test
    void bindsEveryKey() {
        File file = bind("""
                decisionLog: { folder: /var/log/decisions, size: 2MiB, keep: 3, names: true }
                rollout: { store: /var/lib/policies }
                """).orElseThrow();
        assertEquals(
                new DecisionLogSettings(Path.of("/var/log/decisions"), new DataSize(2 << 20), 3, true),
                file.decisionLog().orElseThrow());
        assertEquals(Path.of("/var/lib/policies"), file.rollout().orElseThrow().store());
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
                "decisionLog: { file: x }|file",
                "rollout: { store: x, keep: 3 }|keep"
            })
    void holdsToItsLimitsAndKeys(String text, String because) {
        var wrong = assertInstanceOf(Bound.Wrong.class, bind(text));
        assertTrue(wrong.mistakes().toString().contains(because), wrong.mistakes()::toString);
    }
}
