package dev.outrigger.proxy;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Holdings;
import dev.outrigger.admit.Look;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.backend.Sever;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Request;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.telemetry.Recording;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The life of any exchange on the data port, whatever answers it. It takes what each exchange holds (a place in the
 * configuration of its beginning, one in admission, a deadline, a recording), gives each back once, and ends with exactly
 * one {@link dev.outrigger.exchange.Exchange}. Confined to one event loop.
 */
final class OpenExchange {
    /** What an app has to read the error that ends a late answer, or to stop sending what was refused. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private final Edge edge;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final Tenancy tenancy;
    private final Place place;
    private final Account account;
    private final Gate gate;
    private final Recording recording;
    private final Context context;
    private final long start;
    private Work work = Work.NONE;
    private Optional<Failure> stopped = Optional.empty();
    private Optional<HttpBackend> partner = Optional.empty();
    private long deadline;
    private long timer;

    private OpenExchange(Edge edge, HttpServerRequest request, Dialect dialect, Origin origin) {
        this.edge = edge;
        this.request = request;
        this.dialect = dialect;
        this.context = Vertx.currentContext();
        this.start = edge.nanos().getAsLong();
        this.tenancy = edge.live().enter();
        this.place = new Place(edge.admission(), tenancy.live().limits());
        this.account = new Account(edge.ids().next(), edge.clock().instant(), tenancy.live(), origin);
        this.gate = new Gate(tenancy.live(), edge.aside(), request, dialect);
        this.recording = edge.recorder().begin(origin, account.start());
    }

    /** Begins one of a request that was just read up to its body. Whoever does must {@link #answer} it. */
    static OpenExchange begin(Edge edge, HttpServerRequest request, Dialect dialect, String route) {
        return begin(edge, request, dialect, Origins.of(request, dialect.name(), route));
    }

    /** Likewise, of any origin; the dialect is the one in which a failure is told. */
    static OpenExchange begin(Edge edge, HttpServerRequest request, Dialect dialect, Origin origin) {
        OpenExchange begun = new OpenExchange(edge, request, dialect, origin);
        edge.open().add(begun);
        request.response().closeHandler(gone -> begun.gone());
        begun.wind();
        begun.arm();
        return begun;
    }

    Live live() {
        return tenancy.live();
    }

    Account account() {
        return account;
    }

    /** What it shares with all others. */
    Edge edge() {
        return edge;
    }

    /** What it holds in memory. */
    Holdings holdings() {
        return place.holdings();
    }

    /** When it began, on the edge's ticker. */
    long start() {
        return start;
    }

    long nanosSinceStart() {
        return edge.nanos().getAsLong() - start;
    }

    Context context() {
        return context;
    }

    /** Answers the request: begins now, and ends with the one account when the way has ended. */
    void answer(Supplier<Future<Verdict>> way) {
        begun(way).onComplete(this::account);
    }

    private static Future<Verdict> begun(Supplier<Future<Verdict>> way) {
        try {
            return way.get();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    /** Takes a place among those in flight; fails at once when there is none. */
    Future<Void> admit() {
        Optional<Failure> closed = edge.open().closed();
        Optional<Failure> wrong = closed.or(gate::wrongHint);
        if (wrong.isPresent()) return Future.failedFuture(new FailureException(wrong.get()));
        boolean isBatch = "batch".equalsIgnoreCase(request.getHeader(HeaderNames.LATENCY));
        return place.enter(isBatch)
                .<Future<Void>>map(full -> Future.failedFuture(new FailureException(full)))
                .orElseGet(Future::succeededFuture);
    }

    /** The request was read whole; its deadline runs from here. */
    void read() {
        wind();
    }

    /** The same, of one that is understood. */
    void read(Request understood) {
        read();
        account.asks(understood);
    }

    /** Looks it through before anything of it may leave: completes when it is known who may be told it. */
    Future<Void> look(Function<Gate, Look<Clearance>> how) {
        return await(how.apply(gate)).map(seen -> {
            gate.opened(seen);
            account.cleared(seen);
            return null;
        });
    }

    /**
     * What is found in the request, which another thread may look through meanwhile. What the exchange holds is held until
     * that thread has done with it; nobody waits for it once the exchange is stopped.
     */
    <T> Future<T> await(Look<T> look) {
        if (look.seen().isComplete()) return look.seen();
        Promise<T> seen = Promise.promise();
        place.lend(look.ended());
        now(why -> {
            look.abandon();
            seen.tryFail(new FailureException(why));
        });
        look.seen().onSuccess(seen::tryComplete).onFailure(seen::tryFail);
        return seen.future().map(found -> {
            now(Work.NONE);
            return found;
        });
    }

    /** Who may be told the request. */
    Clearance clearance() {
        account.cleared(gate.clearance());
        return gate.clearance();
    }

    /** Why it is not passed on to a backend; absent where it is. */
    Optional<Failure> withheldFrom(HttpBackend owner) {
        account.cleared(gate.clearance());
        return gate.withheldFrom(owner);
    }

    /** What is being done from now on. Stopped at once when there is nobody any more to do it for. */
    void now(Work next) {
        work = next;
        stopped.ifPresent(next::stop);
    }

    /** Why nothing more shall be begun; absent while the exchange goes on. */
    Optional<Failure> stopped() {
        return stopped;
    }

    /** It is a conversation, for which no deadline holds, nor the configuration of its beginning for ever. */
    void lastsWith(HttpBackend owner) {
        context.owner().cancelTimer(timer);
        partner = Optional.of(owner);
        reconsider();
    }

    /** Asks, on its own event loop, whether a conversation may go on. */
    void reconsiderLater() {
        context.runOnContext(now -> reconsider());
    }

    private void reconsider() {
        Gate newest = new Gate(edge.live().peek(), edge.aside(), request, dialect);
        if (stopped.isEmpty())
            partner.ifPresent(owner -> newest.endsWith(owner).onSuccess(why -> why.ifPresent(this::stop)));
    }

    /** What is left until the deadline. */
    Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - nanosSinceStart()));
    }

    /** Stops it from another thread. */
    void stopLater(Failure why) {
        context.runOnContext(now -> stop(why));
    }

    private void stop(Failure why) {
        if (stopped.isEmpty()) stopped = Optional.of(why);
        work.stop(why);
    }

    private void gone() {
        if (!request.response().ended()) stop(new Failure.Cancelled("the app left"));
    }

    /** The deadline is as far off as it may be; its timer sees at its next ring that it was moved. */
    private void wind() {
        long now = nanosSinceStart();
        deadline = now + Deadline.of(request, live().limits()).toNanos();
        account.read(now, deadline);
    }

    private void arm() {
        timer = context.owner().setTimer(Math.max(1, left().toMillis()), passed -> late());
    }

    /** An app that neither sends nor reads is not waited for: it would hold its place for ever. */
    private void late() {
        if (deadline > nanosSinceStart()) {
            arm();
            return;
        }
        // Armed before: what ends at once takes it back, and the connection is the next request's.
        timer = context.owner().setTimer(GRACE.toMillis(), passed -> dropApp());
        stop(Deadline.PASSED);
    }

    /** The app's connection tells no more of its end once it was ended here. */
    private void dropApp() {
        request.response().reset();
        Sever.now(request.connection());
        stop(new Failure.Cancelled("the app did not read its answer"));
    }

    /** Exactly once, whatever happened, when every attempt has ended. */
    private void account(AsyncResult<Verdict> ended) {
        context.owner().cancelTimer(timer);
        place.leave();
        edge.open().remove(this);
        tenancy.leave();
        Verdict verdict = ended.failed() ? failed(reason(FailureException.of(ended.cause()))) : ended.result();
        try {
            if (ended.failed()) rescue(reason(FailureException.of(ended.cause())));
            Rescue.letGo(request);
        } finally {
            work.attempts().otherwise(List.of()).onComplete(all -> finish(verdict, all.result()));
        }
    }

    /** A work that was stopped says only that it was; why stands here. */
    private Failure reason(Failure failure) {
        return failure instanceof Failure.Cancelled ? stopped.orElse(failure) : failure;
    }

    private void rescue(Failure failure) {
        work.stop(new Failure.Cancelled("the exchange is over"));
        if (!request.response().headWritten() && !request.response().closed())
            account.began(Rescue.status(failure, dialect), nanosSinceStart());
        Rescue.send(request, dialect, account, failure);
    }

    private void finish(Verdict verdict, List<Attempt> attempts) {
        var done = Occasions.remembered(this, account.close(attempts, verdict, nanosSinceStart()));
        recording.finish(done);
        edge.shadows().answer(this, done, recording);
    }

    private static Verdict failed(Failure failure) {
        return failure instanceof Failure.Cancelled ? new Verdict.Cancelled() : new Verdict.Failed(failure);
    }
}
