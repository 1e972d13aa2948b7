package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What a throwable of the HTTP client means. Messages name the backend and the kind, never an address's secrets. */
final class UpstreamFault {
    private UpstreamFault() {}

    static FailureException of(Throwable thrown, String backend) {
        return switch (thrown) {
            case FailureException known -> known;
            case ConnectTimeoutException late ->
                failure(new Failure.TimedOut("connect", "backend " + backend + " did not accept a connection in time"));
            case UnknownHostException unknown -> unreachable(backend, "its host name is not known");
            case ConnectException refused -> unreachable(backend, "it refused the connection");
            case SSLException tls -> unreachable(backend, "its TLS handshake failed");
            case ConnectionPoolTooBusyException busy ->
                failure(new Failure.Overloaded(
                        503, "backend " + backend + " has too many requests waiting", Optional.empty()));
            default -> unreachable(backend, "it closed the connection before an answer");
        };
    }

    private static FailureException unreachable(String backend, String why) {
        return failure(new Failure.Unreachable("backend " + backend + " cannot be reached: " + why));
    }

    private static FailureException failure(Failure failure) {
        return new FailureException(failure);
    }
}
