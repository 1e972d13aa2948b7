package dev.outrigger.console;

import dev.outrigger.chat.Failure;
import dev.outrigger.console.Explainer.Scope;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.engine.Footprint;
import dev.outrigger.exchange.Answers;
import dev.outrigger.exchange.Ledger;
import dev.outrigger.exchange.Statement;
import dev.outrigger.proxy.Callers;
import dev.outrigger.registry.Registry;
import dev.outrigger.rollout.PolicyDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The admin port, on loopback: {@code GET /state} (what readiness tells, and what models hold), {@code GET /schema} (of the configuration),
 * {@code GET /models} and {@code GET /models/NAME} (what is known of models, and what their servers offer),
 * {@code GET /report} (what exchanges cost; {@code ?by=} says by what),
 * {@link PoliciesHandler}'s, {@link VerdictsHandler}'s,
 * {@code POST /explain} (lines of JSON in, lines of JSON out; {@code ?all} computes every dimension).
 */
public final class AdminListener {
    /** Longest body of {@code /explain}. */
    static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

    /** Lines of one {@code /explain}; more belong to the command line. */
    static final int MAX_LINES = 1_000;

    private static final String JSON = "application/json";
    private static final String MODEL = "/models/";
    private static final String PATHS =
            "GET /state, GET /schema, GET /models, GET /models/NAME, GET /report and POST /explain";

    private final Vertx vertx;
    private final Explainer explainer;
    private final Supplier<Dialects> dialects;
    private final Sights sights;

    private volatile Optional<PoliciesHandler> policies = Optional.empty();
    private volatile Optional<VerdictsHandler> verdicts = Optional.empty();

    public AdminListener(Vertx vertx, Explainer explainer, Supplier<Dialects> dialects, Sights sights) {
        this.vertx = vertx;
        this.explainer = explainer;
        this.dialects = dialects;
        this.sights = sights;
    }

    /**
     * What can be looked at.
     *
     * @param state what readiness tells
     * @param held what each local model holds in memory
     * @param schema of the configuration
     * @param registry the models that are served with now
     * @param ledger what exchanges cost
     */
    public record Sights(
            Supplier<Map<String, String>> state,
            Supplier<? extends Map<String, Footprint>> held,
            Supplier<String> schema,
            Supplier<Registry> registry,
            Ledger ledger) {}

    /** Answers about policies too. */
    public AdminListener with(PolicyDesk desk) {
        policies = Optional.of(new PoliciesHandler(vertx, desk));
        return this;
    }

    /** Takes verdicts on these too. */
    public AdminListener with(Answers answers) {
        verdicts = Optional.of(new VerdictsHandler(answers, sights.registry()));
        return this;
    }

    /** Completes with the port when it accepts connections; port 0 is any free one. */
    public Future<Integer> listen(String host, int port) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(host).setPort(port).setTracingPolicy(TracingPolicy.IGNORE);
        return vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen()
                .map(HttpServer::actualPort);
    }

    private void handle(HttpServerRequest request) {
        Optional<Failure> refusal = Callers.refusal(request, Callers.LOOPBACK);
        if (refusal.isPresent()) {
            end(request, refusal.get().status(), "text/plain", refusal.get().message() + "\n");
            return;
        }
        if (policies.isPresent() && PoliciesHandler.isAbout(request.path())) {
            policies.get().handle(request);
            return;
        }
        if (verdicts.isPresent() && request.path().equals(VerdictsHandler.PATH)) {
            verdicts.get().handle(request);
            return;
        }
        switch (request.method().name() + " " + request.path()) {
            case "GET /state" ->
                end(
                        request,
                        200,
                        JSON,
                        StateJson.encode(sights.state().get(), sights.held().get()));
            case "GET /schema" ->
                end(request, 200, "application/schema+json", sights.schema().get());
            case "GET /models" ->
                end(request, 200, JSON, ModelsJson.all(sights.registry().get()));
            case "GET /report" -> report(request);
            case "POST /explain" -> explain(request);
            default -> other(request);
        }
    }

    private void other(HttpServerRequest request) {
        boolean isModel =
                request.method().equals(HttpMethod.GET) && request.path().startsWith(MODEL);
        if (isModel) model(request, request.path().substring(MODEL.length()));
        else end(request, 404, "text/plain", "there are " + PATHS + "\n");
    }

    private void model(HttpServerRequest request, String encoded) {
        Optional<String> found = decoded(encoded)
                .flatMap(name -> sights.registry().get().cell(name))
                .map(ModelsJson::one);
        if (found.isPresent()) end(request, 200, JSON, found.get());
        else end(request, 404, "text/plain", "no model is named so; GET /models tells all names\n");
    }

    /** A name may have what a path may not; absent where it is not written so. */
    private static Optional<String> decoded(String encoded) {
        try {
            return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private void report(HttpServerRequest request) {
        String by = Optional.ofNullable(request.getParam("by")).orElse(Statement.By.MODEL.word());
        Statement.By.named(by)
                .ifPresentOrElse(
                        known -> end(
                                request,
                                200,
                                JSON,
                                ReportJson.encode(sights.ledger().statement(known))),
                        () -> end(
                                request,
                                400,
                                "text/plain",
                                "by must be app, tenant, user, policy, backend, provider or model\n"));
    }

    private void explain(HttpServerRequest request) {
        Scope scope = request.params().contains("all") ? Scope.EVERYTHING : Scope.POLICY;
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (request.response().ended()) return;
            if (body.length() + chunk.length() <= MAX_BODY_BYTES) body.appendBuffer(chunk);
            else tooMuch(request);
        });
        request.endHandler(end -> {
            if (request.response().ended()) return;
            List<Line> lines = Line.of(body.toString());
            if (lines.size() > MAX_LINES) tooMuch(request);
            else answer(request, lines, scope, new ArrayList<>());
        });
    }

    /** At once: the rest may never come. */
    private static void tooMuch(HttpServerRequest request) {
        end(request, 413, "text/plain", "at most " + MAX_LINES + " lines and " + MAX_BODY_BYTES + " bytes\n");
    }

    /** One after the other, each from a fresh stack: whoever explains many must not crowd out those that are served. */
    private void answer(HttpServerRequest request, List<Line> lines, Scope scope, List<String> answers) {
        int next = answers.size();
        if (request.response().closed()) return;
        if (next == lines.size()) {
            end(request, 200, "application/x-ndjson", String.join("\n", answers) + "\n");
            return;
        }
        Line asked = lines.get(next);
        answer(asked.text(), scope)
                .otherwise(wrong -> ExplanationJson.encodeError(String.valueOf(wrong.getMessage()), asked.number()))
                .onSuccess(line -> {
                    answers.add(line);
                    vertx.runOnContext(again -> answer(request, lines, scope, answers));
                });
    }

    private Future<String> answer(String line, Scope scope) {
        try {
            return explainer
                    .explain(new Question(dialects.get()).read(line), scope)
                    .map(ExplanationJson::encode);
        } catch (IllegalArgumentException wrong) {
            return Future.failedFuture(wrong);
        }
    }

    private static void end(HttpServerRequest request, int status, String type, String body) {
        HttpServerResponse response = request.response();
        if (!response.closed())
            response.setStatusCode(status).putHeader("content-type", type).end(body);
    }

    /** A line that is not blank, and where it stands, from 1. */
    private record Line(long number, String text) {
        static List<Line> of(String body) {
            List<Line> lines = new ArrayList<>();
            long number = 0;
            for (String text : body.lines().toList()) {
                number++;
                if (!text.isBlank()) lines.add(new Line(number, text));
            }
            return lines;
        }
    }
}
