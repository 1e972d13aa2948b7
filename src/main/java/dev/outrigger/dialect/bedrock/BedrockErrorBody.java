package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.json.Json;

/**
 * Writes a failure as one of Bedrock's exceptions. Its type stands in the body, where SDKs look if no header has it.
 * Source: Smithy, "AWS restJson1 protocol", operation error serialization
 * (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).
 */
final class BedrockErrorBody {
    private BedrockErrorBody() {}

    static Bytes encode(Failure failure, ExchangeId id) {
        return Json.bytes(said(failure, id).put("__type", type(failure)));
    }

    /** As the message that ends a stream, which knows only some of them, written otherwise. */
    static Bytes encodeInStream(Failure failure, ExchangeId id) {
        String type = switch (type(failure)) {
            case "ThrottlingException", "ServiceQuotaExceededException" -> "throttlingException";
            case "ServiceUnavailableException", "ModelNotReadyException" -> "serviceUnavailableException";
            case "ModelErrorException", "ModelTimeoutException" -> "modelStreamErrorException";
            case "InternalServerException" -> "internalServerException";
            default -> "validationException";
        };
        return Bytes.of(EventMessage.exception(type, Json.bytes(said(failure, id))));
    }

    private static ObjectNode said(Failure failure, ExchangeId id) {
        return Json.STRICT.createObjectNode().put("message", failure.words() + " [exchange " + id.value() + "]");
    }

    private static String type(Failure failure) {
        return switch (failure.status()) {
            case 401, 403, 451 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503, 529 -> "ServiceUnavailableException";
            default -> failure.status() < 500 ? "ValidationException" : "InternalServerException";
        };
    }
}
