package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.json.Json;
import java.util.Locale;

/**
 * Writes a failure as Google's error object. Source: Google Cloud, "Errors" (https://cloud.google.com/apis/design/errors).
 */
final class GeminiErrorBody {
    private static final String TYPES = "type.googleapis.com/google.rpc.";

    private GeminiErrorBody() {}

    static ObjectNode node(Failure failure, ExchangeId id) {
        ObjectNode answer = Json.STRICT.createObjectNode();
        ObjectNode error = answer.putObject("error")
                .put("code", failure.status())
                .put("message", failure.words() + " [exchange " + id.value() + "]")
                .put("status", status(failure.status()));
        ArrayNode details = error.putArray("details");
        details.addObject()
                .put("@type", TYPES + "ErrorInfo")
                .put("reason", failure.label().toUpperCase(Locale.ROOT))
                .put("domain", "outrigger");
        failure.retryAfter()
                .ifPresent(wait -> details.addObject()
                        .put("@type", TYPES + "RetryInfo")
                        .put("retryDelay", Math.max(1, wait.toSeconds()) + "s"));
        return answer;
    }

    /** The vendor's name of a status. */
    private static String status(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403, 451 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 501 -> "UNIMPLEMENTED";
            case 502, 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
