package dev.outrigger.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What {@code observability/} asks Prometheus for. */
public final class Watched {
    public static final Path FOLDER = Path.of("observability");
    private static final Path RULES = FOLDER.resolve("prometheus");

    private Watched() {}

    /** The dashboards, by file. */
    public static Map<Path, JsonNode> dashboards() {
        return read(FOLDER.resolve("grafana"), ".json", new ObjectMapper());
    }

    /** Every rule that records or alerts. */
    public static List<JsonNode> rules() {
        return read(RULES, ".yaml", new YAMLMapper()).values().stream()
                .flatMap(file -> items(file.path("groups")))
                .flatMap(group -> items(group.path("rules")))
                .toList();
    }

    /** Promtool's tests, as text. */
    public static String tests() {
        return files(RULES.resolve("tests"), ".yaml").stream()
                .map(Watched::text)
                .collect(Collectors.joining());
    }

    /** Each expression, by where it stands. */
    public static Map<String, String> expressions() {
        Map<String, String> all = new LinkedHashMap<>();
        dashboards()
                .forEach((file, board) -> items(board.path("panels"))
                        .forEach(panel -> items(panel.path("targets"))
                                .forEach(target -> all.put(
                                        file.getFileName() + ": "
                                                + panel.path("title").asText() + " "
                                                + target.path("refId").asText(),
                                        target.path("expr").asText()))));
        for (JsonNode rule : rules())
            all.put(
                    "rule " + all.size() + ": " + rule.path("alert").asText()
                            + rule.path("record").asText(),
                    rule.path("expr").asText());
        return all;
    }

    /** Metrics that all of them ask the sidecar for. */
    public static Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        expressions()
                .values()
                .forEach(expression ->
                        metrics.addAll(Promql.of(expression).metrics().keySet()));
        rules().forEach(rule -> metrics.remove(rule.path("record").asText()));
        return metrics;
    }

    public static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Map<Path, JsonNode> read(Path folder, String ending, ObjectMapper mapper) {
        Map<Path, JsonNode> all = new TreeMap<>();
        for (Path file : files(folder, ending)) {
            try {
                all.put(file, mapper.readTree(Files.readString(file)));
            } catch (IOException broken) {
                throw new UncheckedIOException(file.toString(), broken);
            }
        }
        return all;
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
