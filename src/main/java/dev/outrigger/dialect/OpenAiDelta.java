package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of one choice's delta, or of its whole message. Remembers which tool calls have begun; one a stream. */
final class OpenAiDelta {
    /** Ids of the calls that have begun, by choice and index. */
    private final Map<Call, String> calls = new HashMap<>();

    void decode(int choice, JsonNode delta, List<Event> events) {
        reasoning(choice, delta, events);
        content(choice, delta.path("content"), events);
        if (delta.path("refusal").isTextual())
            events.add(new Event.RefusalDelta(choice, delta.get("refusal").asText()));
        audio(choice, delta.path("audio"), events);
        OpenAiCitations.decode(choice, delta.path("annotations"), events);
        int position = 0;
        for (JsonNode call : delta.path("tool_calls")) toolCall(choice, call, position++, events);
        // The older spelling, of one call without an id.
        if (delta.hasNonNull("function_call")) call(new Call(choice, 0), "", delta.get("function_call"), events);
    }

    /** Servers of open models put reasoning beside the content, under one of two names. */
    private static void reasoning(int choice, JsonNode delta, List<Event> events) {
        JsonNode text =
                delta.hasNonNull("reasoning_content") ? delta.get("reasoning_content") : delta.path("reasoning");
        if (text.isTextual()) events.add(new Event.ReasoningDelta(choice, text.asText()));
    }

    /** A text, or (Mistral's reasoning models) an array of text and thinking parts. */
    private static void content(int choice, JsonNode content, List<Event> events) {
        if (content.isTextual()) events.add(new Event.TextDelta(choice, content.asText()));
        if (!content.isArray()) return;
        for (JsonNode part : content) {
            if (part.path("text").isTextual())
                events.add(new Event.TextDelta(choice, part.get("text").asText()));
            for (JsonNode thought : part.path("thinking"))
                events.add(new Event.ReasoningDelta(choice, thought.path("text").asText()));
        }
    }

    private static void audio(int choice, JsonNode audio, List<Event> events) {
        if (audio.path("data").isTextual()) {
            // The request chose the format; an answer does not repeat it.
            Part.Source sound =
                    new Part.Source.Inline("audio/*", audio.get("data").asText());
            events.add(new Event.MediaDelta(choice, new Part.Media(Part.Media.Kind.AUDIO, sound)));
        }
        if (audio.path("transcript").isTextual()) events.add(new Event.Other(choice, "audio.transcript"));
    }

    private void toolCall(int choice, JsonNode call, int position, List<Event> events) {
        Call key = new Call(choice, call.path("index").asInt(position));
        call(key, call.path("id").asText(), call.path(call.has("custom") ? "custom" : "function"), events);
    }

    private void call(Call key, String id, JsonNode function, List<Event> events) {
        String name = function.path("name").asText();
        if (begins(key, id, name)) {
            calls.put(key, id);
            events.add(new Event.ToolCallStarted(key.choice(), key.index(), id, name));
        }
        JsonNode arguments = function.path(function.has("input") ? "input" : "arguments");
        if (arguments.isTextual()) events.add(new Event.ToolCallDelta(key.choice(), key.index(), arguments.asText()));
    }

    /** Some servers repeat the id, or send an empty one, with every piece; another id is another call. */
    private boolean begins(Call key, String id, String name) {
        String begun = calls.get(key);
        if (begun == null) return !id.isEmpty() || !name.isEmpty();
        return !id.isEmpty() && !id.equals(begun);
    }

    private record Call(int choice, int index) {}
}
