package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.ListedModel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesFailureTest {
    private static Failure failure(int status, String code, KeyOwner key) {
        String body = "{\"error\":{\"message\":\"the words\",\"type\":\"t\",\"param\":null,\"code\":\"" + code + "\"}}";
        return ResponsesWire.RESPONSES.decodeFailure(new ErrorAnswer(
                status,
                "application/json",
                name -> Optional.empty(),
                Bytes.of(body),
                "there",
                new ModelName("m"),
                key));
    }

    @ParameterizedTest
    @CsvSource({
        "400, unsupported_parameter, Rejected",
        "400, context_length_exceeded, TooLong",
        "400, content_policy_violation, Refused",
        "400, model_not_found, UnknownModel",
        "401, invalid_api_key, Unauthorized",
        "403, x, Forbidden",
        "404, model_not_found, UnknownModel",
        "409, x, Overloaded",
        "429, rate_limit_exceeded, Throttled",
        "429, insufficient_quota, Exhausted",
        "500, server_error, Overloaded",
    })
    void readsErrorsAsTheVendorWritesThem(int status, String code, String kind) {
        assertEquals(kind, failure(status, code, KeyOwner.OPERATOR).getClass().getSimpleName());
    }

    @Test
    void keepsTheWordsForAppsOfThisDialect() {
        var original = failure(400, "unsupported_parameter", KeyOwner.OPERATOR)
                .original()
                .orElseThrow();
        assertEquals("openai-responses", original.dialect());
        assertEquals(400, original.status());
        assertEquals("the words", original.words().text());
    }

    @Test
    void writesErrorsInTheVendorsForm() throws Exception {
        var error = new ObjectMapper()
                .readTree(ResponsesWire.RESPONSES
                        .encodeFailure(new Failure.NoCandidate("nobody"), ResponsesWire.ID)
                        .utf8())
                .path("error");
        assertTrue(error.path("message").asText().contains(ResponsesWire.ID.value()));
        assertEquals("no_candidate", error.path("code").asText());
        assertEquals("server_error", error.path("type").asText());
    }

    @Test
    void listsModelsAsTheVendorDoes() throws Exception {
        ListedModel model = new ListedModel("m", "there");
        var list = new ObjectMapper()
                .readTree(ResponsesWire.RESPONSES.encodeModels(List.of(model)).utf8());
        assertEquals("m", list.at("/data/0/id").asText());
        assertEquals(
                list.at("/data/0"),
                new ObjectMapper()
                        .readTree(ResponsesWire.RESPONSES.encodeModel(model).utf8()));
    }

    @Test
    void isOfTheSameVendor() {
        assertEquals("openai-responses", ResponsesWire.RESPONSES.name());
        assertEquals("openai", ResponsesWire.RESPONSES.provider());
        assertTrue(ResponsesWire.RESPONSES.headers().isEmpty());
    }
}
