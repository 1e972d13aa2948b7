package dev.outrigger.inject;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** What becomes of a pod: it is let in either way. */
public sealed interface Verdict {
    /** It gets a sidecar by this JSON patch (RFC 6902). */
    record Injected(ArrayNode patch) implements Verdict {}

    /** It stays as it is, as it should. */
    record Untouched(String why) implements Verdict {}

    /** It stays as it is, which whoever made it will hardly want. */
    record NotInjected(String why) implements Verdict {}
}
