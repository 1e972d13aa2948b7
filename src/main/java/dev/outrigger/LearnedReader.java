package dev.outrigger;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.config.Hash;
import java.util.function.Consumer;

/**
 * What reads requests, loaded.
 *
 * @param hash of all it learned: encoder, adapter and heads, as they were loaded
 * @param device where it computes
 * @param free gives its memory back
 * @param whenLost has this called once with the reason when it can read no more though nobody freed it
 */
record LearnedReader(
        TextClassifier classifier, Hash hash, String device, Runnable free, Consumer<Consumer<String>> whenLost) {}
