package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.support.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whom an alert wakes finds out what to do. Whether the rules hold is promtool's to say. */
class AlertsTest {
    private static final String RUNBOOKS = "observability/runbooks.md";
    private static final Pattern SECTION = Pattern.compile("(?m)^## (Outrigger\\w+)$");

    @Test
    void eachHasARunbookAndNoneIsOfAnAlertThatIsGone() throws IOException {
        Set<String> sections = SECTION.matcher(Files.readString(Path.of(RUNBOOKS)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(names(), sections);
    }

    @Test
    void eachSaysWhereItsRunbookIs() {
        for (JsonNode alert : alerts())
            assertEquals(
                    RUNBOOKS + "#" + name(alert).toLowerCase(Locale.ROOT),
                    alert.path("annotations").path("runbook_url").asText());
    }

    @Test
    void eachSaysWhatIsWrongAndHowUrgentItIs() {
        for (JsonNode alert : alerts()) {
            assertFalse(alert.path("annotations").path("summary").asText().isBlank(), alert::toString);
            assertTrue(
                    Set.of("page", "ticket")
                            .contains(alert.path("labels").path("severity").asText()),
                    alert::toString);
        }
    }

    @Test
    void eachIsTestedByPromtool() {
        String tests = Watched.tests();

        List<String> untested = names().stream()
                .filter(name -> !tests.contains("alertname=\"" + name + "\""))
                .toList();

        assertEquals(List.of(), untested);
    }

    private static Set<String> names() {
        return alerts().stream().map(AlertsTest::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").asText();
    }

    private static List<JsonNode> alerts() {
        List<JsonNode> alerts =
                Watched.rules().stream().filter(rule -> rule.has("alert")).toList();
        assertFalse(alerts.isEmpty());
        return alerts;
    }
}
