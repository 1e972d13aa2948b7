package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Answers that are complete and whose last events wait for readers that ask for no more yet: they have neither slot nor
 * place. Belongs to the stepping thread.
 */
final class Leaving {
    /** Answers; of more, the one that is complete for longest is given up. */
    static final int MOST = 256;

    private static final Failure UNREAD = new Failure.Overloaded(
            503, "an answer of the local model was given up: " + MOST + " others wait to be read", Optional.empty());

    private final Deque<Generation> answers = new ArrayDeque<>();

    void add(Generation last) {
        answers.addLast(last);
        if (answers.size() > MOST) answers.removeFirst().breakOff(UNREAD);
    }

    /** Passes on what is asked for; whose deadline has passed ends with that. */
    void deliver(long now) {
        answers.removeIf(last -> {
            if (last.arrival().isPast(now)) last.breakOff(Stepper.PAST);
            return last.outbox().deliver();
        });
    }

    void breakOff(Failure failure) {
        answers.forEach(last -> last.breakOff(failure));
        answers.clear();
    }
}
