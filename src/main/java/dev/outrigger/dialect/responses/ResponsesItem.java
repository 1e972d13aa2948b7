package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** What an item of an answer means that is whole. */
final class ResponsesItem {
    private ResponsesItem() {}

    static boolean isCall(JsonValue item) {
        return item.get("type").says("function_call") || item.get("type").says("custom_tool_call");
    }

    /** JSON, or the free text of a custom tool. */
    static Passage arguments(JsonValue call) {
        return CallArguments.told(call.get(call.get("type").says("custom_tool_call") ? "input" : "arguments"));
    }

    /**
     * The parts of a message.
     *
     * @param before characters of the answer's text before it
     * @return characters of the answer's text with it
     */
    static int message(JsonValue item, int before, List<Event> events) {
        int characters = before;
        for (JsonValue part : item.get("content")) {
            if (part.get("refusal").isText())
                events.add(new Event.RefusalDelta(0, part.get("refusal").passage()));
            if (!part.get("text").isText()) continue;
            Passage text = part.get("text").passage();
            events.add(new Event.TextDelta(0, text));
            List<LogProb> tokens = ResponsesLogProbs.decode(part.get("logprobs"));
            if (!tokens.isEmpty()) events.add(new Event.LogProbs(0, tokens));
            for (JsonValue annotation : part.get("annotations"))
                events.add(ResponsesCitations.decode(annotation, characters));
            characters += length(text);
        }
        return characters;
    }

    /** @param told whether its text was told before */
    static void reasoning(JsonValue item, boolean told, List<Event> events) {
        Passage text = ResponsesReasoning.text(item);
        if (!told && !text.isEmpty()) events.add(new Event.ReasoningDelta(0, text));
        Optional<Seal> seal = ResponsesReasoning.seal(item);
        if (seal.isEmpty()) return;
        events.add(
                told || !text.isEmpty()
                        ? new Event.ReasoningSigned(0, seal.get())
                        : new Event.ReasoningSealed(0, seal.get()));
    }

    /** A picture, or something of the vendor's own. */
    static void other(JsonValue item, List<Event> events) {
        String type = item.get("type").text();
        if (type.equals("image_generation_call") && item.get("result").isText()) {
            String format = item.get("output_format").text();
            events.add(new Event.MediaDelta(
                    0,
                    new Part.Media(
                            Part.Media.Kind.IMAGE,
                            new Part.Source.Inline(
                                    "image/" + (format.isEmpty() ? "png" : format),
                                    item.get("result").passage()))));
        } else events.add(new Event.Other(0, type));
    }

    /** Characters (Unicode code points) of a text. */
    static int length(Passage text) {
        int[] length = {0};
        text.forEach(piece -> length[0] += piece.codePointCount(0, piece.length()));
        return length[0];
    }
}
