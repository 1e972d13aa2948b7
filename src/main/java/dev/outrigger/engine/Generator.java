package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Feature;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** A language model that answers chats. Thread safe. */
public interface Generator extends AutoCloseable {
    /** What of a request it heeds, or refuses; all else changes nothing. */
    Set<Feature> KEPT = Set.of(
            Feature.TEMPERATURE,
            Feature.TOP_P,
            Feature.TOP_K,
            Feature.MAX_TOKENS,
            Feature.SEED,
            Feature.STOP,
            Feature.CHOICES,
            Feature.PRESENCE_PENALTY,
            Feature.FREQUENCY_PENALTY,
            Feature.LOG_PROBS,
            Feature.MIN_P,
            Feature.LOGIT_BIAS,
            Feature.FORMAT,
            Feature.JSON_MODE,
            Feature.TOOLS,
            Feature.TOOL_CHOICE,
            Feature.TOOL_STRICTNESS,
            Feature.FORMAT_STRICTNESS,
            Feature.FORMAT_NAME,
            Feature.LATER_SYSTEM,
            Feature.MEDIA_NAME,
            Feature.TOOL_MEDIA);

    /** Tokens of the longest chat, its answer included. */
    int contextTokens();

    /** Where it computes. */
    Device device();

    /**
     * Tokens of the request as the model would read it, template included.
     *
     * @throws dev.outrigger.chat.FailureException {@link dev.outrigger.chat.Failure.Untranslatable} when the model cannot
     *     do what is asked
     */
    int countTokens(ChatRequest request);

    /**
     * The request's answer, generated for its single subscriber from when it subscribes: {@link Event.Started},
     * {@link Event.TextDelta} as text comes, {@link Event.Finished}, {@link Event.Used}, {@link Event.Ended}, then
     * completion. Generation waits while the subscriber asks for no more, and is over one step after it cancels.
     *
     * <p>Signals come on the generator's own thread, which the subscriber must leave at once; a refusal comes on the
     * subscribing thread. Failures are {@link dev.outrigger.chat.FailureException}s: {@code Untranslatable} when the model
     * cannot do what is asked, {@code TooLong} for its window, {@code Overloaded} when its queue is full, it failed, or it
     * is closing; of an answer that had begun a {@link BrokenOff}.
     */
    Flow.Publisher<Event> generate(Ask ask);

    /** The same, of nothing but a request. */
    default Flow.Publisher<Event> generate(ChatRequest request) {
        return generate(Ask.of(request));
    }

    /** The adapters that lie over it; none, ever, over one that takes none. */
    default LaidNow laid() {
        return new LaidNow();
    }

    /**
     * Calls this once, on any thread, with the reason, when it can answer no more though nobody closed it; at once if that
     * is so already.
     */
    void whenLost(Consumer<String> then);

    /** Ends all answers with {@code Overloaded}, frees the model, and returns when that is done. */
    @Override
    void close();
}
