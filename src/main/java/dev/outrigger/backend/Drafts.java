package dev.outrigger.backend;

import dev.outrigger.engine.Draft;
import java.util.Optional;

/**
 * What this process' own models made of an exchange's answer before they failed: the newest of it. Confined to its event
 * loop.
 */
final class Drafts {
    private Optional<Draft> newest = Optional.empty();
    private boolean grew;

    /** One broke off with this; one that had not begun leaves what there was. */
    void keep(Draft draft) {
        if (draft.size() == 0 && newest.isPresent()) return;
        grew = draft.size() > newest.map(Draft::size).orElse(0);
        newest = Optional.of(draft);
    }

    /** What may be gone on with, by the model that made it; absent while nothing broke off. */
    Optional<Draft> newest() {
        return newest;
    }

    /** Whether it has grown since this was asked last: the same model may get further once more. */
    boolean grew() {
        boolean since = grew;
        grew = false;
        return since;
    }
}
