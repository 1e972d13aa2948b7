package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.json.Json;

/** Writes a failure as OpenAI's error object, in the codes that its SDKs and frameworks act on. */
final class OpenAiErrorBody {
    private OpenAiErrorBody() {}

    static Bytes encode(Failure failure, ExchangeId id) {
        ObjectNode answer = Json.STRICT.createObjectNode();
        answer.putObject("error")
                .put("message", failure.words() + " [exchange " + id.value() + "]")
                .put("type", type(failure))
                .putNull("param")
                .put("code", code(failure));
        return Json.bytes(answer);
    }

    private static String type(Failure failure) {
        return switch (failure) {
            case Failure.Exhausted exhausted -> "insufficient_quota";
            case Failure.Throttled throttled -> "rate_limit_error";
            default -> failure.status() < 500 ? "invalid_request_error" : "server_error";
        };
    }

    /** OpenAI's own code where it has one. */
    private static String code(Failure failure) {
        return switch (failure) {
            case Failure.Exhausted exhausted -> "insufficient_quota";
            case Failure.Throttled throttled -> "rate_limit_exceeded";
            case Failure.UnknownModel unknown -> "model_not_found";
            case Failure.TooLong tooLong -> "context_length_exceeded";
            case Failure.Refused refused -> "content_filter";
            default -> failure.label();
        };
    }
}
