package dev.outrigger.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a request, or of an answer, every dialect has words for: it must come through whatever stands between. */
final class Gist {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Gist() {}

    /** A tool that is called: ids are the vendors' own. */
    record Call(String name, JsonNode arguments) {}

    /** Of a request. */
    record Asked(List<String> texts, List<Call> calls, List<String> results, List<String> images, List<String> tools) {}

    /** Of an answer's choice. */
    record Told(String text, List<Call> calls, FinishReason finish) {}

    static Asked of(ChatRequest request) {
        Asked gist = new Asked(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Message message : request.messages()) for (Part part : message.parts()) add(part, gist);
        for (Tool tool : request.tools())
            if (tool.kind() == Tool.Kind.FUNCTION && !isOfFreeText(tool))
                gist.tools.add(tool.name() + " " + closed(tool));
        return gist;
    }

    /** Some vendors want it said that there are no other properties. */
    private static JsonNode closed(Tool tool) {
        JsonNode schema = tree(tool.schema());
        if (schema instanceof ObjectNode object) object.put("additionalProperties", false);
        return schema;
    }

    /** As which a tool of free text is said where there are none. */
    private static boolean isOfFreeText(Tool tool) {
        JsonNode properties = tree(tool.schema()).path("properties");
        return properties.size() == 1 && properties.has("input");
    }

    private static void add(Part part, Asked gist) {
        if (part instanceof Part.Text text) gist.texts.add(text.text());
        if (part instanceof Part.ToolCall call) gist.calls.add(new Call(call.name(), tree(call.arguments())));
        if (part instanceof Part.Media media
                && media.source() instanceof Part.Source.Inline(String type, Passage base64))
            gist.images.add(type + " " + base64.text());
        if (part instanceof Part.ToolResult result)
            for (Part piece : result.parts())
                if (piece instanceof Part.Text text) gist.results.add(text.text());
                else add(piece, gist);
    }

    static List<Told> of(Completion answer) {
        return answer.choices().stream()
                .map(choice -> new Told(choice.text(), calls(choice), finish(choice.finish())))
                .toList();
    }

    /** A reason that only one vendor has is an ordinary end in another's words. */
    private static FinishReason finish(FinishReason reason) {
        return reason == FinishReason.OTHER ? FinishReason.STOP : reason;
    }

    private static List<Call> calls(Completion.Choice choice) {
        return choice.parts().stream()
                .map(part -> part instanceof Part.ToolCall call ? Optional.of(call) : Optional.<Part.ToolCall>empty())
                .flatMap(Optional::stream)
                .map(call -> new Call(call.name(), tree(call.arguments())))
                .toList();
    }

    /** Whether the first words stand among the others, in order. */
    static boolean comesThrough(List<String> words, List<String> among) {
        int at = 0;
        for (String other : among) if (at < words.size() && other.contains(words.get(at))) at++;
        return at == words.size();
    }

    private static JsonNode tree(Passage json) {
        try {
            return JSON.readTree(json.isEmpty() ? "{}" : json.text());
        } catch (JsonProcessingException freeText) {
            // Where a vendor has no tools of free text, it is the one field of a function's.
            return JSON.createObjectNode().put("input", json.text());
        }
    }
}
