package dev.outrigger.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pod and what should become of it, as {@code kubernetes/test} asks it of a real API server too. */
record Shape(String name, String webhook, JsonNode pod, Map<String, List<String>> adds, JsonNode json) {
    static List<Shape> all() throws IOException {
        List<Shape> shapes = new ArrayList<>();
        new ObjectMapper()
                .readTree(Path.of("kubernetes/test/pods.json").toFile())
                .forEach(one -> shapes.add(of(one)));
        return shapes;
    }

    static Shape named(String name) throws IOException {
        return all().stream()
                .filter(shape -> shape.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Shape of(JsonNode one) {
        Map<String, List<String>> adds = new LinkedHashMap<>();
        one.path("adds").properties().forEach(entry -> {
            List<String> names = new ArrayList<>();
            entry.getValue().forEach(name -> names.add(name.asText()));
            adds.put(entry.getKey(), names);
        });
        return new Shape(one.path("name").asText(), one.path("webhook").asText(), one.path("pod"), adds, one);
    }

    @Override
    public String toString() {
        return name;
    }
}
