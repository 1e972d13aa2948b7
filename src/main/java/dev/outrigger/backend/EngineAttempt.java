package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.engine.BrokenOff;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One generation in this process. Events are made on the engine's thread and hop to the exchange's event loop; demand
 * hops back, so that a slow app slows its own generation only.
 */
final class EngineAttempt implements Valve {
    /** Events asked for at a time. */
    static final int BATCH = 16;

    private final Call call;
    private final ChatRequest request;
    private final SortedSet<String> dropped;
    private final EngineAsk asks;
    private final Function<BooleanSupplier, Future<Shared.Loan<Generator>>> generator;
    private final Progress progress;
    private final Promise<Answer> answer = Promise.promise();
    private final Silence silence;
    private Consumer<Failure> fails = failure -> {};
    private final AtomicReference<Flow.Subscription> upstream = new AtomicReference<>();
    private Runnable giveBack = () -> {};
    private boolean wanted = true;
    private volatile boolean stopped;
    private int outstanding;

    /**
     * @param request the call's
     * @param dropped names of what the model is not told
     * @param asks what the model is asked, for a stream that begins now or an answer that comes whole
     * @param idle how long no token may come, once the first has
     * @param generator gives the model there is when the attempt begins, or fails with a {@link FailureException}; it is
     *     told how to ask whether the attempt is over
     */
    EngineAttempt(
            Call call,
            ChatRequest request,
            SortedSet<String> dropped,
            EngineAsk asks,
            Duration idle,
            Function<BooleanSupplier, Future<Shared.Loan<Generator>>> generator) {
        this.call = call;
        this.request = request;
        this.dropped = dropped;
        this.asks = asks;
        this.generator = generator;
        this.progress = new Progress(request.sampling().choices());
        this.silence = new Silence(Timer.of(call.context().owner()), System::nanoTime, idle, () -> silent(idle));
    }

    /** Completes with the first token. */
    Future<Answer> stream() {
        FrameQueue queue = new FrameQueue(
                progress, new RescueWindow(Timer.of(call.context().owner()), call.hold()), this, call.holdings());
        fails = queue::fail;
        queue.opened()
                .onSuccess(opened -> {
                    silence.begin();
                    answer.tryComplete(answer(true, queue));
                })
                .onFailure(answer::tryFail);
        subscribe(new Sink() {
            @Override
            public void event(Event event) {
                silence.heard();
                queue.offer(List.of(Frame.of(List.of(event))));
            }

            @Override
            public void end() {
                silence.stop();
                queue.complete();
            }

            @Override
            public void fail(FailureException failure) {
                silence.stop();
                queue.fail(failure.failure());
            }
        });
        return answer.future();
    }

    private void silent(Duration idle) {
        fails.accept(new Failure.TimedOut(
                Failure.Clock.IDLE, "no token came within guard.idle, " + idle.toMillis() + " ms"));
        shut();
    }

    /** Completes with the last token. */
    Future<Answer> whole() {
        List<Event> events = new ArrayList<>();
        Hold hold = call.holdings().open();
        subscribe(new Sink() {
            @Override
            public void event(Event event) {
                events.add(event);
                if (hold.tryGrow(HeapCost.ofEvents(Frame.of(List.of(event))))) return;
                answer.tryFail(new FailureException(call.holdings().full("an answer")));
                shut();
            }

            @Override
            public void end() {
                FrameQueue frames = FrameQueue.whole(Frame.of(events), progress, call.holdings());
                if (progress.isComplete()) answer.tryComplete(answer(false, frames));
                else answer.tryFail(new FailureException(new Failure.Malformed("the answer has no finish reason")));
            }

            @Override
            public void fail(FailureException failure) {
                answer.tryFail(failure);
            }
        });
        return answer.future();
    }

    private Answer answer(boolean stream, FrameQueue frames) {
        return new Answer(
                OptionalInt.empty(), MultiMap.caseInsensitiveMultiMap(), stream, frames, dropped, Answer.Words.OURS);
    }

    private void subscribe(Sink sink) {
        if (stopped) return;
        Future<Shared.Loan<Generator>> borrowed = generator.apply(() -> stopped);
        if (borrowed.isComplete()) begin(borrowed, sink);
        else borrowed.onComplete(loaded -> call.context().runOnContext(hop -> begin(borrowed, sink)));
    }

    /** Each way an answer can end gives the model back: its end, its failure, a cancel. */
    private void begin(Future<Shared.Loan<Generator>> borrowed, Sink sink) {
        if (borrowed.failed()) {
            sink.fail(new FailureException(FailureException.of(borrowed.cause())));
            return;
        }
        Shared.Loan<Generator> loan = borrowed.result();
        giveBack = loan::close;
        if (stopped) {
            loan.close();
            return;
        }
        loan.model().generate(asks.of(call, request)).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                upstream.set(subscription);
                call.context().runOnContext(hop -> ask());
            }

            @Override
            public void onNext(Event event) {
                call.context().runOnContext(hop -> {
                    outstanding--;
                    if (!stopped) sink.event(event);
                    ask();
                });
            }

            @Override
            public void onError(Throwable thrown) {
                loan.close();
                call.context().runOnContext(hop -> failed(thrown, sink));
            }

            @Override
            public void onComplete() {
                loan.close();
                call.context().runOnContext(hop -> sink.end());
            }
        });
    }

    /** What it made by then is kept first: whoever hears of the failure may go on with it at once. */
    private void failed(Throwable thrown, Sink sink) {
        if (thrown instanceof BrokenOff broken) call.drafts().keep(broken.draft());
        FailureException failure =
                thrown instanceof FailureException said ? said : new FailureException(FailureException.of(thrown));
        sink.fail(ours(failure));
    }

    private FailureException ours(FailureException thrown) {
        return thrown.failure() instanceof Failure.Rejected refusal
                ? new FailureException(call.refused(refusal))
                : thrown;
    }

    /** Keeps a batch under way while more is wanted. */
    private void ask() {
        Flow.Subscription subscription = upstream.get();
        if (subscription == null) return;
        if (stopped) {
            subscription.cancel();
            giveBack.run();
            return;
        }
        if (!wanted || outstanding > BATCH / 2) return;
        int more = BATCH - outstanding;
        outstanding += more;
        subscription.request(more);
    }

    /** Stops the generation. The answer fails at once if it is not there: a generator that is cancelled says no more. */
    void cancel() {
        answer.tryFail(new FailureException(new Failure.Cancelled("the attempt was given up")));
        shut();
    }

    @Override
    public void open() {
        wanted = true;
        silence.wanted();
        ask();
    }

    @Override
    public void close() {
        wanted = false;
        silence.unwanted();
    }

    @Override
    public void shut() {
        stopped = true;
        silence.stop();
        ask();
    }

    /** Where events go, on the event loop. */
    private interface Sink {
        void event(Event event);

        void end();

        void fail(FailureException failure);
    }
}
