package dev.outrigger.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A pod after a JSON patch of nothing but additions, which is all that is ever made. */
record Patched(JsonNode pod) {
    static Patched of(JsonNode pod, JsonNode patch) {
        JsonNode copy = pod.deepCopy();
        patch.forEach(operation -> apply(copy, operation));
        return new Patched(copy);
    }

    private static void apply(JsonNode pod, JsonNode operation) {
        if (!operation.path("op").asText().equals("add")) throw new AssertionError(operation.toString());
        String path = operation.path("path").asText();
        int last = path.lastIndexOf('/');
        JsonNode owner = pod.at(path.substring(0, last));
        String place = path.substring(last + 1);
        switch (owner) {
            case ArrayNode list when place.equals("-") -> list.add(operation.path("value"));
            case ArrayNode list -> list.insert(Integer.parseInt(place), operation.path("value"));
            case ObjectNode object -> object.set(place, operation.path("value"));
            default -> throw new AssertionError("no such place: " + path);
        }
    }

    JsonNode spec() {
        return pod.path("spec");
    }

    List<String> names(String list) {
        return texts(spec().path(list), "name");
    }

    JsonNode container(String name) {
        for (String list : List.of("initContainers", "containers"))
            for (JsonNode one : spec().path(list)) if (one.path("name").asText().equals(name)) return one;
        throw new AssertionError("no container " + name);
    }

    JsonNode sidecar() {
        return container("outrigger");
    }

    JsonNode volume(String name) {
        for (JsonNode one : spec().path("volumes"))
            if (one.path("name").asText().equals(name)) return one;
        throw new AssertionError("no volume " + name);
    }

    static List<String> texts(JsonNode list, String key) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.path(key).asText()));
        return texts;
    }
}
