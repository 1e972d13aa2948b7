package dev.outrigger.telemetry;

import dev.outrigger.exchange.Origin;
import java.util.Optional;

/** The conventions' {@code gen_ai.operation.name} of an endpoint. */
final class Operation {
    private Operation() {}

    /** The operation; absent for an endpoint that calls no model (files, batches, lists) or is not known. */
    static Optional<String> of(Origin origin) {
        String route = origin.route();
        if (route.endsWith("/chat/completions") || route.endsWith("/responses")) return Optional.of("chat");
        if (route.endsWith("/messages") || route.endsWith("/api/chat")) return Optional.of("chat");
        if (route.endsWith("enerateContent")) return Optional.of("generate_content");
        if (route.endsWith("/completions") || route.endsWith("/api/generate")) return Optional.of("text_completion");
        if (route.endsWith("/embeddings") || route.endsWith("/api/embed")) return Optional.of("embeddings");
        if (route.endsWith(":embedContent") || route.endsWith(":batchEmbedContents")) return Optional.of("embeddings");
        return Optional.empty();
    }
}
