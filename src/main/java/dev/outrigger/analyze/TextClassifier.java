package dev.outrigger.analyze;

import io.vertx.core.Future;

/** The learned reader of requests: an encoder with its heads, whatever runs them. */
public interface TextClassifier {
    /**
     * Reads a text. The future completes when the model has run, on any thread; it fails when the model cannot be used.
     */
    Future<Predictions> predict(String text);

    /** Whether it can be used now. */
    sealed interface State {
        /** None is configured. */
        record Absent() implements State {}

        /** One is configured, and its files are not there. */
        record Unfetched() implements State {}

        /** It is being fetched or loaded. */
        record Loading() implements State {}

        /** It failed to load. */
        record Broken() implements State {}

        /** It can. */
        record Ready(TextClassifier classifier) implements State {}
    }
}
