package dev.outrigger.inject;

import java.util.Optional;

/** What an injected sidecar is given of a node's GPU. */
public sealed interface GpuShare {
    /** What may be written. */
    String WORDS = "none, dra:CLAIM or share:DOMAIN/RESOURCE";

    /** It reckons on the CPU. */
    record None() implements GpuShare {}

    /** A resource claim in the pod's namespace, which pods share (dynamic resource allocation). */
    record Claim(String name) implements GpuShare {}

    /** One of an extended resource, as device plugins offer for time slices and MPS. */
    record Resource(String name) implements GpuShare {}

    /** As it is written in a parameter; absent where it is written otherwise. */
    static Optional<GpuShare> of(String text) {
        if (text.equals("none")) return Optional.of(new None());
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        if (colon < 0) return Optional.empty();
        return switch (text.substring(0, colon)) {
            case "dra" -> Optional.of(rest).filter(Form.NAME.asMatchPredicate()).map(Claim::new);
            case "share" ->
                Optional.of(rest).filter(Form.RESOURCE.asMatchPredicate()).map(Resource::new);
            default -> Optional.empty();
        };
    }
}
