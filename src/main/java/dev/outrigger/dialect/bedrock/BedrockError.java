package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What an exception says. Its words are looked at, and told to its app alone: they may quote the request.
 *
 * @param type without what stands around it, its first letter large; empty when it was not said
 * @param words as they were written, cut where they are too long to be a message
 */
record BedrockError(String type, String words) {
    private static final int MAX_CHARS = 8 * 1024;
    private static final int MAX_BYTES = 256 * 1024;

    /** The body as far as it is JSON. */
    static JsonNode tree(Bytes body) {
        if (body.size() > MAX_BYTES) return Json.LENIENT.missingNode();
        try {
            return Json.LENIENT.readTree(body.array());
        } catch (IOException notJson) {
            return Json.LENIENT.missingNode();
        }
    }

    /** @param said the type, where a header says it; empty when none does */
    static BedrockError of(String said, JsonNode body) {
        String type = Stream.of(
                        said,
                        body.path("__type").asText(),
                        body.path("code").asText(),
                        body.path("Output").path("__type").asText())
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(BedrockError::bare)
                .orElse("");
        String words = Stream.of("message", "Message", "errorMessage", "originalMessage")
                .map(name -> body.path(name).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return new BedrockError(type, words.length() <= MAX_CHARS ? words : words.substring(0, MAX_CHARS) + "…");
    }

    /** A type may come with its name space before it, and an address after it. */
    private static String bare(String type) {
        String plain = type.split("[:,]", 2)[0].strip();
        String name = plain.substring(plain.lastIndexOf('#') + 1);
        if (!name.matches("[a-zA-Z]{1,64}")) return "";
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** In parentheses; it can quote nothing. */
    String label() {
        return type.isEmpty() ? "" : " (" + type + ")";
    }

    /** Which status an exception has that comes without one. */
    int missingStatus() {
        return switch (type) {
            case "ValidationException", "ServiceQuotaExceededException" -> 400;
            case "AccessDeniedException", "UnrecognizedClientException", "ExpiredTokenException" -> 403;
            case "ResourceNotFoundException" -> 404;
            case "ModelTimeoutException" -> 408;
            case "ModelErrorException", "ModelStreamErrorException" -> 424;
            case "ThrottlingException", "ModelNotReadyException" -> 429;
            case "InternalServerException" -> 500;
            case "ServiceUnavailableException" -> 503;
            default -> 502;
        };
    }

    /** As if it had come with the status that it should have. */
    Verbatim inAnswer() {
        ObjectNode body = Json.STRICT.createObjectNode().put("message", words);
        if (!type.isEmpty()) body.put("__type", type);
        return new Verbatim(missingStatus(), "application/json", Json.bytes(body), Bedrock.NAME, Passage.of(words));
    }

    boolean says(String... any) {
        String message = words.toLowerCase(Locale.ROOT);
        return Stream.of(any).anyMatch(message::contains);
    }

    /** Longer than the window, in the words of the vendors whose models are there. */
    boolean isTooLong() {
        return says(
                "input is too long",
                "prompt is too long",
                "too many input tokens",
                "too large for model",
                "maximum context length",
                "context window",
                "context length",
                "exceed context limit",
                "exceeds the maximum number of tokens",
                "input tokens exceeded");
    }

    /** That there is no such model, or not for this account, or not this way. */
    boolean isOfModel() {
        return says(
                "model identifier is invalid",
                "model identifier",
                "on-demand throughput isn",
                "could not resolve the foundation model",
                "end of its life",
                "is not supported in this region",
                "model access is denied");
    }

    /** A key or a token that is none, or is not valid any more. */
    boolean isOfKey() {
        return says(
                "api key",
                "security token",
                "bearer token",
                "authentication failed",
                "authentication token",
                "signature",
                "credential");
    }
}
