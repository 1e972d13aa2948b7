package dev.outrigger.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of {@code kubernetes/} without a cluster and its programs; {@code kubernetes/test/run} says the rest. */
class ManifestsTest {
    private static final Path ROOT = Path.of("kubernetes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\bvariables\\.(\\w+)");

    /** Given to a cluster by hand, or to somebody else. */
    private static final Set<String> ALONE = Set.of("claim.yaml", "device-plugin.yaml", "Chart.yaml", "values.yaml");

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().contains("templates"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isYamlAndListedInItsKustomization(Path file) throws IOException {
        List<JsonNode> documents = read(file);
        assertTrue(documents.stream().allMatch(JsonNode::isObject), "it is empty");
        String name = file.getFileName().toString();
        if (name.equals("kustomization.yaml")) {
            for (String key : List.of("resources", "components"))
                documents
                        .getFirst()
                        .path(key)
                        .forEach(entry ->
                                assertTrue(Files.exists(file.resolveSibling(entry.asText())), entry + " is not there"));
            return;
        }
        if (ALONE.contains(name)) return;
        Path kustomization = file.resolveSibling("kustomization.yaml");
        Set<String> listed = new HashSet<>();
        for (JsonNode one : read(kustomization)) {
            one.path("resources").forEach(entry -> listed.add(entry.asText()));
            one.path("patches").forEach(entry -> listed.add(entry.path("path").asText()));
        }
        assertTrue(listed.contains(name), kustomization + " does not name it");
    }

    @Test
    void parametersAreTheSameInTheChartItsSchemaAndTheConfigMap() throws IOException {
        JsonNode shipped =
                read(ROOT.resolve("chart/webhook/parameters.yaml")).getFirst().path("data");
        JsonNode values = read(ROOT.resolve("chart/values.yaml")).getFirst().path("parameters");
        JsonNode schema = JSON.readTree(ROOT.resolve("chart/values.schema.json").toFile());

        assertEquals(shipped, values);
        assertEquals(
                new TreeSet<>(shipped.propertyStream().map(Map.Entry::getKey).toList()),
                new TreeSet<>(schema.path("properties")
                        .path("parameters")
                        .path("properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"policy/policy", "checks/refusals", "checks/final", "checks/network", "webhook/parameters-check"
            })
    void usesVariablesThatStandBefore(String policy) throws IOException {
        JsonNode spec =
                read(ROOT.resolve("chart/" + policy + ".yaml")).getFirst().path("spec");
        Set<String> known = new HashSet<>();
        for (JsonNode one : spec.path("matchConditions")) used(one, known);
        for (JsonNode one : spec.path("variables")) {
            used(one, known);
            known.add(one.path("name").asText());
        }
        for (String list : List.of("validations", "mutations")) spec.path(list).forEach(one -> used(one, known));
    }

    @Test
    void theComponentHasTheSidecarOfTheWebhook() throws IOException {
        SidecarSpec spec = new SidecarSpec(Parameters.of(Map.of()), Set.of());
        List<JsonNode> pods = new ArrayList<>();
        for (String file : List.of("template", "cronjob"))
            pods.add(read(ROOT.resolve("component/sidecar/" + file + ".yaml"))
                    .getFirst()
                    .findPath("template")
                    .path("spec"));

        for (JsonNode pod : pods) {
            assertEquals(JSON.readTree(spec.containers().toString()), pod.path("initContainers"));
            assertEquals(JSON.readTree(spec.volumes().toString()), pod.path("volumes"));
        }
    }

    private static void used(JsonNode expression, Set<String> known) {
        VARIABLE.matcher(expression.toString())
                .results()
                .forEach(name -> assertTrue(known.contains(name.group(1)), name.group() + " is not there yet"));
    }

    private static List<JsonNode> read(Path file) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        }
    }
}
