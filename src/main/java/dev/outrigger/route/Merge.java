package dev.outrigger.route;

import dev.outrigger.registry.ModelProfile;

/** How one answer is made of several. */
public sealed interface Merge {
    /** The answer that most others agree with, by their words. */
    record Vote() implements Merge {}

    /** The one that a model finds best. */
    record Judge(ModelProfile judge) implements Merge {}

    /** One that a model writes from all of them. */
    record Compose(ModelProfile writer) implements Merge {}
}
