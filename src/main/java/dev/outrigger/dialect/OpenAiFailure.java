package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * OpenAI's error answers. Source: OpenAI API, "Error codes"
 * (https://platform.openai.com/docs/guides/error-codes).
 */
final class OpenAiFailure {
    private OpenAiFailure() {}

    static Failure decode(ErrorAnswer answer) {
        JsonNode error = error(answer.body());
        Optional<Verbatim> verbatim = Optional.of(new Verbatim(answer.status(), answer.contentType(), answer.body()));
        String message = "upstream answered " + answer.status() + code(error);
        return switch (answer.status()) {
            case 401 ->
                answer.keyOwner() == ErrorAnswer.KeyOwner.OPERATOR
                        ? new Failure.Unauthorized(message)
                        : new Failure.Rejected(401, message, verbatim);
            case 403 ->
                answer.keyOwner() == ErrorAnswer.KeyOwner.OPERATOR
                        ? new Failure.Forbidden(message)
                        : new Failure.Rejected(403, message, verbatim);
            case 429 ->
                says(error, "insufficient_quota")
                        ? new Failure.Exhausted(message, verbatim)
                        : new Failure.Throttled(RetryAfter.of(answer.headers()), message, verbatim);
            case 408, 409 -> new Failure.Overloaded(answer.status(), message, verbatim);
            default ->
                answer.status() >= 500
                        ? new Failure.Overloaded(answer.status(), message, verbatim)
                        : rejected(answer.status(), error, message, verbatim);
        };
    }

    private static Failure rejected(int status, JsonNode error, String message, Optional<Verbatim> verbatim) {
        if (says(error, "context_length") || says(error, "maximum context") || says(error, "string_above_max_length"))
            return new Failure.TooLong(message, verbatim);
        if (says(error, "content_filter") || says(error, "content_policy"))
            return new Failure.Refused(message, verbatim);
        if (says(error, "model_not_found") || says(error, "does not exist"))
            return new Failure.UnknownModel(message, verbatim);
        return new Failure.Rejected(status, message, verbatim);
    }

    /** An error object where an answer should be: its type says what the missing status would have. */
    static Failure inAnswer(JsonNode error) {
        String message = "upstream sent an error inside its answer" + code(error);
        if (says(error, "insufficient_quota")) return new Failure.Exhausted(message, Optional.empty());
        if (says(error, "rate_limit")) return new Failure.Throttled(Optional.empty(), message, Optional.empty());
        if (says(error, "content_filter") || says(error, "content_policy"))
            return new Failure.Refused(message, Optional.empty());
        if (says(error, "context_length")) return new Failure.TooLong(message, Optional.empty());
        if (says(error, "invalid_request")) return new Failure.Rejected(400, message, Optional.empty());
        return new Failure.Overloaded(502, message, Optional.empty());
    }

    private static JsonNode error(Bytes body) {
        try {
            JsonNode json = JsonObjectText.JSON.readTree(body.array());
            return json == null ? JsonObjectText.JSON.missingNode() : json.path("error");
        } catch (IOException notJson) {
            return JsonObjectText.JSON.missingNode();
        }
    }

    private static boolean says(JsonNode error, String word) {
        return error.path("code").asText().toLowerCase(Locale.ROOT).contains(word)
                || error.path("type").asText().toLowerCase(Locale.ROOT).contains(word)
                || error.path("message").asText().toLowerCase(Locale.ROOT).contains(word);
    }

    /** Only codes that look like codes are repeated: a message may quote the prompt. */
    private static String code(JsonNode error) {
        String code = error.path("code").asText(error.path("type").asText());
        return code.matches("[a-z0-9_.-]{1,64}") ? " (" + code + ")" : "";
    }

    static Bytes encode(Failure failure, ExchangeId id) {
        ObjectNode answer = JsonObjectText.JSON.createObjectNode();
        answer.putObject("error")
                .put("message", failure.message() + " [exchange " + id.value() + "]")
                .put("type", type(failure))
                .putNull("param")
                .put("code", failure.label());
        return OpenAiAnswer.bytes(answer);
    }

    private static String type(Failure failure) {
        return switch (failure.status()) {
            case 429 -> "rate_limit_error";
            case 401, 403 -> "authentication_error";
            default -> failure.status() < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
