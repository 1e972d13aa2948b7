package dev.outrigger.telemetry;

import dev.outrigger.exchange.Origin;
import java.util.Optional;

/** The conventions' {@code gen_ai.operation.name} of an endpoint. */
final class Operation {
    private static final Optional<String> CHAT = Optional.of("chat");
    private static final Optional<String> GENERATE_CONTENT = Optional.of("generate_content");
    private static final Optional<String> TEXT_COMPLETION = Optional.of("text_completion");
    private static final Optional<String> EMBEDDINGS = Optional.of("embeddings");

    private Operation() {}

    /** The operation; absent for an endpoint that calls no model (files, batches, lists) or is not known. */
    static Optional<String> of(Origin origin) {
        String route = origin.route();
        if (route.endsWith("/chat/completions") || route.endsWith("/responses")) return CHAT;
        if (route.endsWith("/messages") || route.endsWith("/api/chat")) return CHAT;
        if (route.endsWith("enerateContent")) return GENERATE_CONTENT;
        if (route.endsWith("/completions") || route.endsWith("/api/generate")) return TEXT_COMPLETION;
        if (route.endsWith("/embeddings") || route.endsWith("/api/embed")) return EMBEDDINGS;
        if (route.endsWith(":embedContent") || route.endsWith(":batchEmbedContents")) return EMBEDDINGS;
        return Optional.empty();
    }
}
