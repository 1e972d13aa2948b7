package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.FinishReason;

/** Why a candidate ended, in Gemini's words. */
final class GeminiFinish {
    /** What a candidate has that goes on, where its server writes the default too. */
    static final String NONE = "FINISH_REASON_UNSPECIFIED";

    private GeminiFinish() {}

    /** @param called whether the candidate called a function: the vendor has no reason for that */
    static FinishReason decode(String reason, boolean called) {
        return switch (reason) {
            case "STOP" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "LANGUAGE",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> FinishReason.CONTENT_FILTER;
            // A call that the vendor took back: no answer, and some dialects have but one word for all of these.
            case "MALFORMED_FUNCTION_CALL",
                    "UNEXPECTED_TOOL_CALL",
                    "TOO_MANY_TOOL_CALLS",
                    "MISSING_THOUGHT_SIGNATURE",
                    "MALFORMED_RESPONSE" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    static String encode(FinishReason reason) {
        return switch (reason) {
            case STOP, TOOL_CALLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
            case OTHER -> "OTHER";
        };
    }
}
