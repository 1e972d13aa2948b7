package dev.outrigger.proxy;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.exchange.Verdict;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/** Answers what this process knows by itself. */
final class ToldHandler {
    private ToldHandler() {}

    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Endpoint.Told told) {
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, told.route());
        exchange.answer(() -> exchange.admit().compose(in -> send(exchange, request, told.type(), told.answer())));
    }

    static void answer(
            Edge edge, HttpServerRequest request, Dialect dialect, String route, Function<Live, Bytes> answer) {
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, route);
        exchange.answer(() -> exchange.admit().compose(in -> send(exchange, request, answer.apply(exchange.live()))));
    }

    /** Sends it as the answer of this exchange; completes when the connection took it. */
    static Future<Verdict> send(OpenExchange exchange, HttpServerRequest request, Bytes json) {
        return send(exchange, request, "application/json", json);
    }

    private static Future<Verdict> send(OpenExchange exchange, HttpServerRequest request, String type, Bytes answer) {
        exchange.account().began(200, exchange.nanosSinceStart());
        return request.response()
                .putHeader("content-type", type)
                .putHeader(HeaderNames.EXCHANGE, exchange.account().id().value())
                .end(Buffer.buffer(answer.array()))
                .map(sent -> new Verdict.Answered());
    }
}
