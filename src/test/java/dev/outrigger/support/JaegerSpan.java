package dev.outrigger.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A span as Jaeger's API tells it. */
public record JaegerSpan(JsonNode json) {
    /** Those of a trace. */
    public static List<JaegerSpan> of(JsonNode trace) {
        return StreamSupport.stream(trace.path("spans").spliterator(), false)
                .map(JaegerSpan::new)
                .toList();
    }

    /** The only one of this name. */
    public static JaegerSpan named(String name, JsonNode trace) {
        List<JaegerSpan> found =
                of(trace).stream().filter(span -> span.name().equals(name)).toList();
        if (found.size() != 1) throw new AssertionError(found.size() + " spans are named " + name + " in " + trace);
        return found.getFirst();
    }

    public String name() {
        return json.path("operationName").asText();
    }

    public String id() {
        return json.path("spanID").asText();
    }

    /** The id of its parent; empty when it has none. */
    public String parent() {
        return json.path("references").path(0).path("spanID").asText();
    }

    /** What a tag says; empty when there is none. */
    public Optional<String> tag(String key) {
        return StreamSupport.stream(json.path("tags").spliterator(), false)
                .filter(tag -> tag.path("key").asText().equals(key))
                .map(tag -> tag.path("value").asText())
                .findFirst();
    }
}
