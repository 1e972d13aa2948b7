package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.openai.Wire;
import dev.outrigger.support.Row;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers answer when they have not found something, in the words they were seen to use. */
class NotFoundTest {
    private static Failure failure(int status, String body) {
        return Wire.OPENAI.decodeFailure(new ErrorAnswer(
                status,
                "application/json",
                name -> Optional.empty(),
                Bytes.of(body),
                "there",
                new ModelName("Meta/gpt-4"),
                KeyOwner.OPERATOR));
    }

    private static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\",\"code\":null}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // OpenAI, Groq, Cerebras; Azure; Together; Mistral
                "404 | {\"error\":{\"code\":\"model_not_found\",\"message\":\"The model does not exist\"}}",
                "404 | {\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment does not exist.\"}}",
                "400 | {\"error\":{\"code\":\"model_not_available\",\"message\":\"Unable to access non-serverless model\"}}",
                "400 | {\"error\":{\"code\":\"model_decommissioned\",\"message\":\"no longer supported\"}}",
                "400 | {\"object\":\"error\",\"message\":\"Invalid model: Meta/gpt-4\",\"type\":\"invalid_model\",\"code\":\"1500\"}",
                // vLLM, old and new
                "404 | {\"object\":\"error\",\"message\":\"The model `Meta/gpt-4` does not exist.\",\"type\":\"NotFoundError\",\"code\":404}",
                "404 | {\"error\":{\"message\":\"The model `Meta/gpt-4` does not exist.\",\"type\":\"NotFoundError\",\"code\":404}}",
                // Ollama's two ways; llama.cpp
                "404 | {\"error\":\"model 'Meta/gpt-4:latest' not found, try pulling it first\"}",
                "404 | {\"error\":{\"message\":\"model 'Meta/gpt-4' not found\",\"type\":\"not_found_error\",\"code\":null}}",
                "400 | {\"error\":{\"code\":400,\"message\":\"model 'Meta/gpt-4' not found\",\"type\":\"invalid_request_error\"}}",
                // OpenRouter; LiteLLM
                "400 | {\"error\":{\"message\":\"Meta/gpt-4 is not a valid model ID\",\"code\":400}}",
                "404 | {\"error\":{\"message\":\"No endpoints found for meta/gpt-4.\",\"code\":404}}",
                "400 | {\"error\":{\"message\":\"400: Invalid model name passed in model=Meta/gpt-4\",\"code\":400}}",
                // DeepSeek; Fireworks; Gemini; xAI; Anthropic's own; DeepInfra
                "400 | {\"error\":{\"message\":\"Model Not Exist\",\"type\":\"invalid_request_error\"}}",
                "404 | {\"error\":{\"message\":\"Model not found, inaccessible, and/or not deployed\",\"code\":\"NOT_FOUND\"}}",
                "404 | [{\"error\":{\"code\":404,\"message\":\"models/Meta/gpt-4 is not found for API version v1main\"}}]",
                "404 | {\"code\":\"Some requested entity was not found\",\"error\":\"The model Meta/gpt-4 does not exist or your team has no access.\"}",
                "404 | {\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: Meta/gpt-4\"}}",
                "404 | {\"detail\":{\"error\":\"The model `Meta/gpt-4` does not exist\"}}",
                "410 | {\"error\":\"Meta/gpt-4 was retired\"}",
            })
    @Row("before.unknown-model")
    void readsEverySpellingOfAnUnknownModel(int status, String body) {
        // When
        Failure failure = failure(status, body);
        // Then
        assertInstanceOf(Failure.UnknownModel.class, failure);
        assertEquals(404, failure.status());
        assertEquals(body, failure.original().orElseThrow().body().utf8());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | <html><body>Meta/gpt-4? 404 Not Found</body></html>",
                "404 | ``",
                "404 | default backend - 404",
                "404 | 404 page not found",
                "404 | {\"detail\":\"Not Found\"}",
                "404 | {\"message\":\"no Route matched with those values\"}",
                "404 | {\"timestamp\":\"2026\",\"status\":404,\"error\":\"Not Found\",\"path\":\"/chat/completions\"}",
                "404 | {\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}",
                "404 | {\"error\":{\"code\":404,\"message\":\"File Not Found\",\"type\":\"not_found_error\"}}",
                "404 | {\"error\":{\"message\":\"Not Found\",\"type\":\"NotFoundError\",\"code\":404}}",
                "404 | {\"error\":{\"message\":\"Invalid URL (POST /v1/v1/chat/completions)\",\"type\":\"invalid_request_error\"}}",
                "404 | {\"error\":{\"message\":\"Unknown request URL: POST /chat/completions.\",\"code\":\"unknown_url\"}}",
                "405 | {\"detail\":\"Method Not Allowed\"}",
                "405 | ``",
                "410 | {\"error\":\"gone\"}",
            })
    void takesAPathThatNobodyKnowsForAWrongUrl(int status, String body) {
        // When
        Failure failure = failure(status, body);
        // Then
        assertInstanceOf(Failure.UnknownPath.class, failure);
        assertEquals(
                "backend there answered " + status + " without knowing the path: its url looks wrong",
                failure.message());
        assertTrue(failure.mayMoveOn());
        assertTrue(failure.original().isEmpty(), "a page of another server is nothing for the app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No endpoints found that support tool use. To learn more, visit the documentation",
                "No endpoints found that support the provided 'tool_choice' value.",
                "CachedContent not found (or permission denied)",
                "The model gpt-4-turbo is not one of yours",
            })
    void restsNoModelForAnythingElseThatARequestAsksFor(String message) {
        // When
        Failure failure = failure(404, error(message));
        // Then
        assertInstanceOf(Failure.Rejected.class, failure);
        assertEquals(404, failure.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'temperature' does not exist for model Meta/gpt-4",
                "Unsupported parameter: 'max_tokens' is not supported with Meta/gpt-4",
                "Invalid value for 'tool_choice': tool 'model' not found in tools",
                "the data model you name does not exist",
                "messages[0]: the file 'model.txt' was not found",
            })
    void takesNoMentionOfAModelForAnUnknownOne(String message) {
        assertInstanceOf(Failure.Rejected.class, failure(400, error(message)));
    }

    @Test
    void isNotNamedByALongerName() {
        assertFalse(failure(404, error("Meta/gpt-4-turbo?")) instanceof Failure.UnknownModel);
    }
}
