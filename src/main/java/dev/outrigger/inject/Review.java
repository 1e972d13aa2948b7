package dev.outrigger.inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One question of the API server, {@code AdmissionReview} of {@code admission.k8s.io/v1}, and the answer to it.
 *
 * <p>Source: Kubernetes, Dynamic Admission Control
 * (https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/).
 */
record Review(JsonNode request) {
    private static final String VERSION = "admission.k8s.io/v1";
    private static final String KIND = "AdmissionReview";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Of a body.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Review read(byte[] body) {
        JsonNode json = parse(body);
        if (!json.path("apiVersion").asText().equals(VERSION)
                || !json.path("kind").asText().equals(KIND))
            throw new IllegalArgumentException("the body must be an " + KIND + " of " + VERSION);
        if (json.path("request").path("uid").asText().isEmpty())
            throw new IllegalArgumentException("the " + KIND + " must have a request with a uid");
        return new Review(json.path("request"));
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? JSON.missingNode() : json;
        } catch (IOException broken) {
            // Its own words would quote the body.
            throw new IllegalArgumentException("the body must be JSON", broken);
        }
    }

    /** The pod that is to be created; absent when this is about something else. */
    Optional<JsonNode> pod() {
        boolean isPod = request.path("resource").path("resource").asText().equals("pods")
                && request.path("operation").asText().equals("CREATE");
        return Optional.of(request.path("object")).filter(object -> isPod && object.isObject());
    }

    String namespace() {
        return request.path("namespace").asText();
    }

    /** Of a pod that a controller makes, what its name will begin with. */
    String podName() {
        String name = request.path("name").asText();
        return name.isEmpty()
                ? request.path("object").path("metadata").path("generateName").asText()
                : name;
    }

    /** Lets it in, changed or not. */
    byte[] answer(Verdict verdict) {
        ObjectNode review = JSON.createObjectNode().put("apiVersion", VERSION).put("kind", KIND);
        ObjectNode response = review.putObject("response")
                .put("uid", request.path("uid").asText())
                .put("allowed", true);
        switch (verdict) {
            case Verdict.Injected(var patch) ->
                response.put("patchType", "JSONPatch")
                        .put("patch", Base64.getEncoder().encodeToString(bytes(patch)));
            case Verdict.Untouched untouched -> {}
            case Verdict.NotInjected(String why) ->
                response.putArray("warnings").add("outrigger was not injected: " + why);
        }
        return bytes(review);
    }

    /** The log's line of it, as JSON. */
    String line(Verdict verdict) {
        ObjectNode line = JSON.createObjectNode()
                .put("admission", Tally.word(verdict))
                .put("namespace", namespace())
                .put("pod", podName());
        switch (verdict) {
            case Verdict.Injected injected -> {}
            case Verdict.Untouched(String why) -> line.put("why", why);
            case Verdict.NotInjected(String why) -> line.put("why", why);
        }
        return line.toString();
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a tree is JSON", fault);
        }
    }
}
