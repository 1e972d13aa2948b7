package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.json.Json;
import java.time.InstantSource;
import java.util.List;

/**
 * What whole and streamed answers say in the same words. The answer to a chat holds a message; the one to a prompt is
 * itself what holds the text.
 *
 * @param isPrompt whether it answers a prompt
 */
record OllamaWords(boolean isPrompt, InstantSource clock) {
    ObjectNode answer(String model) {
        return Json.STRICT
                .createObjectNode()
                .put("model", model)
                .put("created_at", clock.instant().toString());
    }

    /** The object of an answer that holds what is said. */
    ObjectNode message(ObjectNode answer) {
        return isPrompt ? answer : answer.putObject("message").put("role", "assistant");
    }

    void content(ObjectNode message, String text) {
        message.put(isPrompt ? "response" : "content", text);
    }

    static void calls(ObjectNode message, List<Part.ToolCall> calls) {
        for (Part.ToolCall call : calls)
            CallArguments.object(call.arguments()).ifPresent(arguments -> call(message, call, arguments));
    }

    /** Servers of this dialect give each call an id, older ones none. */
    private static void call(ObjectNode message, Part.ToolCall call, JsonNode arguments) {
        ArrayNode calls = message.withArray("tool_calls");
        int index = calls.size();
        ObjectNode said = calls.addObject();
        if (!call.id().isEmpty()) said.put("id", call.id());
        said.putObject("function").put("index", index).put("name", call.name()).set("arguments", arguments);
    }

    static void logProbs(ObjectNode answer, List<LogProb> tokens) {
        for (LogProb token : tokens) {
            ObjectNode said = answer.withArray("logprobs").addObject();
            logProb(said, token);
            if (!token.others().isEmpty()) {
                ArrayNode others = said.putArray("top_logprobs");
                for (LogProb other : token.others()) logProb(others.addObject(), other);
            }
        }
    }

    private static void logProb(ObjectNode said, LogProb token) {
        ArrayNode bytes =
                said.put("token", token.token()).put("logprob", token.value()).putArray("bytes");
        for (byte b : token.bytes().array()) bytes.add(b & 0xff);
    }

    /** Unknown counts are left out, never written as 0. */
    static void done(ObjectNode answer, FinishReason reason, Usage usage) {
        answer.put("done", true).put("done_reason", word(reason));
        usage.input().ifPresent(tokens -> answer.put("prompt_eval_count", tokens));
        usage.output().ifPresent(tokens -> answer.put("eval_count", tokens));
    }

    private static String word(FinishReason reason) {
        return switch (reason) {
            case STOP, TOOL_CALLS, OTHER -> "stop";
            case LENGTH -> "length";
            // No server of this dialect has a filter, and no client a list of reasons: a part is not told as the whole.
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
