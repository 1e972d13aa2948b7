package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.dialect.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the destination of one exchange makes of its request. It is made in the app's own words, before anything else
 * happens to them, so that it holds in whatever words a model is asked; and once for all attempts. Confined to the
 * exchange's event loop.
 */
final class Instructed {
    private final Optional<Instructions> instructions;
    private @Nullable Request from;
    private @Nullable Request made;

    /** @param instructions of the destination; absent where the request was sent to none */
    Instructed(Optional<Instructions> instructions) {
        this.instructions = instructions.filter(Instructions::changes);
    }

    /** Whether a request becomes another one. */
    boolean change() {
        return instructions.isPresent();
    }

    /**
     * The order, as the destination has it asked.
     *
     * @throws FailureException where the request has no place for it, or there is no room for another copy
     */
    Order followed(Order order) {
        if (instructions.isEmpty() || !(order.request() instanceof Inbound chat)) return order;
        Request known = made;
        if (known != null && from == chat) return order.asking(known);
        Inbound prepared = prepared(order, chat, instructions.get());
        from = chat;
        made = prepared;
        return order.asking(prepared);
    }

    private static Inbound prepared(Order order, Inbound chat, Instructions instructions) {
        Hold hold = order.holdings().open();
        if (!hold.tryGrow(HeapCost.ofSaying(chat)))
            throw new FailureException(order.holdings().full("a request as its destination has it"));
        Optional<Inbound> prepared = order.dialect().prepared(chat, instructions);
        hold.tryResize(prepared.map(made -> made.size() + made.readBytes()).orElse(0L));
        return prepared.orElseThrow(() -> new FailureException(new Failure.Untranslatable(
                "destination " + instructions.destination()
                        + " has a prompt or parameters for which this request has no place",
                Optional.empty())));
    }
}
