package dev.outrigger.proxy;

import dev.outrigger.backend.HeaderRules;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.QueryKeys;
import dev.outrigger.dialect.RequestHead;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The data port's first look at a request: who may speak to it, and what the path asks for. */
final class DataHandler implements Handler<HttpServerRequest> {
    /** Names under which a pod reaches itself; any other is a browser that was lied to about an address. */
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal");

    private final Edge edge;

    DataHandler(Edge edge) {
        this.edge = edge;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Optional<Dialects.Claim> claim = claim(edge, request);
        Optional<Failure> refusal =
                Callers.refusal(request, HOSTS).or(() -> loop(request)).or(() -> absent(claim));
        if (refusal.isPresent())
            RefusalHandler.handle(edge, request, claim.map(Dialects.Claim::dialect), refusal.get());
        else serve(request, claim.orElseThrow());
    }

    /** A key in the query becomes the header that says the same, unless that is there: one place judges keys. */
    private static void moveKey(HttpServerRequest request) {
        QueryKeys.header(request.query() == null ? "" : request.query())
                .filter(key -> !request.headers().contains(key.name()))
                .ifPresent(key -> request.headers().set(key.name(), key.value()));
    }

    /** Whose the request is. */
    static Optional<Dialects.Claim> claim(Edge edge, HttpServerRequest request) {
        return edge.live()
                .peek()
                .dialects()
                .claim(new RequestHead(
                        request.method().name(),
                        request.path(),
                        request.query() == null ? "" : request.query(),
                        name -> Optional.ofNullable(request.getHeader(name))));
    }

    /** Whether it was here before, or would go from sidecar to sidecar without end. */
    private Optional<Failure> loop(HttpServerRequest request) {
        List<String> hops = HeaderRules.hops(request.headers());
        if (hops.contains(edge.instance())) return rejected(508, "a backend's url leads back to this process");
        return hops.size() < HeaderRules.MAX_HOPS
                ? Optional.empty()
                : rejected(508, "it has come through " + HeaderRules.MAX_HOPS + " sidecars");
    }

    private static Optional<Failure> absent(Optional<Dialects.Claim> claim) {
        if (claim.isEmpty()) return rejected(404, "no dialect that is spoken here has this path");
        return claim.get().endpoint() instanceof Endpoint.Gone(String why) ? rejected(404, why) : Optional.empty();
    }

    private static Optional<Failure> rejected(int status, String message) {
        return Optional.of(new Failure.Rejected(status, message, Optional.empty()));
    }

    private void serve(HttpServerRequest request, Dialects.Claim claim) {
        if (claim.dialect().takesKeyInQuery()) moveKey(request);
        switch (claim.endpoint()) {
            case Endpoint.Chat chat -> ChatHandler.handle(edge, request, claim.dialect(), chat);
            case Endpoint.Told told -> ToldHandler.handle(edge, request, claim.dialect(), told);
            case Endpoint.CountTokens count -> CountHandler.handle(edge, request, claim.dialect(), count);
            case Endpoint.Embeddings embeddings -> EmbeddingHandler.handle(edge, request, claim.dialect(), embeddings);
            case Endpoint.Models models -> ModelsHandler.handle(edge, request, claim.dialect());
            case Endpoint.Loaded loaded -> ModelsHandler.handle(edge, request, claim.dialect(), loaded);
            case Endpoint.Model model -> ModelsHandler.handle(edge, request, claim.dialect(), model);
            case Endpoint.Gone gone -> throw new IllegalStateException("it was not refused: " + gone.why());
            case Endpoint.Other other -> OtherHandler.handle(edge, request, claim.dialect(), other.path());
        }
    }
}
