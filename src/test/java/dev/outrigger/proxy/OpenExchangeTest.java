package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Aside;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.exchange.ExchangeIds;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.rollout.Naming;
import dev.outrigger.route.Occasion;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.telemetry.Recorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OpenExchangeTest {
    private static final Dialect DIALECT = new OpenAi(InstantSource.system());
    private static final Naming NAMING = new Naming(() -> new byte[] {1, 2, 3});
    private static final Failure SHUT = new Failure.Saturated("shut");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final LiveSwitch live = new LiveSwitch(Lives.named("one"));
    private final List<Failure> stops = new CopyOnWriteArrayList<>();
    private final Promise<Verdict> way = Promise.promise();
    private final Edge edge = new Edge(
                    live,
                    new Admission(),
                    Aside.here(),
                    new OpenExchanges(),
                    new Recorder(OpenTelemetry.noop(), metrics, System.getLogger("test")),
                    new ExchangeIds(InstantSource.system(), new SplittableRandom(7)),
                    InstantSource.system(),
                    nanos::get,
                    "me")
            .naming(NAMING);

    @Test
    void accountsForAnAnswer() throws Exception {
        String answer = served((exchange, request) ->
                exchange.admit().compose(in -> request.response().end("hello")).map(sent -> new Verdict.Answered()));

        assertTrue(answer.endsWith("hello"), answer);
        accounted("ok");
    }

    @Test
    void accountsForAFailureAndTellsIt() throws Exception {
        String answer = served((exchange, request) -> exchange.admit()
                .compose(in -> Future.failedFuture(new FailureException(new Failure.Malformed("odd")))));

        assertTrue(answer.startsWith("HTTP/1.1 502"), answer);
        accounted("malformed");
    }

    @Test
    @Row("account.one")
    void accountsForAFaultOfOurOwn() throws Exception {
        String answer = served((exchange, request) -> {
            throw new IllegalStateException("a bug");
        });

        assertTrue(answer.startsWith("HTTP/1.1 500") && !answer.contains("a bug"), answer);
        accounted("internal");
    }

    @Test
    void accountsForAnAnswerThatWasSentButSaysFailure() throws Exception {
        served((exchange, request) ->
                request.response().end("out of order").map(sent -> new Verdict.Failed(new Failure.Malformed("odd"))));

        accounted("malformed");
    }

    @Test
    void isDecidedUnderNamesOfItsKeyAndSplitByPlainOnes() throws Exception {
        List<Occasion> decided = new CopyOnWriteArrayList<>();
        AtomicLong split = new AtomicLong();
        served((exchange, request) -> {
            decided.add(Occasions.of(exchange, inbound().request(), request.headers(), "thrift"));
            split.set(Occasions.session(inbound().request(), request.headers()));
            return request.response().end("hello").map(sent -> new Verdict.Answered());
        });

        assertEquals(NAMING.of(split.get()), decided.getFirst().session());
        assertNotEquals(split.get(), decided.getFirst().session());
    }

    @Test
    void findsItsConversationByThePlainNameWhateverTheKey() throws Exception {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x-outrigger-session", "s-1");
        long plain = Occasions.session(inbound().request(), headers);
        edge.sessions()
                .answered(
                        Occasions.pinned(plain, "thrift"), "mini", edge.clock().instant(), 10, Duration.ofHours(1));
        List<Occasion> decided = new CopyOnWriteArrayList<>();
        served((exchange, request) -> {
            decided.add(Occasions.of(exchange, inbound().request(), headers, "thrift"));
            return request.response().end("hello").map(sent -> new Verdict.Answered());
        });

        assertEquals("mini", decided.getFirst().pin().orElseThrow().model());
        assertEquals(NAMING.of(plain), decided.getFirst().session());
    }

    @Test
    void admitsNobodyOnceItIsClosed() throws Exception {
        edge.open().close(SHUT);

        String answer = served((exchange, request) -> exchange.admit().map(in -> new Verdict.Answered()));

        assertTrue(answer.startsWith("HTTP/1.1 503") && answer.contains("shut"), answer);
        accounted("saturated");
    }

    @Test
    void stopsWhatIsDoneWhenItIsClosedAndSaysWhy() throws Exception {
        try (Served served = serving((exchange, request) -> waiting(exchange));
                RawClient app = app(served)) {
            Awaitility.await().until(() -> edge.admission().exchanges() == 1);

            edge.open().close(SHUT);

            assertTrue(app.until("shut").startsWith("HTTP/1.1 503"));
        }
        accounted("saturated");
    }

    @Test
    void stopsWhatIsDoneWhenTheAppLeaves() throws Exception {
        try (Served served = serving((exchange, request) -> waiting(exchange));
                RawClient app = app(served)) {
            Awaitility.await().until(() -> edge.admission().exchanges() == 1);

            app.reset();

            accounted("cancelled");
        }
    }

    /** The deadline runs from the end of the request: who takes long to send it has as long for the answer. */
    @Test
    @Row("clock.deadline")
    void winsTimeWhenTheRequestIsRead() throws Exception {
        Promise<Void> read = Promise.promise();
        try (Served served = serving((exchange, request) -> {
                    read.future().onSuccess(whole -> exchange.read(inbound()));
                    return waiting(exchange);
                });
                RawClient app = app(served, "x-outrigger-deadline-ms: 50")) {
            Awaitility.await().until(() -> edge.admission().exchanges() == 1);
            nanos.set(Duration.ofMillis(40).toNanos());
            read.complete();
            nanos.set(Duration.ofMillis(60).toNanos());
            Awaitility.await().during(Duration.ofMillis(200)).until(stops::isEmpty);

            nanos.set(Duration.ofMillis(100).toNanos());

            assertTrue(app.until("deadline").startsWith("HTTP/1.1 504"));
        }
        accounted("timed_out");
    }

    @Test
    void beginsNothingForWhomItWasStoppedBefore() throws Exception {
        served((exchange, request) -> {
            edge.open().close(SHUT);
            Promise<Verdict> later = Promise.promise();
            exchange.context().runOnContext(next -> waiting(exchange).onComplete(later));
            return later.future();
        });

        assertEquals(SHUT, stops.getFirst());
    }

    @Test
    void givesItsPlacesBackOnce() throws Exception {
        served((exchange, request) ->
                exchange.admit().compose(in -> request.response().end("hello")).map(sent -> new Verdict.Answered()));
        CopyOnWriteArrayList<String> freed = new CopyOnWriteArrayList<>();

        accounted("ok");
        live.swap(Lives.named("two"), () -> freed.add("one"));

        assertEquals(List.of("one"), freed);
    }

    private Future<Verdict> waiting(OpenExchange exchange) {
        Work waits = why -> {
            stops.add(why);
            way.tryFail(new FailureException(new Failure.Cancelled("stopped")));
        };
        Future<Void> in = exchange.stopped().isPresent() ? Future.succeededFuture() : exchange.admit();
        exchange.now(waits);
        return in.compose(entered -> way.future());
    }

    private void accounted(String outcome) {
        Awaitility.await()
                .untilAsserted(() -> assertEquals(
                        1, metrics.get("outrigger.exchanges").counters().size()));
        assertEquals(
                1,
                metrics.get("outrigger.exchanges")
                        .tag("outcome", outcome)
                        .counter()
                        .count());
        assertEquals(0, metrics.get("outrigger.in_flight").gauge().value());
        assertEquals(0, edge.admission().exchanges());
    }

    private String served(BiFunction<OpenExchange, HttpServerRequest, Future<Verdict>> how) throws Exception {
        try (Served served = serving(how);
                RawClient app = app(served, "connection: close")) {
            return app.until("never said");
        }
    }

    private Served serving(BiFunction<OpenExchange, HttpServerRequest, Future<Verdict>> how) {
        return new Served(request -> {
            OpenExchange exchange = OpenExchange.begin(edge, request, DIALECT, "/v1/chat/completions");
            exchange.answer(() -> how.apply(exchange, request));
        });
    }

    private static RawClient app(Served served, String... headers) throws Exception {
        return served.app().post("/", "", headers);
    }

    private static Inbound inbound() {
        return switch (DIALECT.decodeRequest(OpenAiText.AT, Bytes.of(OpenAiText.request("auto", "")))) {
            case Dialect.Reading.Read read -> read.inbound();
            case Dialect.Reading.Unreadable unreadable -> throw new FailureException(unreadable.failure());
            case Dialect.Reading.Owned _, Dialect.Reading.About _ -> throw new AssertionError("it is no chat");
        };
    }
}
