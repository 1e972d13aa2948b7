package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class UpstreamFaultTest {
    private static Failure of(Throwable thrown) {
        return UpstreamFault.of(thrown, "there").failure();
    }

    @Test
    void takesAllThatNeverReachedUpstreamForUnreachable() {
        for (Throwable thrown : new Throwable[] {
            new ConnectException("Connection refused: secret-host/10.0.0.1:443"),
            new UnknownHostException("secret-host"),
            new NoRouteToHostException("secret-host"),
            new SSLHandshakeException("secret-host"),
            new SocketException("Connection reset"),
            new IOException("Broken pipe"),
            new HttpClosedException("Connection was closed")
        }) assertEquals("unreachable", of(thrown).label(), thrown.toString());
    }

    @Test
    void takesWhateverBoundsTheWayToUpstreamForTheConnectClock() {
        for (Throwable thrown : List.of(
                new ConnectTimeoutException("late"),
                new TimeoutException("exceeded when getting a connection to secret-host"),
                new SSLException(new SslHandshakeTimeoutException("late")))) {
            Failure.TimedOut late = assertInstanceOf(Failure.TimedOut.class, of(thrown));
            assertEquals(Failure.Clock.CONNECT, late.clock());
            assertEquals("no connection to backend there within guard.connect", late.message());
        }
    }

    @Test
    void takesAFullPoolForABoundOfOurOwn() {
        Failure full = of(new ConnectionPoolTooBusyException("full"));
        assertEquals("saturated", full.label());
        assertEquals(Failure.Weight.NEUTRAL, full.weight());
    }

    @Test
    void takesAConnectionThatBrokeForUnreachable() {
        assertEquals("unreachable", of(new StreamResetException(8)).label());
        assertEquals(
                "unreachable", of(new VertxException("Connection was closed")).label());
    }

    @Test
    void takesWhatIsNotHttpForMalformed() {
        assertEquals("malformed", of(new DecoderException("?")).label());
        assertEquals(
                "malformed",
                of(new IllegalArgumentException("invalid version format: GARBAGE"))
                        .label());
    }

    @Test
    void takesOurOwnFaultsForOurOwn() {
        assertEquals("internal", of(new IllegalStateException("bug")).label());
    }

    @Test
    void keepsAFailureThatIsKnown() {
        assertSame(Failures.REFUSED, of(new FailureException(Failures.REFUSED)));
    }

    @Test
    void namesTheBackendAndNoAddress() {
        String message = of(new ConnectException("Connection refused: secret-host/10.0.0.1:443"))
                .message();
        assertTrue(message.contains("there"), message);
        assertFalse(message.contains("secret") || message.contains("10.0"), message);
    }

    @Test
    void tellsAConnectionThatWentAwayFromOneThatNeverWas() {
        assertTrue(UpstreamFault.isClosed(new HttpClosedException("closed")));
        assertTrue(UpstreamFault.isClosed(new SocketException("Connection reset")));
        assertFalse(UpstreamFault.isClosed(new ConnectException("refused")));
        assertFalse(UpstreamFault.isClosed(new FailureException(Failures.MALFORMED)));
    }
}
