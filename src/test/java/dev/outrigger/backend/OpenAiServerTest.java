package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Guards;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiServerTest {
    private static final List<String> BOTH = List.of("openai", "openai-responses");
    private static final List<String> CHAT = List.of("openai");

    private static List<String> dialects(String url, Optional<Boolean> responses) {
        GuardSettings guard = Guards.of(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofMinutes(2), 1);
        return new BackendSettings.OpenAiServer(URI.create(url), Optional.empty(), false, true, responses, false, guard)
                .dialects();
    }

    @Test
    void theVendorItselfSpeaksBothOfItsDialects() {
        assertEquals(BOTH, dialects("https://api.openai.com/v1", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vllm.models.svc:8000/v1",
                "https://api.openai.com.example.org/v1",
                "https://eu.api.openai.com/v1",
                "https://example.org/api.openai.com"
            })
    void ofOthersOnlyChatCompletionsAreExpected(String url) {
        assertEquals(CHAT, dialects(url, Optional.empty()));
    }

    @Test
    void theOperatorKnowsBetter() {
        assertEquals(BOTH, dialects("http://vllm.models.svc:8000/v1", Optional.of(true)));
        assertEquals(CHAT, dialects("https://api.openai.com/v1", Optional.of(false)));
    }
}
