package dev.outrigger.engine;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What the choices of one answer share: the way to its subscriber, its beginning, and its end, which is that of the last
 * of them. Belongs to the stepping thread.
 */
final class Choices {
    private final Arrival arrival;
    private final int promptTokens;
    private int open;
    private int answerTokens;
    private int cached;
    private boolean isStarted;

    /** @param count choices, at least 1 */
    Choices(Arrival arrival, int promptTokens, int count) {
        this.arrival = arrival;
        this.promptTokens = promptTokens;
        this.open = count;
    }

    /** What they answer. */
    Arrival arrival() {
        return arrival;
    }

    Outbox outbox() {
        return arrival.outbox();
    }

    /**
     * The first of them begins.
     *
     * @param shared tokens of the prompt that were read before
     */
    void start(ModelName model, int shared) {
        if (isStarted) return;
        isStarted = true;
        cached = shared;
        outbox().put(new Event.Started("local-" + UUID.randomUUID(), model));
    }

    /** One of them is complete, after so many tokens. */
    void finish(int choice, FinishReason reason, int tokens) {
        outbox().put(new Event.Finished(choice, reason));
        answerTokens += tokens;
        if (--open > 0) return;
        outbox().put(new Event.Used(new Usage(
                OptionalLong.of(promptTokens),
                OptionalLong.of(answerTokens),
                OptionalLong.of(cached),
                OptionalLong.empty())));
        outbox().put(new Event.Ended());
        outbox().complete();
    }

    /** Whether some are not complete. */
    boolean isOpen() {
        return open > 0;
    }
}
