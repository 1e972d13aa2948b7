package dev.outrigger.engine;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * A decoder whose steps are timed: what a step costs in which answers go on, and what each token of a prompt adds to it.
 * Newer steps weigh more. Belongs to the stepping thread.
 */
final class StepCosts implements Decoder {
    /** Of the newest step: some eight of them are remembered. */
    private static final double WEIGHT = 1.0 / 8;

    private final Decoder decoder;
    private final LongSupplier ticker;
    private OptionalDouble answering = OptionalDouble.empty();
    private OptionalDouble answerToken = OptionalDouble.empty();
    private OptionalDouble promptToken = OptionalDouble.empty();

    /** Of the last step, where no prompt was read in it. */
    private OptionalDouble last = OptionalDouble.empty();

    /** @param ticker nanoseconds */
    StepCosts(Decoder decoder, LongSupplier ticker) {
        this.decoder = decoder;
        this.ticker = ticker;
    }

    /** Nanoseconds of a step in which no prompt is read; absent until there was one. */
    OptionalDouble answering() {
        return answering;
    }

    /** Nanoseconds from a token of an answer to its next, less where guesses come true; absent until there was one. */
    OptionalDouble answerToken() {
        return answerToken;
    }

    /** Nanoseconds that a token of a prompt takes; absent until one was read. */
    OptionalDouble promptToken() {
        return promptToken;
    }

    @Override
    public int slots() {
        return decoder.slots();
    }

    @Override
    public int slotTokens() {
        return decoder.slotTokens();
    }

    @Override
    public List<Candidates> step(List<Span> spans) {
        long began = ticker.getAsLong();
        List<Candidates> candidates = decoder.step(spans);
        note(spans, ticker.getAsLong() - began);
        return candidates;
    }

    @Override
    public void copy(int from, int to, int tokens) {
        decoder.copy(from, to, tokens);
    }

    @Override
    public void clearAdapter(int place) {
        decoder.clearAdapter(place);
    }

    @Override
    public void addPair(int place, AdapterPair pair) {
        decoder.addPair(place, pair);
    }

    /** In the last step so many answers got so many tokens. */
    void made(int answers, int tokens) {
        if (last.isPresent() && tokens > 0) answerToken = blended(answerToken, last.getAsDouble() * answers / tokens);
    }

    /** A piece of a prompt has several tokens, an answer reads one. */
    private void note(List<Span> spans, long nanos) {
        int prompt = spans.stream()
                .mapToInt(span -> span.tokens().length)
                .filter(tokens -> tokens > 1)
                .sum();
        boolean isAnswering = spans.stream().anyMatch(span -> span.tokens().length == 1);
        last = prompt == 0 ? OptionalDouble.of((double) nanos) : OptionalDouble.empty();
        if (prompt == 0) answering = blended(answering, (double) nanos);
        else if (!isAnswering) promptToken = blended(promptToken, (double) nanos / prompt);
        else if (answering.isPresent())
            promptToken = blended(promptToken, Math.max(0, nanos - answering.getAsDouble()) / prompt);
    }

    private static OptionalDouble blended(OptionalDouble before, double now) {
        return OptionalDouble.of(before.isEmpty() ? now : before.getAsDouble() + WEIGHT * (now - before.getAsDouble()));
    }
}
