package dev.outrigger.support;

import dev.outrigger.dialect.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Bytes as OpenAI writes them. Source: OpenAI API reference, "Chat" (https://platform.openai.com/docs/api-reference/chat). */
public final class OpenAiText {
    /** Where a chat is sent. */
    public static final Endpoint.Chat AT = new Endpoint.Chat("/v1/chat/completions", "/chat/completions", "");

    /** The end mark of a stream. */
    public static final String DONE = "data: [DONE]\n\n";

    private OpenAiText() {}

    /** A streamed piece of text of the first choice. */
    public static String delta(String text) {
        return chunk("{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}", "");
    }

    /** The chunk that says only who speaks. */
    public static String role() {
        return chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}", "");
    }

    /** The finish reason of a choice. */
    public static String finish(int choice) {
        return chunk("{\"index\":" + choice + ",\"delta\":{},\"finish_reason\":\"stop\"}", "");
    }

    /** The chunk that holds only the usage. */
    public static String usage(int input, int output) {
        return chunk("", ",\"usage\":" + usageObject(input, output));
    }

    /** A whole stream of these texts. */
    public static List<String> stream(String... texts) {
        List<String> pieces = new ArrayList<>();
        pieces.add(role());
        for (String text : texts) pieces.add(delta(text));
        pieces.add(finish(0));
        pieces.add(DONE);
        return pieces;
    }

    /** A whole answer. */
    public static String answer(String text) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":"
                + usageObject(5, 7) + "}";
    }

    /** An error answer's body. */
    public static String error(String type, String code) {
        return "{\"error\":{\"message\":\"scripted\",\"type\":\"" + type + "\",\"param\":null,\"code\":\"" + code
                + "\"}}";
    }

    /** A chat request's body. */
    public static String request(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
    }

    private static String chunk(String choice, String more) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\",\"choices\":["
                + choice + "]" + more + "}\n\n";
    }

    private static String usageObject(int input, int output) {
        return "{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + ",\"total_tokens\":"
                + (input + output) + "}";
    }
}
