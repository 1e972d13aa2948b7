package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.HeapCost;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An answer's frames between where they are made and where they are written, with back-pressure through a
 * {@link Valve}. Confined to one event loop; one subscriber.
 *
 * <p>Until the first content it reads on its own, so that an attempt can still be replaced; {@link #opened()} tells when
 * that moment has come, or that it never will. After it, it reads on demand. A stream that ends before a finish reason
 * came for every choice fails with {@link Failure.Cut}: nothing is cut silently.
 */
public final class FrameQueue implements Flow.Publisher<Frame>, Flow.Subscription {
    /** Frames, or bytes, that wait for the subscriber before the valve is closed. */
    static final int HIGH_WATER = 32;

    static final int HIGH_WATER_BYTES = 64 * 1024;

    /** What a frame takes on the heap beside its bytes, with as many events as one has in general. */
    static final int FRAME_BYTES = 512;

    /** What may come before the first content: pings, empty chunks. An answer is not held in memory without end. */
    static final int MAX_UNOPENED_BYTES = 1024 * 1024;

    static final int MAX_UNOPENED_FRAMES = 10_000;

    private final Valve valve;
    private final Progress progress;
    private final RescueWindow window;
    private final Promise<Void> opened = Promise.promise();
    private final Promise<Void> completed = Promise.promise();
    private final Holdings holdings;
    private final Hold hold;
    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private Flow.@Nullable Subscriber<? super Frame> subscriber;
    private @Nullable Throwable end;
    private boolean ended;
    private boolean over;
    private boolean draining;
    private int unopenedBytes;
    private long taken;
    private long demand;

    /**
     * Its flow begins when the maker opens it.
     *
     * @param holdings of the exchange: the frames that wait count among them
     */
    public FrameQueue(Progress progress, Valve valve, Holdings holdings) {
        this(progress, RescueWindow.none(), valve, holdings);
    }

    /** Likewise, of which the window is held back even if it has content. */
    FrameQueue(Progress progress, RescueWindow window, Valve valve, Holdings holdings) {
        this.progress = progress;
        this.window = window;
        progress.heldBy(window);
        this.valve = valve;
        this.holdings = holdings;
        this.hold = holdings.open();
    }

    /** Completes at the first content or finish reason; fails when the answer ends before. */
    public Future<Void> opened() {
        return opened.future();
    }

    /** Completes when the maker has made the whole answer; fails when it is cut or given up. */
    public Future<Void> completed() {
        return completed.future();
    }

    /** An answer that is whole already, and held by whoever made it. */
    public static FrameQueue whole(Frame frame, Progress progress, Holdings holdings) {
        FrameQueue queue = new FrameQueue(progress, Valve.NONE, holdings);
        queue.progress.see(frame);
        queue.waiting.add(frame);
        queue.finish(null);
        return queue;
    }

    /** What was seen so far. */
    public Progress progress() {
        return progress;
    }

    /**
     * The maker has more frames. All that came together are offered together: opening the valve from within a reader's
     * call may bring the next ones at once, and they must not overtake.
     */
    public void offer(List<Frame> frames) {
        for (Frame frame : frames) {
            if (ended || over) return;
            Optional<Failure> failure = failure(frame);
            if (failure.isPresent()) {
                fail(failure.get());
                valve.shut();
                return;
            }
            if (!hold.tryGrow(cost(frame))) {
                fail(holdings.full("a frame"));
                valve.shut();
                return;
            }
            progress.see(frame);
            if (endsTooSoon()) {
                complete();
                valve.shut();
                return;
            }
            waiting.add(frame);
        }
        window.came(frames);
        if (mayFlow()) flow();
        else if (held(frames) > MAX_UNOPENED_BYTES || waiting.size() > MAX_UNOPENED_FRAMES) tooMuch();
    }

    private boolean mayFlow() {
        if (opened.future().isComplete()) return true;
        return progress.isOpen() && (progress.isComplete() || window.isOver(this::begin));
    }

    private void tooMuch() {
        if (progress.isOpen()) {
            flow();
            return;
        }
        fail(new Failure.Malformed("the answer goes on and on without content"));
        valve.shut();
    }

    /** The reader waits no longer: it gets what there is, if any, even without content. From then on a failure is a cut. */
    public void begin() {
        if (!ended && !over && !waiting.isEmpty()) flow();
    }

    /** Whether it was begun although no content has come. */
    boolean isWaiting() {
        return opened.future().isComplete() && !progress.isOpen();
    }

    private void flow() {
        if (opened.tryComplete() && subscriber == null) valve.close();
        drain();
        if ((waiting.size() >= HIGH_WATER || hold.bytes() >= HIGH_WATER_BYTES) && !ended) valve.close();
    }

    /** The reader is done with the frame it has when it asks for the next. */
    private void taken() {
        if (!over) hold.shrink(taken);
        taken = 0;
    }

    /** What waits for its reader. */
    List<Frame> waiting() {
        return List.copyOf(waiting);
    }

    static long cost(Frame frame) {
        return frame.raw().size() + Math.max(FRAME_BYTES, HeapCost.ofEvents(frame));
    }

    private int held(List<Frame> frames) {
        for (Frame frame : frames) unopenedBytes += frame.raw().size();
        return unopenedBytes;
    }

    /** An end mark before the finish reason is none: an app that saw it would take the answer for a whole one. */
    private boolean endsTooSoon() {
        return !progress.isComplete() && progress.hasEnded();
    }

    private static Optional<Failure> failure(Frame frame) {
        for (Event event : frame.events())
            if (event instanceof Event.Failed(Failure failure)) return Optional.of(failure);
        return Optional.empty();
    }

    /** The maker is done. */
    public void complete() {
        if (ended || over) return;
        if (!progress.isOpen()) fail(new Failure.Malformed("the answer ended before any content", true));
        else if (!progress.isComplete()) fail(new Failure.Cut("the answer ended before its finish reason"));
        else finish(null);
    }

    /**
     * The maker cannot go on. A stream that already had its finish reasons is complete all the same; one that was not
     * opened yet fails with the cause itself, so that another candidate may follow.
     */
    public void fail(Failure failure) {
        if (ended || over) return;
        if (progress.isOpen() && progress.isComplete()) finish(null);
        else finish(new FailureException(opened.future().isComplete() ? Breaks.seen(failure) : Breaks.unseen(failure)));
    }

    private void finish(@Nullable Throwable cause) {
        ended = true;
        window.stop();
        end = cause;
        if (cause == null) {
            opened.tryComplete();
            completed.tryComplete();
        } else {
            // Who never opened is replaced, and whoever follows needs the room.
            if (!opened.future().isComplete() && subscriber == null) forget();
            opened.tryFail(cause);
            completed.tryFail(cause);
        }
        drain();
    }

    private void forget() {
        waiting.clear();
        hold.release();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Frame> reader) {
        if (subscriber != null) throw new IllegalStateException("an answer has one reader");
        subscriber = reader;
        reader.onSubscribe(this);
        drain();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            refuse(new IllegalArgumentException("a reader asked for " + n + " frames"));
            return;
        }
        taken();
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        drain();
        if (!ended && !over && waiting.isEmpty() && demand > 0) valve.open();
    }

    /** The reader, or whoever owns the attempt, wants no more. */
    @Override
    public void cancel() {
        giveUp(new Failure.Cancelled("the attempt was given up"));
    }

    private void giveUp(Failure why) {
        if (over) return;
        over = true;
        window.stop();
        forget();
        FailureException given = new FailureException(why);
        opened.tryFail(given);
        completed.tryFail(given);
        valve.shut();
    }

    /** A fault of the reader's: it gets no more, and its attempt ends. */
    private void refuse(RuntimeException fault) {
        Flow.Subscriber<? super Frame> reader = subscriber;
        boolean late = over;
        giveUp(FailureException.of(fault));
        if (!late && reader != null) reader.onError(fault);
    }

    private void drain() {
        Flow.Subscriber<? super Frame> reader = subscriber;
        if (reader == null || draining) return;
        draining = true;
        try {
            while (!over && demand > 0 && !waiting.isEmpty()) {
                demand--;
                Frame frame = waiting.poll();
                taken();
                // Of a whole answer nothing is held here.
                taken = hold.bytes() > 0 ? cost(frame) : 0;
                reader.onNext(frame);
            }
        } catch (RuntimeException fault) {
            refuse(fault);
        } finally {
            draining = false;
        }
        if (over || !ended || !waiting.isEmpty()) return;
        over = true;
        hold.release();
        if (end == null) reader.onComplete();
        else reader.onError(end);
    }
}
