package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.json.Json;
import java.util.List;

/**
 * The response object of an answer that is made here. It repeats what it can of the request: the request's texts, and
 * with them its tools' schemas, are let go when the answer begins.
 *
 * @param created in seconds since 1970
 */
record ResponseDraft(ChatRequest request, ExchangeId id, long created) {
    /** The object while its answer is being made. */
    ObjectNode begun(String model) {
        ObjectNode said = said(model, "in_progress");
        said.putNull("incomplete_details").putArray("output");
        said.putNull("usage");
        return said;
    }

    /** The object of an answer that is whole. */
    ObjectNode ended(String model, List<ObjectNode> items, FinishReason finish, Usage usage) {
        ObjectNode said = said(model, status(finish));
        if (isCut(finish))
            said.putObject("incomplete_details")
                    .put("reason", finish == FinishReason.LENGTH ? "max_output_tokens" : "content_filter");
        else said.putNull("incomplete_details");
        ArrayNode output = said.putArray("output");
        items.forEach(output::add);
        ResponsesUsage.encode(usage, said);
        return said;
    }

    /** Whether the answer is not all that the model would have said. */
    static boolean isCut(FinishReason finish) {
        return finish == FinishReason.LENGTH || finish == FinishReason.CONTENT_FILTER;
    }

    /** What it is called of an answer, and of the item that was being made when it ended. */
    static String status(FinishReason finish) {
        return isCut(finish) ? "incomplete" : "completed";
    }

    boolean isFreeForm(String tool) {
        return ResponsesToolWriter.isFreeForm(request.tools(), tool);
    }

    String itemId(String kind, int index) {
        return ResponsesIds.item(kind, id, index);
    }

    private ObjectNode said(String model, String status) {
        ObjectNode said = Json.STRICT.createObjectNode();
        said.put("id", ResponsesIds.response(id)).put("object", "response").put("created_at", created);
        said.put("status", status).put("background", false).putNull("error").putNull("instructions");
        said.put("model", model).putNull("previous_response_id").put("store", false);
        said.put("parallel_tool_calls", !ToolCalling.ONE_AT_A_TIME.equals(calling()));
        said.put("tool_choice", "auto").putArray("tools");
        new ResponsesToolWriter(request, said).choice();
        sampling(said);
        reasoning(said.putObject("reasoning"));
        format(said);
        said.put("truncation", "disabled").putObject("metadata");
        return said;
    }

    private ToolCalling calling() {
        return request.toolCalling().orElse(ToolCalling.PARALLEL);
    }

    private void sampling(ObjectNode said) {
        request.sampling()
                .maxTokens()
                .ifPresentOrElse(
                        tokens -> said.put("max_output_tokens", tokens), () -> said.putNull("max_output_tokens"));
        request.sampling()
                .temperature()
                .ifPresentOrElse(value -> said.put("temperature", value), () -> said.putNull("temperature"));
        request.sampling().topP().ifPresentOrElse(value -> said.put("top_p", value), () -> said.putNull("top_p"));
    }

    private void reasoning(ObjectNode said) {
        request.thinking()
                .flatMap(ResponsesThinking::word)
                .ifPresentOrElse(word -> said.put("effort", word), () -> said.putNull("effort"));
        said.putNull("summary");
    }

    /** A schema is a text of the request's. */
    private void format(ObjectNode said) {
        if (request.format() instanceof OutputFormat.Schema) return;
        boolean json = request.format() instanceof OutputFormat.Json;
        said.putObject("text").putObject("format").put("type", json ? "json_object" : "text");
    }
}
