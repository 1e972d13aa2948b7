package dev.outrigger.support;

import java.util.ArrayList;
import java.util.List;

/** Bytes as Anthropic writes them. Source: Anthropic API, "Messages" (https://docs.anthropic.com/en/api/messages). */
public final class AnthropicText {
    private AnthropicText() {}

    /** A request's body. */
    public static String request(String model, String more) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"
                + more + "}";
    }

    /** A whole answer. */
    public static String answer(String text) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-1\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"" + text
                + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":5,\"output_tokens\":7}}";
    }

    /** A whole stream of these texts. */
    public static List<String> stream(String... texts) {
        List<String> pieces = new ArrayList<>(List.of(
                start(),
                event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
                event("ping", "\"x\":0")));
        for (String text : texts) pieces.add(delta(0, "\"type\":\"text_delta\",\"text\":\"" + text + "\""));
        pieces.add(event("content_block_stop", "\"index\":0"));
        pieces.addAll(end("end_turn"));
        return pieces;
    }

    /** A whole stream of one call of this tool, its arguments in these pieces. */
    public static List<String> call(String name, String... pieces) {
        List<String> all = new ArrayList<>(List.of(
                start(),
                event(
                        "content_block_start",
                        "\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"" + name
                                + "\",\"input\":{}}")));
        for (String piece : pieces)
            all.add(delta(0, "\"type\":\"input_json_delta\",\"partial_json\":\"" + piece.replace("\"", "\\\"") + "\""));
        all.add(event("content_block_stop", "\"index\":0"));
        all.addAll(end("tool_use"));
        return all;
    }

    /** An error answer's body. */
    public static String error(String type) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type
                + "\",\"message\":\"scripted\"},\"request_id\":\"req_1\"}";
    }

    private static String start() {
        return event(
                "message_start",
                "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-1\","
                        + "\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}");
    }

    private static List<String> end(String reason) {
        return List.of(
                event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"" + reason
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}"),
                event("message_stop", "\"x\":0"));
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":{" + delta + "}");
    }

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + more + "}\n\n";
    }
}
