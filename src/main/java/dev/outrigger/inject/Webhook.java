package dev.outrigger.inject;

import dev.outrigger.chat.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The admission webhook, over TLS: {@code POST /mutate}, and for those who watch over it {@code GET /healthz} and {@code
 * GET /metrics}. It lets every pod in: what it cannot do, it says in a warning. Certificate and parameters are followed
 * as they change; what is wrong with a change is said, and what was good serves on.
 */
public final class Webhook {
    /** For a body to be whole: the API server waits no longer for the answer. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final String TEXT = "text/plain";

    private final Vertx vertx;
    private final Folders folders;
    private final Consumer<String> log;
    private final Tally tally = new Tally();
    private final Intake intake = new Intake();
    private final Duration deadline;
    private volatile Injection injection = new Injection(Parameters.of(Map.of()));

    /** @param log takes a line a time */
    public Webhook(Vertx vertx, Folders folders, Consumer<String> log) {
        this(vertx, folders, log, DEADLINE);
    }

    Webhook(Vertx vertx, Folders folders, Consumer<String> log, Duration deadline) {
        this.vertx = vertx;
        this.folders = folders;
        this.log = log;
        this.deadline = deadline;
    }

    /**
     * What is mounted.
     *
     * @param certificate {@code tls.crt} and {@code tls.key}
     * @param parameters a file a parameter
     * @param recheck how often they are looked at
     */
    public record Folders(MountedFolder certificate, MountedFolder parameters, Duration recheck) {}

    /**
     * Completes with the port when it accepts connections.
     *
     * @throws IOException when what is mounted cannot be read
     * @throws IllegalArgumentException when it is wrong, with everything that is
     */
    public Future<Integer> listen(String host, int port) throws IOException {
        Map<String, Bytes> pems = folders.certificate().look();
        Certificate certificate = Certificate.of(pems);
        Map<String, Bytes> texts = folders.parameters().look();
        injection = new Injection(Parameters.of(strings(texts)));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(certificate.options())
                        .setIdleTimeout((int) IDLE.toSeconds())
                        .setTracingPolicy(TracingPolicy.IGNORE))
                .connectionHandler(this::connected)
                .requestHandler(this::handle);
        return server.listen(port, host).map(listening -> {
            follow(new Follower(folders.certificate(), pems, changed -> present(listening, changed)));
            follow(new Follower(folders.parameters(), texts, this::parameters));
            tally.certificate(certificate.end());
            log.accept("listening on " + listening.actualPort() + ", certificate valid until " + certificate.end());
            return listening.actualPort();
        });
    }

    private void follow(Follower follower) {
        vertx.setPeriodic(
                folders.recheck().toMillis(),
                tick -> vertx.executeBlocking(() -> {
                            follower.check();
                            return true;
                        })
                        .onFailure(fault -> refused("a change", fault)));
    }

    private void present(HttpServer server, Map<String, Bytes> changed) {
        try {
            Certificate certificate = Certificate.of(changed);
            server.updateSSLOptions(new SSLOptions().setKeyCertOptions(certificate.options()))
                    .onSuccess(done -> {
                        tally.certificate(certificate.end());
                        applied("certificate, valid until " + certificate.end());
                    })
                    .onFailure(fault -> refused("certificate", fault));
        } catch (IllegalArgumentException wrong) {
            refused("certificate", wrong);
        }
    }

    private void parameters(Map<String, Bytes> changed) {
        try {
            injection = new Injection(Parameters.of(strings(changed)));
            applied("parameters");
        } catch (IllegalArgumentException wrong) {
            refused("parameters", wrong);
        }
    }

    private void applied(String what) {
        tally.reload(Tally.Reload.APPLIED);
        log.accept("new " + what);
    }

    private void refused(String what, Throwable why) {
        tally.reload(Tally.Reload.REFUSED);
        log.accept("new " + what + " refused, the one before serves on: " + why.getMessage());
    }

    private static Map<String, String> strings(Map<String, Bytes> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((name, bytes) -> texts.put(name, bytes.utf8().strip()));
        return texts;
    }

    private void handle(HttpServerRequest request) {
        switch (request.method().name() + " " + request.path()) {
            case "POST /mutate" -> mutate(request);
            case "GET /healthz" -> end(request, 200, TEXT, Buffer.buffer("ok\n"));
            case "GET /metrics" -> end(request, 200, "text/plain; version=0.0.4", Buffer.buffer(tally.text()));
            default -> say(request, 404, "there are POST /mutate, GET /healthz and GET /metrics");
        }
    }

    private void mutate(HttpServerRequest request) {
        Question.read(vertx, request, intake, deadline, body -> answer(request, body), (why, words) -> {
            tally.rejection(why);
            int status = switch (why) {
                case MALFORMED -> 400;
                case LATE -> 408;
                case TOO_LARGE -> 413;
                case BUSY -> 503;
            };
            say(request, status, words);
            // One who still writes reads the answer only if the connection is not cut at once.
            vertx.setTimer(LINGER.toMillis(), end -> request.connection().close());
        });
    }

    private void connected(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        if (intake.open(address)) connection.closeHandler(gone -> intake.close(address));
        else {
            tally.rejection(Tally.Rejection.BUSY);
            connection.close();
        }
    }

    private void answer(HttpServerRequest request, byte[] body) {
        try {
            Review review = Review.read(body);
            Verdict verdict = verdict(review);
            tally.admission(verdict);
            log.accept(review.line(verdict));
            end(request, 200, "application/json", Buffer.buffer(review.answer(verdict)));
        } catch (IllegalArgumentException malformed) {
            tally.rejection(Tally.Rejection.MALFORMED);
            say(request, 400, String.valueOf(malformed.getMessage()));
        }
    }

    /** A fault of ours must not keep a pod from being made. */
    private Verdict verdict(Review review) {
        try {
            return review.pod().map(injection::of).orElseGet(() -> new Verdict.Untouched("no new pod"));
        } catch (RuntimeException fault) {
            return new Verdict.NotInjected("a fault of the injector: " + fault);
        }
    }

    private static void say(HttpServerRequest request, int status, String words) {
        end(request, status, TEXT, Buffer.buffer(words + "\n"));
    }

    private static void end(HttpServerRequest request, int status, String type, Buffer body) {
        HttpServerResponse response = request.response();
        if (!response.closed())
            response.setStatusCode(status).putHeader("content-type", type).end(body);
    }
}
