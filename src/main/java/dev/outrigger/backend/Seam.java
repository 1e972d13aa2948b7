package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect.SoFar;
import dev.outrigger.dialect.Dialect.StreamEncoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The answer as the app sees it, over the attempts that make it: the first one's frames, and after that was cut those of
 * another from where the text of the first ends. It keeps the text that the app has, within {@link #MAX_TEXT}; an answer
 * that says anything but text can not be gone on with. Confined to one event loop.
 */
final class Seam implements Valve, Resumable {
    /** Characters of an answer that can still be gone on with. */
    static final int MAX_TEXT = 256 * 1024;

    /** What happens at the seam. */
    interface Owner {
        /** The attempt broke, and all of it has gone to the app. */
        void cut(Failure failure);

        /** The attempt that was to go on says something else. */
        void differs();
    }

    private final Owner owner;
    private final FrameQueue front;
    private final Hold hold;
    private final StringBuilder text = new StringBuilder();
    private final Promise<Void> settled = Promise.promise();
    private Optional<Event.Started> first = Optional.empty();
    private Optional<StreamEncoder> encoder = Optional.empty();
    private @Nullable Following following;
    private Bytes last = Bytes.EMPTY;
    private int resumptions;
    private boolean open = true;

    Seam(Owner owner, Holdings holdings) {
        this.owner = owner;
        this.front = new FrameQueue(new Progress(1), this, holdings);
        this.hold = holdings.open();
    }

    /** What the app reads. */
    FrameQueue front() {
        return front;
    }

    /** When the answer is whole, given up, too long, or not text alone. */
    @Override
    public Future<Void> settled() {
        return settled.future();
    }

    /** Whether another attempt could go on where this one ended. */
    boolean canGoOn() {
        return !settled.future().isComplete();
    }

    /** All the text that the app has. */
    String text() {
        return text.toString();
    }

    /** What the app has; absent when it was never told how the answer began. */
    Optional<SoFar> sent() {
        return first.map(began -> new SoFar(began, text.toString(), last));
    }

    @Override
    public boolean isWaiting() {
        return following != null && following.frames.isWaiting();
    }

    /** Whether the app has nothing at all but words for the eye. */
    boolean isUntold() {
        return first.isEmpty() && text.isEmpty() && last.isEmpty();
    }

    @Override
    public Optional<StreamEncoder> encoder() {
        return encoder;
    }

    @Override
    public int resumptions() {
        return resumptions;
    }

    /** Whether an attempt's frames are on their way to the app. */
    boolean isFollowing() {
        return following != null;
    }

    /** The first attempt's frames, as they come. */
    void begin(FrameQueue frames) {
        follow(new Following(frames, Optional.empty(), Optional.empty()));
    }

    /**
     * Another attempt's frames, as far as the app does not have them.
     *
     * @param writer of the rest; absent where what wrote so far writes on
     * @param given how much of the text it was given, and need not say again
     */
    void goOn(FrameQueue frames, Optional<StreamEncoder> writer, int given) {
        follow(new Following(frames, Optional.of(new Alignment(text.toString(), given, first.isPresent())), writer));
    }

    private void follow(Following next) {
        following = next;
        next.frames.subscribe(next);
    }

    /** Nobody can go on: the app is told. */
    void end(Failure failure) {
        settle();
        front.fail(failure);
    }

    /** It is over, by the app or by a clock. */
    void stop(Failure failure) {
        settle();
        Following current = following;
        if (failure instanceof Failure.Cancelled) front.cancel();
        else if (current != null) current.frames.fail(failure);
        else front.fail(failure);
    }

    private void settle() {
        settled.tryComplete();
        hold.release();
        last = Bytes.EMPTY;
        text.setLength(0);
        text.trimToSize();
    }

    /** Remembers what goes to the app. */
    private void passed(Frame frame) {
        if (canGoOn()) {
            if (!hasSign(frame)) last = frame.raw();
            for (Event event : frame.events()) remember(event);
        }
        front.offer(List.of(frame));
    }

    private static boolean hasSign(Frame frame) {
        for (Event event : frame.events()) if (event.isSign()) return true;
        return false;
    }

    private void remember(Event event) {
        switch (event) {
            case Event.Started started -> first = first.or(() -> Optional.of(started));
            case Event.TextDelta delta when delta.choice() == 0 -> remember(delta.text());
            case Event.Used _, Event.Ping _, Event.Comment _ -> {}
            // They are about the text, which whoever goes on says as well.
            case Event.Cited _, Event.Noted _, Event.Weighed _ -> {}
            // It is as good as whole, or it says more than text.
            default -> settle();
        }
    }

    private void remember(String more) {
        if (!canGoOn()) return;
        boolean fits = text.length() + more.length() <= MAX_TEXT && hold.tryGrow(2L * more.length());
        if (fits) text.append(more);
        else settle();
    }

    @Override
    public void open() {
        open = true;
        if (following != null) following.pull();
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public void shut() {
        settle();
        if (following != null) following.frames.cancel();
    }

    /** One attempt's frames on their way to the app. */
    private final class Following implements Flow.Subscriber<Frame> {
        private final FrameQueue frames;
        private final Optional<Alignment> alignment;
        private final Optional<StreamEncoder> writer;
        private Flow.@Nullable Subscription subscription;
        private boolean asked;
        private boolean joined;

        private Following(FrameQueue frames, Optional<Alignment> alignment, Optional<StreamEncoder> writer) {
            this.frames = frames;
            this.alignment = alignment;
            this.writer = writer;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            pull();
        }

        /** What is held back costs the app nothing, so that it need not be ready for it. */
        private void pull() {
            boolean held = alignment.isPresent() && !alignment.get().isReached();
            if (asked || subscription == null || !(open || held)) return;
            asked = true;
            subscription.request(1);
        }

        @Override
        public void onNext(Frame frame) {
            asked = false;
            if (alignment.isEmpty()) passed(frame);
            else if (following == this) aligned(frame, alignment.get());
            pull();
        }

        private void aligned(Frame frame, Alignment said) {
            Frame rest = said.rest(frame);
            if (said.differs()) {
                following = null;
                owner.differs();
                frames.cancel();
                return;
            }
            if (!joined && said.isReached()) {
                joined = true;
                resumptions++;
                if (encoder.isEmpty()) encoder = writer;
            }
            if (!rest.events().isEmpty()) passed(rest);
        }

        @Override
        public void onError(Throwable thrown) {
            if (following == this) following = null;
            owner.cut(FailureException.of(thrown));
        }

        @Override
        public void onComplete() {
            settle();
            front.complete();
        }
    }
}
