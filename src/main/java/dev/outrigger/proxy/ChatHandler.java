package dev.outrigger.proxy;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.backend.Answer;
import dev.outrigger.backend.Dispatch;
import dev.outrigger.backend.Order;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import dev.outrigger.route.Routes;
import dev.outrigger.telemetry.Recording;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One chat exchange on the data port, from its first byte to its account. Confined to one event loop. */
final class ChatHandler {
    private static final String ENDPOINT = "/chat/completions";

    /** What an app has to read the error that ends a late answer. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Edge edge;
    private final PassThrough passThrough;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final Tenancy tenancy;
    private final Live live;
    private final Account account;
    private final BodyReader reader;
    private final long start;
    private final Context context;
    private @Nullable Inbound inbound;
    private @Nullable Recording recording;
    private @Nullable Dispatch dispatch;
    private @Nullable FrameWriter writer;
    private boolean admitted;
    private long deadline;
    private long timer;

    private ChatHandler(Edge edge, PassThrough passThrough, HttpServerRequest request, Dialect dialect) {
        this.edge = edge;
        this.passThrough = passThrough;
        this.request = request;
        this.dialect = dialect;
        this.tenancy = edge.live().enter();
        this.live = tenancy.live();
        this.start = edge.nanos().getAsLong();
        this.account = new Account(edge.ids().next(), edge.clock().instant(), live);
        this.reader = new BodyReader(request, edge.admission(), live.limits());
        this.context = Vertx.currentContext();
    }

    /** Answers the request. */
    static void handle(Edge edge, PassThrough passThrough, HttpServerRequest request, Dialect dialect) {
        new ChatHandler(edge, passThrough, request, dialect).run();
    }

    private void run() {
        request.response().closeHandler(gone -> leave());
        timer = context.owner().setTimer(limit().toMillis(), passed -> late());
        admit().compose(in -> reader.read())
                .compose(this::parse)
                .compose(this::serve)
                .onComplete(done -> account(Optional.ofNullable(done.cause())));
    }

    /** By the policy whose request it is, or the vendor, whose business a model nobody here knows is. */
    private Future<Void> serve(Inbound read) {
        return switch (live.routes()
                .match(read.request().model(), live.registry().view())) {
            case Routes.Match.Ours ours ->
                analyze(read, ours.policy())
                        .compose(analysis -> decide(read, ours.policy(), analysis))
                        .compose(decision -> attempt(read, decision))
                        .compose(answer -> stream(read, answer));
            case Routes.Match.NotOurs notOurs ->
                passThrough.forward(request, dialect, ENDPOINT, live, account, Optional.of(read.raw()));
            case Routes.Match.NoSuchPolicy none ->
                failed(new Failure.UnknownModel("no policy is named " + none.name(), Optional.empty()));
        };
    }

    private Future<Void> admit() {
        admitted = edge.admission().tryEnter(live.limits());
        return admitted
                ? Future.succeededFuture()
                : failed(new Failure.Saturated(
                        "limits.inFlight is reached: " + live.limits().inFlight() + " exchanges"));
    }

    private Future<Inbound> parse(Bytes body) {
        return switch (dialect.decodeRequest(body)) {
            case Reading.Unreadable unreadable -> failed(unreadable.failure());
            case Reading.Read read -> {
                inbound = read.inbound();
                long now = edge.nanos().getAsLong() - start;
                deadline = now + limit().toNanos();
                account.read(now, deadline);
                recording = edge.recorder().begin(origin(), account.start());
                yield Future.succeededFuture(read.inbound());
            }
        };
    }

    private Future<Analysis> analyze(Inbound read, Policy policy) {
        return live.analyzer().analyze(read.request(), policy.dimensions());
    }

    private Future<Decision> decide(Inbound read, Policy policy, Analysis analysis) {
        account.analyzed(analysis);
        long began = edge.nanos().getAsLong();
        Decision decision = policy.decide(
                new Query(read.request(), analysis, live.registry().view()));
        account.decided(decision, policy.baseline(), edge.nanos().getAsLong() - began);
        return Future.succeededFuture(decision);
    }

    private Future<Answer> attempt(Inbound read, Decision decision) {
        if (request.response().closed()) return failed(new Failure.Cancelled("the app left"));
        Order order = new Order(account.id(), dialect, read, request.headers(), decision, context);
        Dispatch begun = live.dispatcher().dispatch(order, start, left());
        dispatch = begun;
        return begun.answer();
    }

    private Future<Void> stream(Inbound read, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed()) return failed(new Failure.Cancelled("the app left"));
        long now = edge.nanos().getAsLong() - start;
        response.setStatusCode(answer.status().orElse(200));
        response.headers().addAll(answer.headers());
        ResponseHead.write(response.headers(), account, dispatch(), now);
        account.began(response.getStatusCode(), now);
        FrameWriter opened = new FrameWriter(response, dialect, answer, read, account.id());
        writer = opened;
        return opened.write();
    }

    /** Exactly once, whatever happened, when every attempt has ended. */
    private void account(Optional<Throwable> thrown) {
        context.owner().cancelTimer(timer);
        reader.release();
        if (admitted) edge.admission().leave();
        tenancy.leave();
        Optional<Failure> failure = thrown.map(FailureException::of);
        failure.ifPresent(this::rescue);
        dispatch()
                .map(Dispatch::verdict)
                .orElseGet(() -> Future.succeededFuture(new Verdict.Answered()))
                .onComplete(ended -> close(failure.map(ChatHandler::verdict).orElseGet(Verdict.Answered::new)));
    }

    private void rescue(Failure failure) {
        dispatch().ifPresent(Dispatch::cancel);
        if (!request.response().headWritten() && !request.response().closed())
            account.began(Rescue.status(failure), edge.nanos().getAsLong() - start);
        Rescue.send(request.response(), dialect, account, failure, dispatch());
    }

    private void close(Verdict verdict) {
        Recording opened = recording == null ? edge.recorder().begin(origin(), account.start()) : recording;
        List<Attempt> attempts = dispatch().map(Dispatch::attempts).orElse(List.of());
        opened.finish(account.close(origin(), attempts, verdict, edge.nanos().getAsLong() - start));
    }

    private static Verdict verdict(Failure failure) {
        return failure instanceof Failure.Cancelled ? new Verdict.Cancelled() : new Verdict.Failed(failure);
    }

    private void leave() {
        if (request.response().ended()) return;
        dispatch().ifPresent(Dispatch::cancel);
        if (writer != null) writer.abandon();
    }

    /** An app that neither sends nor reads is not waited for: it would hold its place for ever. */
    private void late() {
        if (inbound == null) reader.giveUp();
        else
            timer = context.owner()
                    .setTimer(GRACE.toMillis(), passed -> request.connection().close());
    }

    private Optional<Dispatch> dispatch() {
        return Optional.ofNullable(dispatch);
    }

    /** The clock has been running since the request was read: the analysis is part of it. */
    private Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - (edge.nanos().getAsLong() - start)));
    }

    /** A hint may only shorten the deadline. */
    private Duration limit() {
        Duration limit = live.limits().deadline();
        String hint = request.getHeader(HeaderNames.DEADLINE);
        if (hint == null || !hint.matches("\\d{1,9}")) return limit;
        Duration asked = Duration.ofMillis(Math.max(1, Long.parseLong(hint)));
        return asked.compareTo(limit) < 0 ? asked : limit;
    }

    private Origin origin() {
        Optional<Inbound> read = Optional.ofNullable(inbound);
        return new Origin(
                dialect.name(),
                request.method().name(),
                "/v1" + ENDPOINT,
                read.map(in -> in.request().model()),
                read.map(in -> in.request().stream()).orElse(false),
                Optional.ofNullable(request.getHeader("traceparent")),
                read.map(in -> (long) in.raw().size()).orElse(0L));
    }

    private static <T> Future<T> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }
}
