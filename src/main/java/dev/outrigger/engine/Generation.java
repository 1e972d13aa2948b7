package dev.outrigger.engine;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Usage;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * One answer in the making: its tokens so far, how many of them the model has read, and how the next is drawn. Prompt
 * and answer are the same to it: what was not read yet is read next, and where nothing is left a token is drawn.
 *
 * <p>Belongs to the stepping thread.
 */
final class Generation {
    private final ModelName model;
    private final Vocabulary vocabulary;
    private final Outbox outbox;
    private final Sampling sampling;
    private Sampler sampler;
    private final StopTexts stops;
    private final Detokenizer detokenizer = new Detokenizer();

    /** What a generation before this one made of the answer: it is said again rather than drawn. */
    private int[] made = {};

    /** The prompt, then the answer, with room for the longest. */
    private final int[] tokens;

    private final int promptTokens;
    private int known;
    private int read;

    /** Random numbers drawn for the tokens that are known. */
    private long draws;

    private boolean isFinished;

    /**
     * @param answerTokens the longest answer, at least 1
     */
    Generation(
            ModelName model, Vocabulary vocabulary, int[] prompt, int answerTokens, Sampling sampling, Outbox outbox) {
        this.model = model;
        this.vocabulary = vocabulary;
        this.outbox = outbox;
        this.sampling = sampling;
        this.sampler = Sampler.of(sampling);
        this.stops = new StopTexts(sampling.stop());
        this.tokens = Arrays.copyOf(prompt, prompt.length + answerTokens);
        this.promptTokens = prompt.length;
        this.known = prompt.length;
    }

    /**
     * Says first what was made before, in the same steps: those round as they did, a character or a stop text that came in
     * pieces is whole again, and what follows is drawn as it would have been. Before the start.
     *
     * @throws FailureException {@link Failure.TooLong} when the answer may not be as long any more
     */
    void goOnWith(Draft draft) {
        int room = tokens.length - promptTokens;
        if (draft.size() > room)
            throw new FailureException(new Failure.TooLong(
                    "an answer broke off after " + draft.size() + " tokens, and may have " + room + " now",
                    Optional.empty()));
        made = draft.answer();
        sampler = Sampler.of(sampling, draft);
        draws = draft.draws();
    }

    void start() {
        outbox.put(new Event.Started("local-" + UUID.randomUUID(), model));
    }

    /** Ends it with a failure; what it has made goes with that. */
    void breakOff(Failure failure) {
        outbox.fail(new BrokenOff(failure, draft()));
    }

    private Draft draft() {
        boolean isFurther = known - promptTokens > made.length;
        int[] answer = isFurther ? Arrays.copyOfRange(tokens, promptTokens, known) : made;
        return new Draft(model, Arrays.copyOf(tokens, promptTokens), answer, sampler.seed(), draws);
    }

    Outbox outbox() {
        return outbox;
    }

    /** Whether a step would help: there is a prompt to read, or the subscriber wants more. */
    boolean isReady() {
        return !isFinished && !outbox.isCancelled() && (isReadingPrompt() || outbox.hasRoom());
    }

    boolean isReadingPrompt() {
        return read < promptTokens;
    }

    /** What the model reads next, at most so many tokens. */
    Span next(int slot, int most) {
        return new Span(slot, read, Arrays.copyOfRange(tokens, read, Math.min(known, read + most)));
    }

    /** The model has read the span; after the last known token its candidates say what may follow. */
    void advance(Span span, Candidates candidates) {
        read += span.tokens().length;
        if (read == known) take(isSaidAgain() ? made[known - promptTokens] : sampler.draw(candidates));
    }

    private boolean isSaidAgain() {
        return known - promptTokens < made.length;
    }

    private void take(int token) {
        if (vocabulary.isEnd(token)) {
            finish(FinishReason.STOP);
            return;
        }
        tokens[known++] = token;
        draws = sampler.draws();
        say(stops.feed(detokenizer.feed(vocabulary.bytes(token))));
        if (stops.isMet()) finish(FinishReason.STOP);
        else if (known == tokens.length) finish(FinishReason.LENGTH);
    }

    private void finish(FinishReason reason) {
        isFinished = true;
        say(stops.flush());
        outbox.put(new Event.Finished(0, reason));
        outbox.put(new Event.Used(Usage.of(promptTokens, known - promptTokens)));
        outbox.put(new Event.Ended());
        outbox.complete();
    }

    private void say(String text) {
        if (!text.isEmpty()) outbox.put(new Event.TextDelta(0, text));
    }
}
