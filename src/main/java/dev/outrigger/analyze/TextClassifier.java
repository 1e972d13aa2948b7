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

        /** Why there is no score of it, where it is not ready. */
        default Score.Reason why() {
            return switch (this) {
                case Absent absent -> Score.Reason.NO_MODEL;
                case Unfetched unfetched -> Score.Reason.NOT_FETCHED;
                case Loading loading -> Score.Reason.LOADING;
                case Broken broken -> Score.Reason.FAILED;
                case Ready ready -> Score.Reason.FAILED;
            };
        }
    }
}
