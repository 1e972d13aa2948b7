package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dialect's embeddings, as an app and a vendor speak them. */
public record Vectored(Dialect dialect) {
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect");

    /** The words, which it must have. */
    public EmbeddingDialect words() {
        return dialect.embeddings().orElseThrow();
    }

    public Endpoint.Embeddings at(String path) {
        RequestHead head = new RequestHead("POST", path, "", name -> Optional.empty());
        return (Endpoint.Embeddings) dialect.endpoint(head).orElseThrow();
    }

    /** A request as it is read. */
    public EmbeddingInbound read(String path, String body) {
        return switch (words().decodeRequest(at(path), Bytes.of(body))) {
            case EmbeddingDialect.Reading.Read read -> read.inbound();
            case EmbeddingDialect.Reading.Unreadable unreadable -> throw new AssertionError(unreadable.failure());
        };
    }

    /** Why a request cannot be read. */
    public Failure refusal(String path, String body) {
        return switch (words().decodeRequest(at(path), Bytes.of(body))) {
            case EmbeddingDialect.Reading.Read read -> throw new AssertionError("it can be read: " + read);
            case EmbeddingDialect.Reading.Unreadable unreadable -> unreadable.failure();
        };
    }

    /** The request for upstream of the same dialect. */
    public String rewritten(EmbeddingInbound inbound, Rewrite rewrite) {
        return words().rewriteRequest(inbound, rewrite).joined().utf8();
    }

    /** A rewrite to this name that changes nothing else. */
    public static Rewrite to(String model) {
        return new Rewrite(new ModelName(model), Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);
    }

    public static String cassette(String dialect, String name) {
        try {
            return Files.readString(CASSETTES.resolve(dialect).resolve("embeddings-" + name + ".json"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
