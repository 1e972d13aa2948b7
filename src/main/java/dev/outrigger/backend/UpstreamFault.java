package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Clock;
import dev.outrigger.chat.FailureException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a throwable of the HTTP client means. Messages name the backend and the kind, never an address's secrets. */
final class UpstreamFault {
    private UpstreamFault() {}

    static FailureException of(Throwable thrown, String backend) {
        return switch (thrown) {
            case FailureException known -> known;
            // Vert.x's of the whole way, from the name to the end of TLS; Netty's of a part of it.
            case TimeoutException late -> unconnected(backend);
            case ConnectTimeoutException late -> unconnected(backend);
            // Vert.x wraps Netty's time-out in an exception of its own kind.
            case SSLException tls when tls.getCause() instanceof SslHandshakeTimeoutException -> unconnected(backend);
            case UnknownHostException unknown -> unreachable(backend, "its host name is not known");
            case ConnectException refused -> unreachable(backend, "it refused the connection");
            case NoRouteToHostException lost -> unreachable(backend, "there is no route to it");
            case SSLException tls -> unreachable(backend, "its TLS handshake failed");
            case ConnectionPoolTooBusyException full ->
                failure(new Failure.Saturated("backend " + backend + " has " + HttpClients.CONNECTIONS
                        + " connections of one event loop in use: no more are opened"));
            // What it sent is no HTTP: Netty's codec says so with one of these.
            case IllegalArgumentException garbage -> garbled(backend);
            case CodecException garbage -> garbled(backend);
            case IOException broken -> closed(backend);
            case VertxException broken -> closed(backend);
            default -> failure(FailureException.of(thrown));
        };
    }

    /** Whether the connection went away before any byte of an answer: what a stale keep-alive connection does. */
    static boolean isClosed(Throwable thrown) {
        boolean neverWas = thrown instanceof ConnectException || thrown instanceof NoRouteToHostException;
        return thrown instanceof HttpClosedException || (thrown instanceof SocketException && !neverWas);
    }

    private static FailureException unconnected(String backend) {
        return failure(
                new Failure.TimedOut(Clock.CONNECT, "no connection to backend " + backend + " within guard.connect"));
    }

    private static FailureException closed(String backend) {
        return unreachable(backend, "it closed the connection before an answer");
    }

    private static FailureException garbled(String backend) {
        return failure(new Failure.Malformed("backend " + backend + " sent something that is not HTTP"));
    }

    private static FailureException unreachable(String backend, String why) {
        return failure(new Failure.Unreachable("backend " + backend + " cannot be reached: " + why));
    }

    private static FailureException failure(Failure failure) {
        return new FailureException(failure);
    }
}
