package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.support.Guards;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way to a connection: one clock from the name to the end of TLS, and a bound of connections. */
@Timeout(20)
class HttpConnectTest {
    private static final GuardSettings HASTY =
            Guards.of(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMinutes(2), 16);
    private static final byte[] BEGINNING_OF_A_HANDSHAKE = {22, 3, 3, 0, 100, 2, 0, 0};

    private HttpFixture http = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private void assertConnectClock(URI url) {
        http.backend = http.backend(url, HASTY);
        Failure.TimedOut late = assertInstanceOf(Failure.TimedOut.class, http.failure(""));
        assertEquals(Failure.Clock.CONNECT, late.clock());
    }

    @Test
    @Row("clock.connect")
    void timesOutWhenTlsIsNotBegun() {
        assertConnectClock(URI.create("https://127.0.0.1:" + http.upstream.port()));
        await().until(() -> http.upstream.openConnections() == 0);
    }

    @Test
    @Row("clock.connect")
    void timesOutWhenTlsIsBegunAndNeverFinished() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CountDownLatch left = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try (Socket socket = slow.accept()) {
                    socket.getOutputStream().write(BEGINNING_OF_A_HANDSHAKE);
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException reset) {
                    // The client left, less politely.
                } finally {
                    left.countDown();
                }
            });
            assertConnectClock(URI.create("https://127.0.0.1:" + slow.getLocalPort()));
            await().until(() -> left.getCount() == 0);
        }
    }

    @Test
    @Row("clock.connect")
    void timesOutWhenNobodyTellsTheAddressOfItsName() throws Exception {
        http.close();
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            http = new HttpFixture(new EventLoop(new VertxOptions()
                    .setAddressResolverOptions(
                            new AddressResolverOptions().addServer("127.0.0.1:" + deaf.getLocalPort()))));
            assertConnectClock(URI.create("http://upstream.example"));
        }
    }

    @Test
    @Row("clock.connect")
    void timesOutWhenNobodyAcceptsTheConnection() throws IOException {
        List<Socket> backlog = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            boolean full = fill(deaf, backlog);
            assumeTrue(full, "this machine's backlog cannot be filled");
            assertConnectClock(URI.create("http://127.0.0.1:" + deaf.getLocalPort()));
        } finally {
            for (Socket socket : backlog) socket.close();
        }
    }

    private static boolean fill(ServerSocket deaf, List<Socket> backlog) throws IOException {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            backlog.add(socket);
            try {
                socket.connect(deaf.getLocalSocketAddress(), 100);
            } catch (java.net.SocketTimeoutException full) {
                return true;
            }
        }
        return false;
    }

    @Test
    void opensAsManyConnectionsAsThereAreRequests() {
        http.upstream.then(Script.hang());
        for (int i = 0; i < HttpFixture.PATIENT.inFlight(); i++) http.begin("");
        await().until(() -> http.upstream.received().size() == HttpFixture.PATIENT.inFlight());
    }

    @Test
    void refusesAtOnceWhatIsOverItsConnectionsAndBlamesNobodyElse() {
        // Given
        http.backend = http.backend("there", http.upstream.url(), HttpFixture.PATIENT, 1);
        http.upstream.then(Script.hang());
        Run first = http.begin("");
        await().until(() -> http.upstream.received().size() == 1);
        // When
        Failure failure = http.failure("");
        // Then
        assertInstanceOf(Failure.Saturated.class, failure);
        assertTrue(failure.mayMoveOn());
        assertEquals(Failure.Weight.NEUTRAL, failure.weight());
        assertEquals(1, http.upstream.connections());
        http.loop.run(first::cancel);
        await().until(() -> http.upstream.openConnections() == 0);
        http.upstream.then(Script.json(OpenAiText.answer("room")));
        http.loop.await(() -> http.backend.attempt(http.call("")).answer());
    }
}
