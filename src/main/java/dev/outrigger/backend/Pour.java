package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * Hands bytes from one connection to another as fast as the other takes them. Unlike a pipe of Vert.x it tells which of
 * its ends broke, and does not end what broke as if it were whole. Confined to one event loop.
 */
public final class Pour {
    private final ReadStream<Buffer> from;
    private final WriteStream<Buffer> to;
    private final Promise<Void> poured = Promise.promise();
    private boolean ended;

    /** @param from paused, so that nothing was lost */
    public Pour(ReadStream<Buffer> from, WriteStream<Buffer> to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Completes when the last byte was handed over; fails when the one that is read from breaks. That the other one did
     * is for its owner to see, who stops this.
     */
    public Future<Void> begin() {
        from.exceptionHandler(broken -> poured.tryFail(new FailureException(new Failure.Cut("it broke off"))));
        from.endHandler(end -> {
            ended = true;
            if (!poured.future().isComplete())
                to.end().onSuccess(poured::tryComplete).onFailure(poured::tryFail);
        });
        from.handler(this::hand);
        from.resume();
        return poured.future();
    }

    private void hand(Buffer chunk) {
        if (poured.future().isComplete()) return;
        to.write(chunk);
        if (!to.writeQueueFull()) return;
        from.pause();
        to.drainHandler(drained -> from.resume());
    }

    /** Whether it waits for more to come, rather than for what came to be taken. */
    public boolean isStarved() {
        return !ended && !poured.future().isComplete() && !to.writeQueueFull();
    }

    /** From now on nothing is handed over. What still comes is dropped. */
    public void stop() {
        poured.tryFail(new FailureException(new Failure.Cancelled("nobody waits for it")));
    }
}
