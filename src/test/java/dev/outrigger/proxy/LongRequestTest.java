package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Aside;
import dev.outrigger.admit.Look;
import dev.outrigger.admit.Privacy;
import dev.outrigger.admit.PrivacySettings;
import dev.outrigger.admit.Rule;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.exchange.ExchangeIds;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.sensitive.Allowance;
import dev.outrigger.support.HandDriven;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.telemetry.Recorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Exchanges whose request another thread looks through, or would. Over real sockets; that thread is the test's. */
class LongRequestTest {
    private static final Dialect DIALECT = new OpenAi(InstantSource.system());
    private static final int HELD = 9;
    private static final Privacy ON = new Privacy(Optional.of(new PrivacySettings(
            Rule.REFUSE,
            Optional.of(Rule.ALLOW),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1_000_000,
            List.of())));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final HandDriven threads = new HandDriven();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Edge edge = new Edge(
            new LiveSwitch(Lives.looking(ON)),
            new Admission(),
            new Aside(threads, 1, () -> 1),
            new OpenExchanges(),
            new Recorder(OpenTelemetry.noop(), metrics, System.getLogger("test")),
            new ExchangeIds(InstantSource.system(), new SplittableRandom(7)),
            InstantSource.system(),
            nanos::get,
            "me");

    /** What the test does as the other thread. */
    private interface Looking extends Function<Allowance, String> {
        String look(Allowance allowance) throws IOException;

        @Override
        default String apply(Allowance allowance) {
            try {
                return look(allowance);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    @Test
    void servesOthersOnTheSameEventLoopMeanwhile() throws Exception {
        try (Served served = serving(looking(allowance -> "found"));
                RawClient waits = post(served)) {
            awaitOneQueued();

            try (RawClient other = served.app()) {
                other.post("/", "", "x-short: 1", "connection: close");
                assertTrue(other.until("never said").endsWith("true loop"));
            }
            assertEquals(List.of(), said);
            threads.runAll();

            assertTrue(waits.until("found").startsWith("HTTP/1.1 200"));
        }
        accounted("ok");
    }

    @Test
    @Row("clock.deadline")
    void isAnsweredAtItsDeadlineWhileItWaitsAndHoldsNothingAnyMore() throws Exception {
        try (Served served = serving(looking(allowance -> said("looked")));
                RawClient app = post(served, "x-outrigger-deadline-ms: 50")) {
            awaitOneQueued();
            assertEquals(HELD, edge.admission().bufferedBytes());

            nanos.set(Duration.ofMillis(60).toNanos());

            assertTrue(app.until("deadline").startsWith("HTTP/1.1 504"));
            accounted("timed_out");
            assertFreed();
            threads.runAll();
            assertEquals(List.of(), said);
        }
    }

    @Test
    @Row("clock.deadline")
    void isAnsweredAtItsDeadlineWhileItIsLookedThroughAndKeepsItsPlaceUntilThatEnds() throws Exception {
        RawClient[] app = new RawClient[1];
        try (Served served = serving(looking(allowance -> {
            nanos.set(Duration.ofMillis(60).toNanos());
            said(app[0].until("deadline"));
            said(edge.admission().exchanges() + " in flight, "
                    + edge.admission().bufferedBytes() + " bytes");
            return said(allowance.isSpent() ? "ended" : "goes on");
        }))) {
            app[0] = post(served, "x-outrigger-deadline-ms: 50");
            awaitOneQueued();

            threads.runAll();

            assertTrue(said.getFirst().startsWith("HTTP/1.1 504"), said.getFirst());
            assertEquals(List.of("1 in flight, " + HELD + " bytes", "ended"), said.subList(1, 3));
            accounted("timed_out");
            assertFreed();
            app[0].close();
        }
    }

    @Test
    @Row("leave.before-head")
    void freesEverythingOnceWhenTheAppLeavesWhileItWaits() throws Exception {
        try (Served served = serving(looking(allowance -> said("looked")));
                RawClient app = post(served)) {
            awaitOneQueued();

            app.reset();

            accounted("cancelled");
            assertFreed();
            threads.runAll();
            assertEquals(List.of(), said);
            assertFreed();
        }
    }

    @Test
    void freesEverythingOnceWhenTheAppLeavesWhileItIsLookedThrough() throws Exception {
        RawClient[] app = new RawClient[1];
        try (Served served = serving(looking(allowance -> {
            app[0].reset();
            Awaitility.await().until(allowance::isSpent);
            return said(edge.admission().exchanges() + " in flight");
        }))) {
            app[0] = post(served);
            awaitOneQueued();

            threads.runAll();

            assertEquals(List.of("1 in flight"), said);
            accounted("cancelled");
            assertFreed();
        }
    }

    @Test
    @Row("leave.term-error")
    void isEndedWhenTheTimeToDrainIsOver() throws Exception {
        try (Served served = serving(looking(allowance -> "found"));
                RawClient app = post(served)) {
            awaitOneQueued();

            edge.open().close(new Failure.Saturated("shut"));

            assertTrue(app.until("shut").startsWith("HTTP/1.1 503"));
            accounted("saturated");
            assertFreed();
        }
    }

    @Test
    @Row("overload.exchanges")
    void isRefusedWhereTooManyWaitAndLeavesThoseAlone() throws Exception {
        try (Served served = serving(looking(allowance -> "found"));
                RawClient first = post(served)) {
            awaitOneQueued();

            try (RawClient second = post(served)) {
                String refused = second.until("limits.checks");
                assertTrue(refused.startsWith("HTTP/1.1 503") && refused.contains("retry-after"), refused);
            }
            threads.runAll();

            assertTrue(first.until("found").startsWith("HTTP/1.1 200"));
        }
        Awaitility.await().untilAsserted(this::assertFreed);
    }

    @Test
    void isRefusedWhenLookingThroughItBreaks() throws Exception {
        try (Served served = serving(looking(allowance -> {
                    throw new OutOfMemoryError("of the test");
                }));
                RawClient app = post(served)) {
            awaitOneQueued();

            threads.runAll();

            assertTrue(app.until("}").startsWith("HTTP/1.1 500"));
            accounted("internal");
            assertFreed();
        }
    }

    @Test
    @Row("own.permission")
    void countsHeadersToTheLengthOfARequest() throws Exception {
        String mail = " jane.doe@example.com";
        try (Served served = serving((exchange, request) -> exchange.admit()
                        .compose(in -> exchange.look(Gate::bare))
                        .compose(seen -> answer(request, exchange.clearance().permits(true) ? "open" : "closed")));
                RawClient app = post(served, "x-a: " + "word ".repeat(Aside.LONG / 5) + mail)) {
            awaitOneQueued();
            threads.runAll();
            assertTrue(app.until("closed").startsWith("HTTP/1.1 200"));

            try (RawClient other = post(served, "x-a: word")) {
                assertTrue(other.until("open").startsWith("HTTP/1.1 200"));
            }
        }
    }

    /** Short where the app says so. */
    private BiFunction<OpenExchange, HttpServerRequest, Future<Verdict>> looking(Looking work) {
        return (exchange, request) -> exchange.admit().compose(in -> {
            exchange.holdings().open().tryGrow(HELD);
            Look<String> look = request.headers().contains("x-short")
                    ? edge.aside().look(0, 1, allowance -> Context.isOnEventLoopThread() + " loop")
                    : edge.aside().look(Aside.LONG, 1_000_000, work);
            return exchange.await(look).compose(text -> answer(request, text));
        });
    }

    private static Future<Verdict> answer(HttpServerRequest request, String text) {
        return request.response().end(text).map(sent -> new Verdict.Answered());
    }

    private String said(String what) {
        said.add(what);
        return what;
    }

    private void awaitOneQueued() {
        Awaitility.await()
                .until(() -> edge.aside().size() == 1 && edge.admission().exchanges() == 1);
        assertFalse(threads.waiting() > 1);
    }

    private void assertFreed() {
        assertEquals(0, edge.admission().exchanges());
        assertEquals(0, edge.admission().bufferedBytes());
        assertEquals(0, edge.aside().size());
    }

    private void accounted(String outcome) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertTrue(metrics.find("outrigger.exchanges").tag("outcome", outcome).counters().stream()
                                .anyMatch(counter -> counter.count() >= 1)));
        Awaitility.await().until(() -> edge.admission().exchanges() == 0);
    }

    private Served serving(BiFunction<OpenExchange, HttpServerRequest, Future<Verdict>> how) {
        return new Served(request -> {
            OpenExchange exchange = OpenExchange.begin(edge, request, DIALECT, "/v1/chat/completions");
            exchange.answer(() -> how.apply(exchange, request));
        });
    }

    private static RawClient post(Served served, String... headers) throws Exception {
        return served.app().post("/", "", headers);
    }
}
