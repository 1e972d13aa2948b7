package dev.outrigger.support;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes as OpenAI's Responses API writes them. Source: OpenAI API reference, "Responses"
 * (https://platform.openai.com/docs/api-reference/responses).
 */
public final class ResponsesText {
    private static final String CALL =
            "{\"id\":\"fc_1\",\"type\":\"function_call\",\"status\":\"completed\",\"call_id\":\"call_1\",\"name\":\"f\",\"arguments\":\"{}\"}";

    private ResponsesText() {}

    /** A request's body. */
    public static String request(String model, String more) {
        return "{\"model\":\"" + model + "\",\"input\":\"Hello\"" + more + "}";
    }

    /** A whole answer. */
    public static String answer(String text) {
        return response("completed", message(text));
    }

    /** A whole answer that is a call of {@code f}. */
    public static String call() {
        return response("completed", CALL);
    }

    /** A whole stream of these texts. */
    public static List<String> stream(String... texts) {
        List<String> events = new ArrayList<>();
        events.add(event("response.created", "\"response\":" + response("in_progress", "")));
        events.add(
                event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}"));
        events.add(
                event(
                        "response.content_part.added",
                        "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}"));
        for (String text : texts)
            events.add(event(
                    "response.output_text.delta",
                    "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"logprobs\":[],\"delta\":\"" + text
                            + "\""));
        String whole = String.join("", texts);
        events.add(event("response.output_item.done", "\"output_index\":0,\"item\":" + message(whole)));
        events.add(event("response.completed", "\"response\":" + response("completed", message(whole))));
        return events;
    }

    /** A whole stream of a call of {@code f}. */
    public static List<String> streamedCall() {
        return List.of(
                event("response.created", "\"response\":" + response("in_progress", "")),
                event(
                        "response.output_item.added",
                        "\"output_index\":0,\"item\":" + CALL.replace("{}", "").replace("completed", "in_progress")),
                event(
                        "response.function_call_arguments.delta",
                        "\"item_id\":\"fc_1\",\"output_index\":0,\"delta\":\"{}\""),
                event("response.output_item.done", "\"output_index\":0,\"item\":" + CALL),
                event("response.completed", "\"response\":" + response("completed", CALL)));
    }

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":0," + more + "}\n\n";
    }

    private static String message(String text) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":"
                + "[{\"type\":\"output_text\",\"annotations\":[],\"text\":\"" + text + "\"}]}";
    }

    private static String response(String status, String item) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"" + status
                + "\",\"error\":null,\"incomplete_details\":null,\"model\":\"m-1\",\"output\":[" + item
                + "],\"usage\":{\"input_tokens\":5,\"input_tokens_details\":{\"cached_tokens\":2},\"output_tokens\":7,"
                + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":12}}";
    }
}
