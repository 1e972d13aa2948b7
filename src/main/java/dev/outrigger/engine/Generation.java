package dev.outrigger.engine;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One choice of an answer in the making: its tokens so far, how many of them the model has read, and how the next is
 * drawn. Prompt and answer are the same to it: what was not read yet is read next, and where nothing is left a token is
 * drawn.
 *
 * <p>Belongs to the stepping thread.
 */
final class Generation {
    private final ModelName model;
    private final Vocabulary vocabulary;
    private final Choices choices;
    private final int choice;
    private final Sampling sampling;
    private Sampler sampler;
    private final StopTexts stops;
    private final Detokenizer detokenizer = new Detokenizer();
    private final Penalties penalties;
    private final Optional<Form> form;
    private final Likelihoods likelihoods;
    private final Guesses guesses = new Guesses();

    /** Characters of the answer, and those of them that were said. */
    private int characters;

    private int said;

    /** Of tokens since the last text. */
    private Evidence evidence = Evidence.NONE;

    /** What a generation before this one made of the answer: it is said again rather than drawn. */
    private int[] made = {};

    /** The prompt, then the answer, with room for the longest. */
    private final int[] tokens;

    private final int[] prompt;
    private final int promptTokens;
    private int known;
    private int read;

    /** Random numbers drawn for the tokens that are known. */
    private long draws;

    private boolean isFinished;
    private boolean isPaused;

    /** When it was first seen to wait for its subscriber alone. */
    private OptionalLong stalledAt = OptionalLong.empty();

    /** What lies over the model for it. */
    private final Overlay overlay = new Overlay();

    /**
     * @param answerTokens the longest answer, at least 1
     * @param form that it must have, its own
     * @param choice its number among those of the answer, from 0
     */
    Generation(
            ModelName model,
            Vocabulary vocabulary,
            int[] prompt,
            int answerTokens,
            Sampling sampling,
            Optional<Form> form,
            Choices choices,
            int choice) {
        this.model = model;
        this.vocabulary = vocabulary;
        this.form = form;
        this.choices = choices;
        this.choice = choice;
        this.sampling = sampling;
        this.sampler = Sampler.of(sampling, choice);
        this.penalties = Penalties.of(sampling, vocabulary.size());
        this.likelihoods = new Likelihoods(vocabulary, sampling);
        this.stops = new StopTexts(sampling.stop());
        this.tokens = Arrays.copyOf(prompt, prompt.length + answerTokens);
        this.prompt = prompt;
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

    Overlay overlay() {
        return overlay;
    }

    /** This lies over the model now. Before the start; fails as {@link #goOnWith} does. */
    void lay(AdapterVersion version) {
        overlay.lay(version, draft -> draft.answers(model, overlay.adapter(), prompt))
                .ifPresent(this::goOnWith);
    }

    /** @param shared tokens of the prompt that its slot has read already */
    void start(int shared) {
        read = shared;
        isPaused = false;
        choices.start(model, shared);
    }

    /** The prompt's tokens; the array must not be written to. */
    int[] prompt() {
        return prompt;
    }

    /** Ends it with a failure; what it has made goes with that. */
    void breakOff(Failure failure) {
        outbox().fail(new BrokenOff(failure, overlay.waiting().orElseGet(this::draft)));
    }

    /** What is made of it by now. */
    Draft draft() {
        boolean isFurther = known - promptTokens > made.length;
        int[] answer = isFurther ? Arrays.copyOfRange(tokens, promptTokens, known) : made;
        return new Draft(model, overlay.adapter(), prompt, answer, sampler.seed(), draws);
    }

    /** What it answers. */
    Arrival arrival() {
        return choices.arrival();
    }

    /** Tokens of the answer that were drawn. */
    int made() {
        return known - promptTokens;
    }

    /** Tokens that it may still have. */
    int left() {
        return isFinished ? 0 : tokens.length - known;
    }

    /** Tokens of the prompt that it has not read. */
    int unread() {
        return Math.max(0, promptTokens - read);
    }

    /** Whether nothing is drawn any more; its last events may wait for their subscriber. */
    boolean isFinished() {
        return isFinished;
    }

    /** It gives its slot to another: all that it knows is read again when it has one. */
    void pause() {
        read = 0;
        isPaused = true;
        stalledAt = OptionalLong.empty();
    }

    /** Whether it would make use of a slot: one that was given up is not asked for again before somebody reads on. */
    boolean mayBegin() {
        return !isPaused || outbox().hasRoom();
    }

    /** Takes note of whether it waits for its subscriber alone. */
    void look(long now) {
        if (isFinished || isReadingPrompt() || outbox().hasRoom()) stalledAt = OptionalLong.empty();
        else if (stalledAt.isEmpty()) stalledAt = OptionalLong.of(now);
    }

    /** Since when it was seen to wait for its subscriber alone; empty where it does not. */
    OptionalLong stalledAt() {
        return stalledAt;
    }

    Outbox outbox() {
        return choices.outbox();
    }

    /** Whether a step would help: there is a prompt to read, or the subscriber wants more. */
    boolean isReady() {
        return !isFinished && !outbox().isCancelled() && (isReadingPrompt() || outbox().hasRoom());
    }

    /** Whether it is complete, and another of the answer's choices ends the answer. */
    boolean isDone() {
        return isFinished && choices.isOpen();
    }

    boolean isReadingPrompt() {
        return read < promptTokens;
    }

    /**
     * What the model reads next: the one token drawn last, or of the prompt at most so many, in one block. Never one of a
     * block alone, unless it is its only one, for a single row is rounded otherwise; so maybe nothing.
     */
    Optional<Span> next(int slot, int most) {
        if (!isReadingPrompt()) return Optional.of(new Span(slot, read, new int[] {tokens[read]}));
        int rest = Math.min(promptTokens, (read / Slots.BLOCK + 1) * Slots.BLOCK) - read;
        int count = Math.min(rest, most);
        if (count > 0 && rest - count == 1) count--;
        if (count == 1 && rest > 1) count = 0;
        if (count == 0) return Optional.empty();
        return Optional.of(new Span(slot, read, Arrays.copyOfRange(tokens, read, read + count)));
    }

    /** How its answer may go on behind the token that is read next, at most so many tokens: known where a slot was given up. */
    int[] guess(int most) {
        if (isReadingPrompt()) return new int[0];
        if (read + 1 < known) return Arrays.copyOfRange(tokens, read + 1, Math.min(read + 1 + most, known));
        int said = known - promptTokens;
        if (said < made.length) return Arrays.copyOfRange(made, said, Math.min(said + most, made.length));
        return guesses.of(tokens, known, Math.min(most, tokens.length - known - 1));
    }

    /** Of so many guesses so many were right. */
    void learn(int made, int right) {
        guesses.learn(made, right);
    }

    /** Whether the span's tokens are what it would read next. */
    boolean reads(Span span) {
        return !isFinished && span.first() == read && read < known && span.tokens()[0] == tokens[read];
    }

    /** The model has read the span; after the last known token its candidates say what may follow. */
    void advance(Span span, Candidates candidates) {
        read += span.tokens().length;
        if (read < known) return;
        take(isSaidAgain() ? made[known - promptTokens] : draw(candidates), candidates);
    }

    private int draw(Candidates candidates) {
        Candidates adjusted = penalties.adjust(candidates);
        return sampler.draw(form.map(kept -> kept.keep(adjusted)).orElse(adjusted));
    }

    private boolean isSaidAgain() {
        return known - promptTokens < made.length;
    }

    private void take(int token, Candidates candidates) {
        if (vocabulary.isEnd(token)) {
            finish(FinishReason.STOP);
            return;
        }
        tokens[known++] = token;
        draws = sampler.draws();
        penalties.take(token);
        form.ifPresent(kept -> kept.take(token));
        double logSum = candidates.logSum();
        double logProb = candidates.logit(token) - logSum;
        evidence = evidence.plus(Evidence.of(logProb, candidates.entropy(logSum)));
        likelihoods.add(token, candidates, logSum, characters);
        String text = detokenizer.feed(vocabulary.bytes(token));
        characters += text.length();
        say(stops.feed(text));
        if (stops.isMet() || form.filter(Form::isComplete).isPresent()) finish(FinishReason.STOP);
        else if (known == tokens.length) finish(FinishReason.LENGTH);
    }

    private void finish(FinishReason reason) {
        isFinished = true;
        say(stops.flush());
        choices.finish(choice, reason, known - promptTokens);
    }

    private void say(String text) {
        if (text.isEmpty()) return;
        said += text.length();
        List<LogProb> told = likelihoods.until(said);
        if (!told.isEmpty()) outbox().put(new Event.LogProbs(choice, told));
        outbox().put(new Event.TextDelta(choice, text));
        outbox().put(new Event.Weighed(choice, evidence));
        evidence = Evidence.NONE;
    }
}
