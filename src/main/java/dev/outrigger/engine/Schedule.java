package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What a step reads: a token of each answer that goes on, pieces of prompts beside them, and guesses where rows are left.
 */
final class Schedule {
    /** Prompt tokens of a step beside which nobody answers: more make it longer, and none cheaper. */
    static final int PROMPT_TOKENS = 64;

    /**
     * Rows that the four-bit product takes at once: up to so many cost little more than one, the next as much again. Beside
     * answers a prompt fills such rows up, which keeps the step at about twice its time.
     */
    static final int ROWS = 4;

    /** Fewer might leave a prompt where it is: a block is never cut so that one token stands alone. */
    static final int LEAST_PROMPT_TOKENS = 3;

    /** As of weights that overflow: whatever is drawn then is nothing that the model says. */
    private static final Failure NO_NUMBER = new Failure.Overloaded(
            503, Optional.of(Stepper.BUSY), "the local model's numbers are not finite", Optional.empty());

    private Schedule() {}

    /** What a slot reads in a step: what comes next, and behind it guesses, each for itself. */
    record Reading(Slots.Slot slot, Generation generation, List<Span> spans) {
        /**
         * Hands on what may follow each span, the next of all candidates, as far as guesses were right; how many spans that is.
         * What fails behind the step, as a form that no token goes on with, ends this answer alone.
         */
        int advance(Iterator<Candidates> all) {
            List<Candidates> candidates = spans.stream().map(span -> all.next()).toList();
            int read = 0;
            try {
                do {
                    if (!Float.isFinite(candidates.get(read).logits()[0])) throw new FailureException(NO_NUMBER);
                    slot.advance(spans.get(read));
                    generation.advance(spans.get(read), candidates.get(read));
                    read++;
                } while (read < spans.size() && generation.reads(spans.get(read)));
                generation.learn(spans.size() - 1, read - 1);
            } catch (RuntimeException cause) {
                generation.breakOff(failed(cause));
            }
            return read;
        }
    }

    /** What an answer ends with where this was thrown over it. */
    static Failure failed(RuntimeException cause) {
        return cause instanceof FailureException said
                ? said.failure()
                : Stepper.overloaded(
                        "the local model failed: " + cause.getClass().getSimpleName());
    }

    /** What each ready answer reads next. Slots take turns in being first to the bound on prompt tokens. */
    static List<Reading> of(Slots slots, Adapters adapters) {
        List<Reading> readings = new ArrayList<>();
        List<Slots.Slot> running = slots.inTurn();
        int left = promptTokens(running);
        int rows = 0;
        for (Slots.Slot slot : running) {
            Generation generation = slot.generation().orElseThrow();
            if (!generation.isReady()) continue;
            Optional<Span> span = generation.next(slot.number(), left);
            if (span.isEmpty()) continue;
            int tokens = span.get().tokens().length;
            if (generation.isReadingPrompt()) left -= tokens;
            rows += tokens;
            readings.add(
                    new Reading(slot, generation, new ArrayList<>(List.of(adapters.over(generation, span.get())))));
        }
        guess(readings, Math.ceilDiv(rows, ROWS) * ROWS - rows);
        return readings;
    }

    /** Fills the rows of the product up with guesses. */
    private static void guess(List<Reading> readings, int rows) {
        int left = rows;
        for (Reading reading : readings) {
            Span next = reading.spans().getFirst();
            int at = next.first();
            for (int guess : reading.generation().guess(left)) {
                reading.spans().add(new Span(next.slot(), ++at, new int[] {guess}, next.adapter()));
                left--;
            }
        }
    }

    private static int promptTokens(List<Slots.Slot> running) {
        long answering = running.stream()
                .flatMap(slot -> slot.generation().stream())
                .filter(generation -> generation.isReady() && !generation.isReadingPrompt())
                .count();
        return promptTokens((int) answering);
    }

    /** How many tokens of prompts a step reads beside so many that answer. */
    static int promptTokens(int answering) {
        if (answering == 0) return PROMPT_TOKENS;
        int rows = Math.ceilDiv(answering + 2, ROWS) * ROWS;
        return Math.max(LEAST_PROMPT_TOKENS, rows - answering);
    }
}
