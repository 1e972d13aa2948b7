package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.dialect.ErrorAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockFailureTest {
    private static Failure failure(int status, Map<String, String> headers, String body, KeyOwner key) {
        return Wire.BEDROCK.decodeFailure(new ErrorAnswer(
                status,
                "application/json",
                name -> Optional.ofNullable(headers.get(name)),
                Bytes.of(body),
                "aws",
                Wire.CLAUDE,
                key));
    }

    private static Failure failure(int status, String type, String message) {
        return failure(
                status, Map.of("x-amzn-errortype", type), "{\"message\":\"" + message + "\"}", KeyOwner.OPERATOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429|ThrottlingException|Too many requests, please wait before trying again.|throttled",
                "429|ThrottlingException|Too many tokens per day, please wait before trying again.|exhausted",
                "429|ModelNotReadyException|The model is not ready.|overloaded",
                "408|ModelTimeoutException|The request took too long.|overloaded",
                "424|ModelErrorException|The model failed.|overloaded",
                "500|InternalServerException|An error.|overloaded",
                "503|ServiceUnavailableException|Unable to process.|overloaded",
                "400|ServiceQuotaExceededException|Your quota is exceeded.|exhausted",
                "404|ResourceNotFoundException|This model version has reached the end of its life.|unknown_model",
                "404|UnknownOperationException||unknown_path",
                "403|AccessDeniedException|You don't have access to the model with the specified model ID.|forbidden",
                "403|AccessDeniedException|Authentication failed: make sure your API Key is valid.|unauthorized",
                "403|UnrecognizedClientException|The security token included in the request is invalid.|unauthorized",
                "403|ExpiredTokenException|The security token included in the request is expired|unauthorized",
                "403|InvalidSignatureException|The request signature we calculated does not match|unauthorized",
                "400|ValidationException|Input is too long for requested model.|too_long",
                "400|ValidationException|prompt is too long: 210000 tokens > 200000 maximum|too_long",
                "400|ValidationException|Too many input tokens. Max input tokens: 8192, request: 9000|too_long",
                "400|ValidationException|This model's maximum context length is 8192 tokens.|too_long",
                "400|ValidationException|input length and `max_tokens` exceed context limit: 9 + 9 > 9|too_long",
                "400|ValidationException|The provided model identifier is invalid.|unknown_model",
                "400|ValidationException|Invocation of model ID x with on-demand throughput isn't supported.|unknown_model",
                "400|ValidationException|Output blocked by content filtering policy|refused",
                "400|ValidationException|The toolConfig field must be defined.|rejected",
                "413||Request entity too large|too_long",
                "418|TeapotException|no|rejected",
                "502||bad gateway|overloaded"
            })
    void everyExceptionHasItsMeaning(int status, String type, String message, String label) {
        Failure failure =
                failure(status, type == null ? "" : type, message == null ? "" : message.replace("\"", "\\\""));
        assertEquals(label, failure.label());
    }

    @Test
    void theTypeIsReadWithWhatStandsAroundIt() {
        assertEquals(
                "throttled",
                failure(429, "ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/", "slow")
                        .label());
        for (String body : new String[] {
            "{\"__type\":\"com.amazon.coral.service#UnrecognizedClientException\",\"message\":\"x\"}",
            "{\"code\":\"UnrecognizedClientException\",\"Message\":\"x\"}"
        })
            assertEquals(
                    "unauthorized",
                    failure(403, Map.of(), body, KeyOwner.OPERATOR).label());
        assertEquals(
                "unknown_path",
                failure(
                                404,
                                Map.of(),
                                "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}}",
                                KeyOwner.OPERATOR)
                        .label());
    }

    @Test
    void theAppsOwnKeyIsItsOwnMistake() {
        for (String type : new String[] {"AccessDeniedException", "UnrecognizedClientException"}) {
            Failure failure =
                    failure(403, Map.of("x-amzn-errortype", type), "{\"message\":\"credentials\"}", KeyOwner.APP);
            assertEquals("rejected", failure.label());
            assertEquals(403, failure.status());
        }
    }

    @Test
    void wordsGoToTheAppAndNotIntoTheMessage() {
        Failure failure = failure(400, "ValidationException", "the field secret is wrong");
        assertEquals("backend aws answered 400 (ValidationException)", failure.message());
        assertEquals("the field secret is wrong", failure.words());
        assertEquals("bedrock", failure.original().orElseThrow().dialect());
    }

    @Test
    void theBodyIsHandedOnAsItIs() {
        Failure failure = failure(400, "ValidationException", "no");
        assertEquals(
                "{\"message\":\"no\"}", failure.original().orElseThrow().body().utf8());
    }

    @Test
    void aTypeThatIsNoneIsNotRepeated() {
        assertFalse(failure(400, "quoted prompt!", "x").message().contains("quoted"));
    }

    @Test
    void waitsAsLongAsItIsAsked() {
        Failure failure = failure(
                429,
                Map.of("x-amzn-errortype", "ThrottlingException", "retry-after", "3"),
                "{\"message\":\"slow\"}",
                KeyOwner.OPERATOR);
        assertEquals(Optional.of(Duration.ofSeconds(3)), ((Failure.Throttled) failure).retryAfter());
    }
}
