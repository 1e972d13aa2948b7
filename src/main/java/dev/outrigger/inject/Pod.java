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
    static final String VOLUMES = "volumes";
    static final String CLAIMS = "resourceClaims";

    private static final int OLLAMA_PORT = 11434;
    private static final Pattern OLLAMA_IMAGE = Pattern.compile("(^|/)ollama([:@][^/]*)?$");
    private static final Pattern OLLAMA_SERVE = Pattern.compile("^serve$|ollama\\s+serve");
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

    /** Its label says neither yes nor no. */
    boolean saysNothingKnown() {
        return labels(Annotations.INJECT).filter(said -> !said.equals("true")).isPresent() && !isOptedOut();
    }

    /** A volume, container or claim of its own has a name that the sidecar's may have. */
    boolean takesNames() {
        return Stream.of(CONTAINERS, INIT_CONTAINERS, VOLUMES, CLAIMS)
                .flatMap(list -> names(list).stream())
                .anyMatch(name -> name.startsWith(SidecarSpec.NAME + "-"));
    }

    /** The app's own budget for all containers, which the sidecar would eat into. */
    boolean hasResourcesOfItsOwn() {
        return spec().has("resources");
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
                || spec().path("nodeSelector").path(OS).asText().equals(WINDOWS)
                || wantsWindowsNodes();
    }

    private boolean wantsWindowsNodes() {
        JsonNode terms = spec().path("affinity")
                .path("nodeAffinity")
                .path("requiredDuringSchedulingIgnoredDuringExecution")
                .path("nodeSelectorTerms");
        for (JsonNode term : terms)
            for (JsonNode one : term.path("matchExpressions"))
                if (one.path("key").asText().equals(OS)
                        && one.path("operator").asText().equals("In")
                        && one.path("values").path(0).asText().equals(WINDOWS)
                        && one.path("values").size() == 1) return true;
        return false;
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

    /** Whether a server of Ollama's runs in a container: its {@code OLLAMA_HOST} is the address that it listens on. */
    static boolean servesOllama(JsonNode container) {
        if (OLLAMA_IMAGE.matcher(container.path("image").asText()).find()) return true;
        for (JsonNode port : container.path("ports"))
            if (port.path("containerPort").asInt() == OLLAMA_PORT) return true;
        for (String list : List.of("command", "args"))
            for (JsonNode word : container.path(list))
                if (OLLAMA_SERVE.matcher(word.asText()).find()) return true;
        return false;
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
