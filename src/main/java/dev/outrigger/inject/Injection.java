package dev.outrigger.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides about a pod and writes the patch: the sidecar first among the init containers, so that those after it can use
 * it too, its volumes, and the environment of the app's containers. Pure; does the same as the admission policy.
 */
public final class Injection {
    private static final String SPEC = "/spec/";

    private final Parameters parameters;

    public Injection(Parameters parameters) {
        this.parameters = parameters;
    }

    /** What becomes of a pod that its namespace or its label brought here. */
    public Verdict of(JsonNode json) {
        Pod pod = new Pod(json);
        if (pod.isOptedOut()) return new Verdict.Untouched("opted out");
        if (pod.isInjected()) return new Verdict.Untouched("has one already");
        if (pod.isMirror()) return new Verdict.Untouched("a static pod");
        if (pod.isWindows()) return new Verdict.Untouched("a Windows pod");
        if (pod.sharesTheNodesNetwork())
            return new Verdict.NotInjected("hostNetwork: its loopback is the node's, which others share");
        if (pod.saysNothingKnown())
            return new Verdict.NotInjected("its label " + Annotations.INJECT + " is neither \"true\" nor \"false\"");
        if (pod.takesNames())
            return new Verdict.NotInjected("a volume, container or claim of its own is named outrigger-*");
        if (pod.hasResourcesOfItsOwn())
            return new Verdict.NotInjected("spec.resources: the sidecar would eat into what the whole pod may have");
        try {
            return new Verdict.Injected(patch(pod, parameters.with(pod.annotations())));
        } catch (IllegalArgumentException wrong) {
            return new Verdict.NotInjected(String.valueOf(wrong.getMessage()));
        }
    }

    private static ArrayNode patch(Pod pod, Parameters wanted) {
        Patch patch = new Patch(JsonNodeFactory.instance.arrayNode());
        SidecarSpec sidecar = new SidecarSpec(wanted, pod.annotations().keySet());
        // Before the sidecar is inserted: places are counted.
        for (String list : List.of(Pod.CONTAINERS, Pod.INIT_CONTAINERS)) environment(pod, list, wanted, patch);
        patch.append(pod.spec(), SPEC, Pod.VOLUMES, sidecar.volumes());
        patch.append(pod.spec(), SPEC, Pod.CLAIMS, sidecar.resourceClaims());
        patch.prepend(pod.spec(), Pod.INIT_CONTAINERS, sidecar.containers());
        return patch.operations();
    }

    private static void environment(Pod pod, String list, Parameters wanted, Patch patch) {
        Set<String> served = pod.served();
        JsonNode containers = pod.spec().path(list);
        for (int place = 0; place < containers.size(); place++) {
            JsonNode container = containers.path(place);
            if (!served.contains(container.path("name").asText())) continue;
            List<Variable> missing = missing(container, wanted);
            ArrayNode added = JsonNodeFactory.instance.arrayNode();
            missing.forEach(
                    variable -> added.addObject().put("name", variable.name()).put("value", variable.value()));
            patch.append(container, SPEC + list + "/" + place + "/", "env", added);
        }
    }

    private static List<Variable> missing(JsonNode container, Parameters wanted) {
        Set<String> names = new TreeSet<>();
        container.path("env").forEach(one -> names.add(one.path("name").asText()));
        // What stands in env hides what envFrom brings, and only the kubelet knows what that is.
        boolean mayHaveKeys = !container.path("envFrom").isEmpty();
        boolean addsKeys = wanted.dummyKeys() == Parameters.DummyKeys.ADD && !mayHaveKeys;
        return Variable.ALL.stream()
                .filter(variable -> variable.use() == Variable.Use.ADDRESS || addsKeys)
                .filter(variable -> variable.isWantedBeside(names))
                .filter(variable -> !variable.name().equals(Variable.OLLAMA) || !Pod.servesOllama(container))
                .toList();
    }

    private record Patch(ArrayNode operations) {
        /** To the list of this name at the path, which is made if need be. */
        void append(JsonNode owner, String path, String list, ArrayNode added) {
            if (added.isEmpty()) return;
            make(owner, path, list);
            added.forEach(one -> add(path + list + "/-", one));
        }

        void prepend(JsonNode owner, String list, ArrayNode added) {
            make(owner, SPEC, list);
            for (int place = added.size() - 1; place >= 0; place--) add(SPEC + list + "/0", added.path(place));
        }

        private void make(JsonNode owner, String path, String list) {
            if (!owner.path(list).isArray()) add(path + list, JsonNodeFactory.instance.arrayNode());
        }

        private void add(String path, JsonNode value) {
            operations.addObject().put("op", "add").put("path", path).set("value", value);
        }
    }
}
