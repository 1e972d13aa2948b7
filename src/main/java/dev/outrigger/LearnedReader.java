package dev.outrigger;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.config.Hash;

/**
 * What reads requests, loaded.
 *
 * @param hash of all it learned: encoder, adapter and heads, as they were loaded
 */
record LearnedReader(TextClassifier classifier, Hash hash) {}
