package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.exchange.Origin;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, chat",
        "/v1/embeddings, embeddings",
        "/openai/deployments/*/embeddings, embeddings",
        "/v1beta/models/*:embedContent, embeddings",
        "/v1beta/models/*:batchEmbedContents, embeddings",
        "/v1beta/models/*:streamGenerateContent, generate_content",
        "/api/embed, embeddings",
        "/api/embeddings, embeddings",
        "/v1/models,",
    })
    void isThatOfTheRoute(String route, String operation) {
        Origin origin = new Origin("any", "POST", route, Optional.empty(), false, Optional.empty(), 0);

        assertEquals(Optional.ofNullable(operation), Operation.of(origin));
    }
}
