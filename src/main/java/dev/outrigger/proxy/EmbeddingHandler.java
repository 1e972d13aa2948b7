package dev.outrigger.proxy;

import dev.outrigger.backend.Relay;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.EmbeddingDialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Decision;
import dev.outrigger.route.EmbeddingContract;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Embeddings, from the request's body to the answer's last byte. The steps are those of {@link ChatHandler}, but nothing
 * is analyzed: who may answer is the app's to say. Confined to one event loop.
 */
final class EmbeddingHandler {
    private final OpenExchange exchange;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final Endpoint.Embeddings at;
    private final Live live;
    private final BodyReader reader;
    private final Asking asking;

    private EmbeddingHandler(
            OpenExchange exchange, HttpServerRequest request, Dialect dialect, Endpoint.Embeddings at) {
        this.exchange = exchange;
        this.request = request;
        this.dialect = dialect;
        this.at = at;
        this.live = exchange.live();
        this.reader = new BodyReader(request, exchange.holdings(), live.limits());
        this.asking = new Asking(exchange, request, dialect, reader);
    }

    /** Answers the request; the exchange accounts for it. */
    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Endpoint.Embeddings at) {
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, at.route());
        EmbeddingHandler handler = new EmbeddingHandler(exchange, request, dialect, at);
        exchange.answer(handler::answer);
    }

    private Future<Verdict> answer() {
        return exchange.admit()
                .compose(in -> reader.readFor(exchange))
                .compose(this::parse)
                .compose(this::serve);
    }

    private Future<EmbeddingInbound> parse(Bytes body) {
        EmbeddingDialect words = dialect.embeddings()
                .orElseThrow(() -> new IllegalStateException(dialect.name() + " claims what it has no words for"));
        return switch (words.decodeRequest(at, body)) {
            case EmbeddingDialect.Reading.Unreadable unreadable -> failed(unreadable.failure());
            case EmbeddingDialect.Reading.Read read -> reader.keepFor(exchange, read.inbound());
        };
    }

    /** By the model that is named, or the vendor, whose business a model nobody here knows is. */
    private Future<Verdict> serve(EmbeddingInbound read) {
        if (live.registry().adapter(read.model()).isPresent())
            return failed(new Failure.Rejected(
                    404, "embeddings are of a model as it is: there is none named " + read.model(), Optional.empty()));
        if (live.registry().asked(read.model()).isPresent())
            return asking.attempt(read, decide(read))
                    .compose(answer -> asking.write(read, answer, new WholeWriter(request.response(), answer)));
        if (live.routes().isFree(read.model()))
            return failed(new Failure.Rejected(
                    400,
                    "embeddings need the name of a model, not of a policy: vectors of different models do not mix",
                    Optional.empty()));
        Optional<String> keptHere = dialect.unpassable(at);
        if (keptHere.isPresent()) return failed(new Failure.Rejected(404, keptHere.get(), Optional.empty()));
        return new PassThrough(exchange, request, dialect, at.path())
                .forward(new Relay.Body.Whole(read.raw()), Optional.of(read.model()));
    }

    private Decision decide(EmbeddingInbound read) {
        long began = exchange.nanosSinceStart();
        Decision decision = EmbeddingContract.decide(
                read.model(), live.registry().view(read.model()), live.routes().contract(), exchange.clearance());
        exchange.account().decided(decision, Optional.empty(), exchange.nanosSinceStart() - began);
        return decision;
    }

    private static <T> Future<T> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }
}
