package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect.StreamDecoder;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * An answer that upstream streams, on its way into a {@link FrameQueue}. When every choice has its finish reason, the
 * rest has the tail clock to come: usage and end mark are worth a moment, not a stream that never ends. Confined to one
 * event loop.
 */
final class HttpStream implements Valve {
    /** From the last finish reason to the end of the stream. */
    static final Duration TAIL = Duration.ofSeconds(2);

    private final HttpClientResponse response;
    private final StreamDecoder decoder;
    private final Timer timer;
    private final Runnable reset;
    private final Silence silence;
    private final Holdings holdings;
    private final Hold unfinished;
    private final FrameQueue queue;
    private boolean done;
    private boolean closed;
    private boolean tailing;
    private Timer.Alarm alarm = () -> {};

    /**
     * @param idle how long nothing may come, once it has begun
     * @param reset ends the call of upstream
     */
    HttpStream(
            HttpClientResponse response,
            StreamDecoder decoder,
            Progress progress,
            Call call,
            Duration idle,
            Runnable reset) {
        this.response = response;
        this.decoder = decoder;
        this.timer = Timer.of(call.context().owner());
        this.reset = reset;
        this.holdings = call.holdings();
        this.unfinished = holdings.open();
        this.queue = new FrameQueue(progress, this, holdings);
        this.silence = new Silence(timer, System::nanoTime, idle, () -> silent(idle));
    }

    /** Begins to read. To be called in the tick in which the head came: Vert.x delivers the body in the next. */
    FrameQueue read() {
        queue.opened().onSuccess(opened -> silence.begin());
        response.exceptionHandler(thrown -> {
            done();
            queue.fail(new Failure.Malformed("the connection broke", true));
        });
        response.endHandler(end -> {
            done();
            offer(decoder::end);
            queue.complete();
        });
        response.handler(chunk -> {
            silence.heard();
            offer(() -> decoder.decode(Bytes.of(chunk.getBytes())));
        });
        return queue;
    }

    private void silent(Duration idle) {
        queue.fail(new Failure.TimedOut(
                Failure.Clock.IDLE, "no event came within guard.idle, " + idle.toMillis() + " ms"));
        shut();
    }

    private void offer(Supplier<List<Frame>> frames) {
        try {
            queue.offer(frames.get());
            if (!unfinished.tryResize(decoder.held())) {
                queue.fail(holdings.full("an event"));
                shut();
            }
        } catch (RuntimeException fault) {
            // A fault of ours must end the answer: an event loop would only log it, and the app wait.
            queue.fail(new Failure.Internal(
                    "an answer could not be read: " + fault.getClass().getSimpleName()));
            shut();
        }
        if (!done && !tailing && queue.progress().isComplete()) tail();
    }

    private void tail() {
        tailing = true;
        alarm = timer.after(TAIL, () -> {
            // While the app is slow nothing is read, so nothing is known of the rest.
            if (closed) tail();
            else {
                queue.complete();
                shut();
            }
        });
    }

    private void done() {
        done = true;
        silence.stop();
        alarm.cancel();
    }

    /** Whether it was read to its end. */
    boolean isDone() {
        return done;
    }

    @Override
    public void open() {
        closed = false;
        silence.wanted();
        if (!done) response.resume();
    }

    @Override
    public void close() {
        closed = true;
        silence.unwanted();
        if (!done) response.pause();
    }

    @Override
    public void shut() {
        if (done) return;
        reset.run();
        done();
    }
}
