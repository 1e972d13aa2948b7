package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads an answer to its end, as far as there is room for it. Confined to one event loop. */
final class Gathering implements Flow.Subscriber<Frame> {
    /** What its frames may take on the heap. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Trial trial;
    private final Answer answer;
    private final Holdings holdings;
    private final Hold hold;
    private final List<Frame> frames = new ArrayList<>();
    private final Promise<Heard> whole = Promise.promise();
    private Flow.@Nullable Subscription subscription;

    private Gathering(Trial trial, Answer answer, Holdings holdings) {
        this.trial = trial;
        this.answer = answer;
        this.holdings = holdings;
        this.hold = holdings.open();
    }

    /** Whether there is room for what has come of it, unread. */
    static boolean fits(Answer answer, Holdings holdings) {
        long bytes =
                answer.frames().waiting().stream().mapToLong(Gathering::kept).sum();
        Hold hold = holdings.open();
        boolean fits = bytes <= MAX_BYTES && hold.tryGrow(bytes);
        hold.release();
        return fits;
    }

    /** Completes when the attempt's answer is whole; fails as that does, or when it is longer than may be kept. */
    static Future<Heard> of(Trial trial, Answer answer, Holdings holdings) {
        Gathering gathering = new Gathering(trial, answer, holdings);
        answer.frames().subscribe(gathering);
        return gathering.whole.future();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Frame frame) {
        if (whole.future().isComplete()) return;
        long bytes = kept(frame);
        if (hold.bytes() + bytes > MAX_BYTES)
            giveUp(new Failure.Saturated("an answer is longer than may be kept, " + MAX_BYTES + " bytes"));
        else if (hold.tryGrow(bytes)) frames.add(frame);
        else giveUp(holdings.full("an answer that is kept"));
    }

    private static long kept(Frame frame) {
        return FrameQueue.cost(frame) + text(frame);
    }

    /** What is written here has no bytes yet. */
    private static long text(Frame frame) {
        return frame.raw().isEmpty() ? 2 * Tokens.chars(frame) : 0;
    }

    private void giveUp(Failure failure) {
        drop(new FailureException(failure));
        if (subscription != null) subscription.cancel();
    }

    private void drop(Throwable why) {
        hold.release();
        frames.clear();
        whole.tryFail(why);
    }

    @Override
    public void onError(Throwable thrown) {
        drop(thrown);
    }

    @Override
    public void onComplete() {
        whole.tryComplete(new Heard(trial, answer, List.copyOf(frames), hold));
    }
}
