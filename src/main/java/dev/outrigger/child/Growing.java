package dev.outrigger.child;

import dev.outrigger.engine.Draft;
import java.util.Arrays;
import java.util.Optional;

/** A draft as the engine's process told of it, piece by piece. Belongs to one thread at a time. */
final class Growing {
    private Optional<Draft.Parts> all = Optional.empty();

    void add(Told.Growth growth) {
        Draft.Parts more = growth.parts();
        all = Optional.of(all.map(known -> joined(known, more)).orElse(more));
    }

    private static Draft.Parts joined(Draft.Parts known, Draft.Parts more) {
        int[] answer = Arrays.copyOf(known.answer(), known.answer().length + more.answer().length);
        System.arraycopy(more.answer(), 0, answer, known.answer().length, more.answer().length);
        return new Draft.Parts(known.model(), known.adapter(), known.prompt(), answer, more.seed(), more.draws());
    }

    /** Absent of an answer that has not begun. */
    Optional<Draft> draft() {
        return all.map(Draft::of);
    }
}
