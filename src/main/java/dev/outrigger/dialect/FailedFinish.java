package dev.outrigger.dialect;

import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;

/**
 * Reasons for the end of an answer that say it was never finished: the answer failed, whatever its vendor calls that. Sources:
 * OpenRouter, "Errors"; Mistral, "Chat completion"; DeepSeek, "Create chat completion"; Z.AI, "Chat completion"; Amazon
 * Bedrock, "Converse"; vLLM and SGLang by their code.
 */
public final class FailedFinish {
    private static final int UNAVAILABLE = 503;
    private static final int BAD_GATEWAY = 502;

    private FailedFinish() {}

    /** Whether it is a reason at all: some servers write an empty one, or the word null, until they have one. */
    public static boolean isReason(JsonValue said) {
        return said.isText() && !said.text().isBlank() && !said.says("null");
    }

    /** What such a reason means; absent for all others, new ones too. */
    public static Optional<Failure> of(String reason) {
        return switch (reason) {
            case "insufficient_system_resource" -> Optional.of(overloaded(UNAVAILABLE, reason));
            case "error", "abort", "network_error" -> Optional.of(overloaded(BAD_GATEWAY, reason));
            case "malformed_tool_use", "malformed_model_output" -> Optional.of(new Failure.Malformed(message(reason)));
            default -> Optional.empty();
        };
    }

    private static Failure overloaded(int status, String reason) {
        return new Failure.Overloaded(status, message(reason), Optional.empty());
    }

    private static String message(String reason) {
        return "upstream ended its answer with the reason " + reason;
    }
}
