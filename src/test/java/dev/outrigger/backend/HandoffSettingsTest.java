package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend of kind handoff, as an operator writes it. */
class HandoffSettingsTest {
    record File(Map<String, BackendSettings> backends) {}

    private static Bound<File> bind(String backend) {
        return Binder.bind(
                "outrigger.yaml", ("backends:\n  desk: " + backend).getBytes(StandardCharsets.UTF_8), File.class);
    }

    private static HandoffSettings settings(String backend) {
        return (HandoffSettings)
                Objects.requireNonNull(bind(backend).orElseThrow().backends().get("desk"));
    }

    @Test
    void defaultsAnswerHereAndTellNobody() {
        HandoffSettings settings = settings("{ kind: handoff }");

        assertEquals(
                new HandoffSettings(
                        "A person will take over and answer you here.",
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        false,
                        64),
                settings);
        assertTrue(settings.isSilent());
    }

    @Test
    void bindsEveryKey() {
        HandoffSettings settings = settings("{ kind: handoff, text: Wait., webhook: 'https://desk.example/new?t=1',"
                + " key: { env: DESK_KEY }, timeout: 3s, content: true, inFlight: 5 }");

        assertEquals(
                new HandoffSettings(
                        "Wait.",
                        Optional.of(URI.create("https://desk.example/new?t=1")),
                        Optional.of(new Secret.Env("DESK_KEY")),
                        Duration.ofSeconds(3),
                        true,
                        5),
                settings);
        assertFalse(settings.isSilent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text: ' '|1 to 4000",
                "timeout: 2m|100ms–1m",
                "inFlight: 0|1–10000",
                "content: true|webhook",
                "key: { env: K }|webhook",
                "webhook: 'ftp://desk'|http",
                "webhook: 'https://me:secret@desk.example'|neither credentials",
                "url: 'https://desk.example'|unknown"
            })
    void refusesWhatIsOutOfBoundsOrUnknownAndQuotesNoSecret(String more, String words) {
        Bound<File> bound = bind("{ kind: handoff, " + more + " }");

        if (!(bound instanceof Bound.Wrong<File> wrong)) throw new AssertionError("bound: " + more);
        assertTrue(wrong.mistakes().toString().contains(words), wrong.mistakes().toString());
        assertFalse(wrong.mistakes().toString().contains("secret"));
    }
}
