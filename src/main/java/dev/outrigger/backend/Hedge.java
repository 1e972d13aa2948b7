package dev.outrigger.backend;

import dev.outrigger.backend.Candidates.Next;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelProfile;
import java.time.Duration;
import java.util.Optional;

/**
 * One more attempt beside one that is slow to begin its answer, where the policy wants that: after the time in which 95 of
 * 100 of its model's answers have begun, and once in an exchange. One exchange's; confined to its event loop.
 */
final class Hedge {
    private final Dispatcher dispatcher;
    private final Order order;
    private final Candidates candidates;
    private boolean made;

    Hedge(Dispatcher dispatcher, Order order, Candidates candidates) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.candidates = candidates;
    }

    /** How long a model's attempt has to itself; absent while too little is known of it, and where nobody is to be hedged. */
    Optional<Duration> headStart(ModelProfile model) {
        if (made || !order.decision().conduct().hedges()) return Optional.empty();
        Cell cell = dispatcher.registry().cell(model.name()).orElseThrow();
        return cell.knownP95(order.request().stream()).stream()
                .mapToObj(seconds -> Duration.ofNanos((long) (seconds * 1e9)))
                .findFirst();
    }

    /** Takes out who is asked beside the slow one; absent when nobody can be now. */
    Optional<Next> beside(ModelProfile slow) {
        Optional<Next> next = made ? Optional.empty() : candidates.beside(slow);
        made |= next.isPresent();
        return next;
    }
}
