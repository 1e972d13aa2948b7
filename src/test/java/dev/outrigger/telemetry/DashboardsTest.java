package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.support.Promql;
import dev.outrigger.support.Watched;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards and rules ask for what there is: names and labels, against every meter of the product. */
class DashboardsTest {
    /** What Prometheus itself adds to each sample, or keeps of a histogram. */
    private static final Set<String> ADDED = Set.of("instance", "job", "namespace");

    private static Map<String, Set<String>> there = Map.of();

    @BeforeAll
    static void whatThereIs(@TempDir Path folder) {
        there = new HashMap<>(Exposed.metrics(folder));
        there.put("up", ADDED);
        for (JsonNode rule : Watched.rules())
            there.computeIfAbsent(rule.path("record").asText(), fresh -> new HashSet<>())
                    .add("slo");
    }

    @Test
    void everyMetricOfTheProductIsThere() {
        Set<String> missing = NamesTest.names(Names.Metric.class)
                .map(Exposed::spelled)
                .filter(name -> there.keySet().stream().noneMatch(metric -> metric.startsWith(name)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), missing);
    }

    @Test
    void askOnlyForMetricsAndLabelsThatAreThere() {
        assertFalse(Watched.expressions().isEmpty());

        List<String> wrong = Watched.expressions().entrySet().stream()
                .flatMap(asked -> wrong(asked.getValue()).map(what -> asked.getKey() + ": " + what))
                .toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void aMetricOrALabelThatIsGoneWouldBeSeen() {
        assertEquals(
                List.of("outrigger_gone_total"),
                wrong("rate(outrigger_gone_total[5m])").toList());
        assertEquals(
                List.of("user"),
                wrong("sum by (user) (outrigger_exchanges_total)").toList());
        assertEquals(
                List.of("outrigger_exchanges_total{user}"),
                wrong("outrigger_exchanges_total{user=\"ann\"}").toList());
    }

    @Test
    void leaveNoMetricOut() {
        Set<String> asked = Watched.metrics();

        List<String> left = NamesTest.names(Names.Metric.class)
                .map(Exposed::spelled)
                .filter(name -> asked.stream().noneMatch(metric -> metric.startsWith(name)))
                .toList();

        assertEquals(List.of(), left);
    }

    @Test
    void sayWhatTheyAreAndArePlain() {
        List<String> ids = new ArrayList<>();
        Watched.dashboards().forEach((file, board) -> {
            ids.add(board.path("uid").asText());
            assertTrue(board.path("title").asText().startsWith("Outrigger: "), file::toString);
            assertFalse(board.path("panels").isEmpty(), file::toString);
            assertTrue(board.path("id").isMissingNode(), "Grafana gives ids: " + file);
            Watched.items(board.path("panels")).forEach(panel -> {
                assertFalse(panel.path("title").asText().isBlank(), file::toString);
                assertEquals(
                        "${datasource}", panel.path("datasource").path("uid").asText());
                assertFalse(panel.path("targets").isEmpty(), file::toString);
            });
        });
        assertEquals(ids.size(), Set.copyOf(ids).size());
    }

    private static Stream<String> wrong(String expression) {
        Promql asked = Promql.of(expression);
        Set<String> known = new HashSet<>(ADDED);
        asked.metrics().keySet().forEach(metric -> known.addAll(there.getOrDefault(metric, Set.of())));
        Stream<String> gone = asked.metrics().keySet().stream().filter(metric -> !there.containsKey(metric));
        Stream<String> matchers = asked.metrics().entrySet().stream()
                .filter(metric -> there.containsKey(metric.getKey()))
                .flatMap(metric -> metric.getValue().stream()
                        .filter(label -> !ADDED.contains(label)
                                && !there.getOrDefault(metric.getKey(), Set.of())
                                        .contains(label))
                        .map(label -> metric.getKey() + "{" + label + "}"));
        Stream<String> groupings = asked.metrics().keySet().stream().anyMatch(metric -> !there.containsKey(metric))
                ? Stream.of()
                : asked.groupings().stream().filter(label -> !known.contains(label));
        return Stream.of(gone, matchers, groupings).flatMap(each -> each);
    }
}
