package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.json.Json;

/** Writes a failure as Anthropic's error object, in the types that its SDKs act on. */
final class AnthropicErrorBody {
    private AnthropicErrorBody() {}

    static Bytes encode(Failure failure, ExchangeId id) {
        ObjectNode answer = Json.STRICT.createObjectNode().put("type", "error");
        answer.putObject("error")
                .put("type", type(failure))
                .put("message", failure.words() + " [exchange " + id.value() + "]");
        answer.put("request_id", id.value());
        return Json.bytes(answer);
    }

    private static String type(Failure failure) {
        if (failure instanceof Failure.Exhausted) return "billing_error";
        return switch (failure.status()) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403, 451 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 408, 504 -> "timeout_error";
            default -> failure.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
