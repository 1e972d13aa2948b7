package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Aside;
import dev.outrigger.admit.Privacy;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.engine.Footprint;
import dev.outrigger.exchange.Ledger;
import dev.outrigger.registry.Registry;
import dev.outrigger.route.Policies;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Routes;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.telemetry.Stories;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The admin port over sockets, with an analyzer that takes as long as the test says. */
class AdminListenerTest {
    private static final String LINE = "{\"prompt\":\"hi\"}\n";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger analyzed = new AtomicInteger();
    private volatile Future<Void> gate = Future.succeededFuture();
    private final Ledger ledger = new Ledger();
    private int port;

    @BeforeEach
    void listen() {
        Registry registry = new Registry(List.of());
        Map<String, Policy> policies = Map.of(
                Policy.DEFAULT, Policies.compile(Policy.DEFAULT, Policies.defaults(List.of()), List.of()),
                Policy.CONTRACT, Policies.contract(List.of()));
        Explainer explainer = new Explainer(
                Aside.here(),
                (request, dimensions) -> {
                    analyzed.incrementAndGet();
                    return gate.map(open -> new Analysis(new LinkedHashMap<>(), List.of(), 0));
                },
                () -> new Routes(Routes.DEFAULT, policies),
                registry::view,
                () -> Privacy.OFF,
                System::nanoTime);
        AdminListener admin = new AdminListener(
                vertx,
                explainer,
                () -> new Dialects(List.of(new OpenAi(InstantSource.system()))),
                new AdminListener.Sights(
                        () -> Map.of("a", "b"),
                        () -> Map.of("smol", new Footprint(3, 2, 1)),
                        () -> "{}",
                        () -> registry,
                        ledger));
        port = admin.listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void reportsWhatExchangesCostByWhatIsAskedFor() throws Exception {
        ledger.enter(Stories.remoteAnswer());
        try (var operator = new RawClient(port)) {
            String answer = operator.send(
                            "GET /report?by=policy HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
                    .until("never said");

            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertTrue(answer.contains("\"by\" : \"policy\""), answer);
            assertTrue(answer.contains("\"name\" : \"thrift\""), answer);
            assertTrue(answer.contains("\"day\" : \"2026-11-22\""), answer);
        }
    }

    @Test
    void refusesAReportByWhatIsNotCounted() throws Exception {
        try (var operator = new RawClient(port)) {
            String answer = operator.send("GET /report?by=weather HTTP/1.1\r\nhost: localhost\r\n\r\n")
                    .until("model\n");

            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        }
    }

    @Test
    void explainsAsManyLinesAsItsBound() throws Exception {
        try (var operator = new RawClient(port)) {
            String answer = operator.post("/explain", LINE.repeat(AdminListener.MAX_LINES), "connection: close")
                    .until("never said");

            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertEquals(AdminListener.MAX_LINES, analyzed.get());
            assertEquals(
                    AdminListener.MAX_LINES,
                    answer.lines()
                            .filter(line -> line.startsWith("{\"analysis\""))
                            .count());
        }
    }

    @Test
    @Row("own.admin")
    void refusesMoreLines() throws Exception {
        try (var operator = new RawClient(port)) {
            String answer = operator.post("/explain", LINE.repeat(AdminListener.MAX_LINES + 1))
                    .until(" bytes\n");

            assertTrue(answer.startsWith("HTTP/1.1 413") && answer.contains("1000 lines"), answer);
            assertEquals(0, analyzed.get());
        }
    }

    @Test
    void refusesMoreBytesWithoutWaitingForTheRest() throws Exception {
        try (var operator = new RawClient(port)) {
            operator.send("POST /explain HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n");
            String piece = "x".repeat(1024 * 1024);
            for (int i = 0; i < 9; i++) operator.send("100000\r\n" + piece + "\r\n");

            assertTrue(operator.until(" bytes\n").startsWith("HTTP/1.1 413"), "it waits for more");
            assertEquals(0, analyzed.get());
        }
    }

    @Test
    void stopsExplainingForAnOperatorWhoHasLeft() throws Exception {
        Promise<Void> first = Promise.promise();
        gate = first.future();
        try (var operator = new RawClient(port)) {
            operator.post("/explain", LINE.repeat(100));
            Awaitility.await().until(() -> analyzed.get() == 1);
            operator.reset();
        }
        try (var next = new RawClient(port)) {
            // Given that the port has seen it leave
            assertTrue(next.send("GET /state HTTP/1.1\r\nhost: localhost\r\n\r\n")
                    .until("}")
                    .contains("200"));

            first.complete();

            assertTrue(next.send("GET /state HTTP/1.1\r\nhost: localhost\r\n\r\n")
                    .until("}")
                    .contains("200"));
        }
        assertTrue(analyzed.get() <= 2, "explained " + analyzed.get());
    }

    @Test
    @Row("own.admin")
    void doesNotCrowdOutOthersWhileItExplainsMany() throws Exception {
        try (var many = new RawClient(port);
                var one = new RawClient(port)) {
            many.post("/explain", LINE.repeat(AdminListener.MAX_LINES));
            String answer =
                    one.send("GET /state HTTP/1.1\r\nhost: localhost\r\n\r\n").until("}");

            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        }
    }
}
