package dev.outrigger.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stages remarked, in order. Immutable; one remark more costs the same after a thousand as after none.
 *
 * @param last absent where nothing was remarked, and then nothing was before
 */
public record Notes(Optional<Remark> last) {
    /** Nothing was remarked. */
    public static final Notes NONE = new Notes(Optional.empty());

    /** One, after others. */
    public record Remark(Notes before, Decision.Note note) {}

    /** The same, and this. */
    Notes and(Decision.Note note) {
        return new Notes(Optional.of(new Remark(this, note)));
    }

    /** All of them, the first one first. */
    List<Decision.Note> list() {
        List<Decision.Note> all = new ArrayList<>();
        for (Optional<Remark> at = last; at.isPresent(); at = at.get().before().last())
            all.add(at.get().note());
        return List.copyOf(all.reversed());
    }
}
