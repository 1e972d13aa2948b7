package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Event;
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
    private final StreamClocks clocks;
    private final long sent;
    private final Silence silence;
    private final Pace pace;
    private final Holdings holdings;
    private final Hold unfinished;
    private final FrameQueue queue;
    private boolean done;
    private boolean closed;
    private boolean tailing;
    private boolean waitedLong;
    private boolean begun;
    private Timer.Alarm alarm = () -> {};
    private Timer.Alarm held = () -> {};

    /**
     * @param sent when the request was, by {@link System#nanoTime}
     * @param reset ends the call of upstream
     */
    HttpStream(
            HttpClientResponse response,
            StreamDecoder decoder,
            Progress progress,
            Call call,
            StreamClocks clocks,
            long sent,
            Runnable reset) {
        this.response = response;
        this.decoder = decoder;
        this.timer = Timer.of(call.context().owner());
        this.reset = reset;
        this.holdings = call.holdings();
        this.unfinished = holdings.open();
        this.queue = new FrameQueue(progress, new RescueWindow(timer, call.hold()), this, holdings);
        this.clocks = clocks;
        this.sent = sent;
        this.silence = new Silence(timer, System::nanoTime, clocks.idle(), this::silent);
        this.pace = new Pace(timer, System::nanoTime, clocks.pace(), this::slow);
    }

    /** Begins to read. To be called in the tick in which the head came: Vert.x delivers the body in the next. */
    FrameQueue read() {
        hold();
        queue.opened().onSuccess(opened -> begun());
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
            offer(() -> decoder.decode(PacedWrite.bytes(chunk)));
        });
        return queue;
    }

    /** Where the first content has longer than the app's SDK, the app gets the head, and what else there is, without. */
    private void hold() {
        if (clocks.hold().compareTo(clocks.firstToken()) >= 0) return;
        held = timer.after(left(clocks.hold()), () -> {
            waitedLong = true;
            held = timer.after(left(clocks.firstToken()), this::late);
            queue.begin();
        });
    }

    private Duration left(Duration sinceSent) {
        return sinceSent.minusNanos(System.nanoTime() - sent);
    }

    /** Content came, and the app has it: from now on no silence may be long. */
    private void begun() {
        if (begun || !queue.progress().isOpen()) return;
        begun = true;
        held.cancel();
        silence.begin();
        pace.begin();
    }

    private void late() {
        late(Failure.Clock.FIRST_TOKEN, "no content came within guard.firstToken");
    }

    private void silent() {
        late(Failure.Clock.IDLE, clocks.tooSilent());
    }

    private void slow() {
        late(
                Failure.Clock.PACE,
                "fewer tokens came than guard.pace, " + clocks.pace().orElse(0) + " a second");
    }

    private void late(Failure.Clock clock, String message) {
        queue.fail(new Failure.TimedOut(clock, message));
        shut();
    }

    private void offer(Supplier<List<Frame>> cut) {
        try {
            List<Frame> frames = cut.get();
            pace.came(frames);
            if (isHeard(frames)) silence.heard();
            queue.offer(frames);
            if (waitedLong) queue.begin();
            if (queue.opened().succeeded()) begun();
            if (!done && !unfinished.tryResize(decoder.held())) {
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

    /** Bytes alone keep nothing alive: comments, blank lines, pieces of an event that never ends. */
    private static boolean isHeard(List<Frame> frames) {
        for (Frame frame : frames) for (Event event : frame.events()) if (event.isHeard()) return true;
        return false;
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
        pace.stop();
        held.cancel();
        alarm.cancel();
        unfinished.release();
    }

    /** Whether it was read to its end. */
    boolean isDone() {
        return done;
    }

    @Override
    public void open() {
        if (!closed) return;
        closed = false;
        silence.wanted();
        pace.wanted();
        if (!done) response.resume();
    }

    @Override
    public void close() {
        closed = true;
        silence.unwanted();
        pace.unwanted();
        if (!done) response.pause();
    }

    @Override
    public void shut() {
        if (done) return;
        reset.run();
        done();
    }
}
