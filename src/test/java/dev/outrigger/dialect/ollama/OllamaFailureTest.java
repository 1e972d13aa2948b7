package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.ErrorAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaFailureTest {
    private static Failure failure(int status, String body, KeyOwner key, Map<String, String> headers) {
        return Lines.OLLAMA.decodeFailure(new ErrorAnswer(
                status,
                "application/json",
                name -> Optional.ofNullable(headers.get(name)),
                Bytes.of(body),
                "there",
                new ModelName("llama9"),
                key));
    }

    private static Failure failure(int status, String words) {
        return failure(status, "{\"error\":\"" + words + "\"}", KeyOwner.OPERATOR, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "302|moved|malformed",
                "400|invalid options: SECRET|rejected",
                "400|the input length exceeds the context length|too_long",
                "400|registry.ollama.ai/library/llama9:latest does not support tools|rejected",
                "400|model 'llama9' not found|unknown_model",
                "401|unauthorized|unauthorized",
                "402|payment required|exhausted",
                "403|forbidden|forbidden",
                "404|model 'llama9' not found|unknown_model",
                "404|model \\\"llama9\\\" not found, try pulling it first|unknown_model",
                "405|method not allowed|unknown_path",
                "408|slow|overloaded",
                "413|large|too_long",
                "429|too many requests|throttled",
                "429|you have reached your weekly usage limit, please upgrade to continue|exhausted",
                "451|not here|refused",
                "499|gone|rejected",
                "500|model requires more system memory (9 GiB) than is available (3 GiB)|overloaded",
                "500|prompt is too long for the context window|too_long",
                "502|bad gateway|overloaded",
                "503|server busy, please try again.  maximum pending requests exceeded|overloaded"
            })
    void readsStatusAndWords(int status, String words, String label) {
        Failure failure = failure(status, words);

        assertEquals(label, failure.label());
        assertFalse(failure.message().contains("SECRET"));
        assertTrue(failure.message().contains("backend there answered " + status), failure.message());
    }

    @Test
    void takesAPageOfAnotherServerForAWrongPath() {
        assertEquals(
                "unknown_path",
                failure(404, "404 page not found", KeyOwner.OPERATOR, Map.of()).label());
        assertEquals(
                "overloaded",
                failure(503, "<html>", KeyOwner.OPERATOR, Map.of()).label());
    }

    @Test
    void leavesTheAppsOwnKeyToTheApp() {
        assertEquals("rejected", failure(401, "{}", KeyOwner.APP, Map.of()).label());
        assertEquals("rejected", failure(403, "{}", KeyOwner.APP, Map.of()).label());
    }

    @Test
    void waitsAsLongAsItIsAsked() {
        Map<String, String> wait = Map.of("retry-after", "7");

        assertEquals(
                Optional.of(Duration.ofSeconds(7)),
                failure(503, "{}", KeyOwner.OPERATOR, wait).retryAfter());
        assertEquals(
                "throttled",
                failure(429, "{\"error\":\"usage limit\"}", KeyOwner.OPERATOR, wait)
                        .label());
    }

    @Test
    void keepsUpstreamsBodyAndWords() {
        Failure.Verbatim kept = failure(400, "Invalid Format").original().orElseThrow();

        assertEquals(400, kept.status());
        assertEquals("ollama", kept.dialect());
        assertEquals("{\"error\":\"Invalid Format\"}", kept.body().utf8());
        assertEquals("Invalid Format", kept.words().text());
    }
}
