package dev.outrigger.inject;

import java.util.Optional;

/** Where the models of an injected sidecar come from. */
public sealed interface ModelSource {
    /** What may be written. */
    String WORDS = "bundled, image:REFERENCE, copy:REFERENCE or claim:NAME";

    /** The sidecar's own image holds them. */
    record Bundled() implements ModelSource {}

    /** The folder {@code /models} of an image that is mounted, nothing of it runs. */
    record MountedImage(String reference) implements ModelSource {}

    /** The folder {@code /models} of an image that has {@code cp}, copied before the sidecar starts. */
    record CopiedImage(String reference) implements ModelSource {}

    /** A persistent volume claim in the pod's namespace. */
    record Claim(String name) implements ModelSource {}

    /** As it is written in a parameter or an annotation; absent where it is written otherwise. */
    static Optional<ModelSource> of(String text) {
        if (text.equals("bundled")) return Optional.of(new Bundled());
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        if (colon < 0) return Optional.empty();
        return switch (text.substring(0, colon)) {
            case "image" ->
                Optional.of(rest).filter(Form.REFERENCE.asMatchPredicate()).map(MountedImage::new);
            case "copy" ->
                Optional.of(rest).filter(Form.REFERENCE.asMatchPredicate()).map(CopiedImage::new);
            case "claim" ->
                Optional.of(rest).filter(Form.NAME.asMatchPredicate()).map(Claim::new);
            default -> Optional.empty();
        };
    }
}
