package dev.outrigger.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.exchange.Answers;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.Registry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code POST /verdicts}: somebody says whether an answer was good, and what is expected of its model moves. Which answer
 * is told by its exchange, or by its model alone.
 */
final class VerdictsHandler {
    static final String PATH = "/verdicts";

    /** Longest body. */
    static final int MAX_BODY_BYTES = 4 * 1024;

    private static final String JSON = "application/json";

    private final Answers answers;
    private final Supplier<Registry> registry;

    /** @param registry the models that are served with now */
    VerdictsHandler(Answers answers, Supplier<Registry> registry) {
        this.answers = answers;
        this.registry = registry;
    }

    /** What is judged, and of what it was about; or why that is not known. */
    private sealed interface Found {
        record Model(Cell cell, Optional<String> domain) implements Found {}

        record Nothing(String why) implements Found {}
    }

    void handle(HttpServerRequest request) {
        if (Unasked.isForeign(request)) end(request, 403, "web pages of other origins are refused");
        else if (request.method().name().equals("POST")) read(request);
        else end(request, 404, "there is POST " + PATH);
    }

    private void read(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (request.response().ended()) return;
            if (body.length() + chunk.length() <= MAX_BODY_BYTES) body.appendBuffer(chunk);
            else end(request, 413, "at most " + MAX_BODY_BYTES + " bytes");
        });
        request.endHandler(end -> {
            if (request.response().ended()) return;
            if (Unasked.isTyped(request, Set.of(JSON))) judge(request, body.getBytes());
            else end(request, 415, "content-type must be " + JSON);
        });
    }

    private void judge(HttpServerRequest request, byte[] body) {
        try {
            Judgement judgement = Judgement.read(body);
            switch (find(judgement)) {
                case Found.Model(Cell cell, Optional<String> domain) -> {
                    domain.ifPresentOrElse(
                            named -> cell.judged(named, judgement.good()), () -> cell.judged(judgement.good()));
                    told(request, cell, domain);
                }
                case Found.Nothing(String why) -> end(request, 404, why);
            }
        } catch (IllegalArgumentException wrong) {
            end(request, 400, String.valueOf(wrong.getMessage()));
        }
    }

    private Found find(Judgement judgement) {
        return switch (judgement.subject()) {
            case Judgement.Subject.Model(String name) -> find(name, judgement.domain());
            case Judgement.Subject.Answer(var exchange) ->
                answers.take(exchange)
                        .map(answer -> find(answer.model(), judgement.domain().or(answer::domain)))
                        .orElseGet(() -> new Found.Nothing(
                                "no answer of this exchange waits for a verdict: it is not one of the last "
                                        + Answers.MOST + ", has not ended, got none, or was judged already"));
        };
    }

    private Found find(String model, Optional<String> domain) {
        return registry.get()
                .cell(model)
                .<Found>map(cell -> new Found.Model(cell, domain))
                .orElseGet(() -> new Found.Nothing("no model is named so; GET /models tells all names"));
    }

    private static void told(HttpServerRequest request, Cell cell, Optional<String> domain) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("model", cell.profile().name());
        domain.ifPresent(named -> json.put("domain", named));
        if (!request.response().closed())
            request.response().putHeader("content-type", JSON).end(json.toPrettyString() + "\n");
    }

    private static void end(HttpServerRequest request, int status, String words) {
        if (!request.response().closed())
            request.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "text/plain")
                    .end(words + "\n");
    }
}
