package dev.outrigger.inject;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pod that is about to be created, as the API server tells of it. */
record Pod(JsonNode json) {
    static final String CONTAINERS = "containers";
    static final String INIT_CONTAINERS = "initContainers";

    private static final Pattern COMMA = Pattern.compile(",");
    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String OS = "kubernetes.io/os";
    private static final String WINDOWS = "windows";

    JsonNode spec() {
        return json.path("spec");
    }

    Map<String, String> annotations() {
        return texts(json.path("metadata").path("annotations"));
    }

    boolean isOptedOut() {
        return labels(Annotations.INJECT).filter("false"::equals).isPresent();
    }

    boolean asksItself() {
        return labels(Annotations.INJECT).filter("true"::equals).isPresent();
    }

    boolean isInjected() {
        return Stream.of(CONTAINERS, INIT_CONTAINERS)
                .flatMap(list -> names(list).stream())
                .anyMatch(SidecarSpec.NAME::equals);
    }

    /** The kubelet's own image of a file on its disk: no change of it changes anything. */
    boolean isMirror() {
        return annotations().containsKey(MIRROR);
    }

    boolean isWindows() {
        return spec().path("os").path("name").asText().equals(WINDOWS)
                || spec().path("nodeSelector").path(OS).asText().equals(WINDOWS);
    }

    boolean sharesTheNodesNetwork() {
        return spec().path("hostNetwork").asBoolean();
    }

    /** Containers whose environment is added to: those it names, else all. */
    Set<String> served() {
        String named = annotations().get(Annotations.CONTAINERS);
        if (named != null)
            return COMMA.splitAsStream(named).map(String::strip).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> all = new LinkedHashSet<>(names(INIT_CONTAINERS));
        all.addAll(names(CONTAINERS));
        return all;
    }

    private List<String> names(String list) {
        List<String> names = new ArrayList<>();
        spec().path(list).forEach(container -> names.add(container.path("name").asText()));
        return names;
    }

    private Optional<String> labels(String name) {
        return Optional.ofNullable(texts(json.path("metadata").path("labels")).get(name));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
