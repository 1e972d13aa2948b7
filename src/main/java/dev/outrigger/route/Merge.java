package dev.outrigger.route;

import dev.outrigger.registry.ModelProfile;
import java.util.Optional;

/** How one answer is made of several. Where a model fails to do it, or is late, it is the vote's. */
public sealed interface Merge {
    /** The answer that most say, or else the one that agrees most with the others, by their words. */
    record Vote() implements Merge {}

    /** The one that a model finds best. */
    record Judge(ModelProfile judge) implements Merge {}

    /** One that a model writes from all of them. */
    record Compose(ModelProfile writer) implements Merge {}

    /** The model that makes it, if one does. */
    default Optional<ModelProfile> model() {
        return switch (this) {
            case Vote vote -> Optional.empty();
            case Judge(ModelProfile judge) -> Optional.of(judge);
            case Compose(ModelProfile writer) -> Optional.of(writer);
        };
    }
}
