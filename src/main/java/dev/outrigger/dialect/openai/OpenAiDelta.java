package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.JsonEnd;
import dev.outrigger.dialect.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one choice's delta, or of its whole message. Remembers which tool calls have begun; one a stream. */
final class OpenAiDelta {
    /** The calls that have begun, by choice and the index that upstream gave them: the last one of each. */
    private final Map<Call, Begun> calls = new HashMap<>();

    /** How many have begun, by choice. */
    private final Map<Integer, Integer> counts = new HashMap<>();

    private long idChars;

    /** What the calls take that have begun. */
    long held() {
        return (long) HeldBack.WORD_BYTES * calls.size() + 2 * idChars;
    }

    void decode(int choice, JsonValue delta, List<Event> events) {
        reasoning(choice, delta, events);
        content(choice, delta.get("content"), events);
        if (delta.get("refusal").isText())
            events.add(new Event.RefusalDelta(choice, delta.get("refusal").passage()));
        audio(choice, delta.get("audio"), events);
        OpenAiCitations.decode(choice, delta.get("annotations"), events);
        int position = 0;
        for (JsonValue call : delta.get("tool_calls")) toolCall(choice, call, position++, events);
        // The older spelling, of one call without an id.
        if (delta.has("function_call")) call(new Call(choice, 0), "", delta.get("function_call"), events);
    }

    /** Servers of open models put reasoning beside the content, under one of two names. */
    private static void reasoning(int choice, JsonValue delta, List<Event> events) {
        JsonValue text = delta.get(delta.has("reasoning_content") ? "reasoning_content" : "reasoning");
        if (text.isText()) events.add(new Event.ReasoningDelta(choice, text.passage()));
    }

    /** A text, or (Mistral's reasoning models) an array of text and thinking parts. */
    private static void content(int choice, JsonValue content, List<Event> events) {
        if (content.isText()) events.add(new Event.TextDelta(choice, content.passage()));
        if (!content.isArray()) return;
        for (JsonValue part : content) {
            if (part.get("text").isText())
                events.add(new Event.TextDelta(choice, part.get("text").passage()));
            for (JsonValue thought : part.get("thinking"))
                events.add(new Event.ReasoningDelta(choice, thought.get("text").passage()));
        }
    }

    private static void audio(int choice, JsonValue audio, List<Event> events) {
        if (audio.get("data").isText()) {
            // The request chose the format; an answer does not repeat it.
            Part.Source sound =
                    new Part.Source.Inline("audio/*", audio.get("data").passage());
            events.add(new Event.MediaDelta(choice, new Part.Media(Part.Media.Kind.AUDIO, sound)));
        }
        if (audio.get("transcript").isText()) events.add(new Event.Other(choice, "audio.transcript"));
    }

    private void toolCall(int choice, JsonValue call, int position, List<Event> events) {
        Call key = new Call(choice, OpenAiChunk.index(call, position));
        call(key, call.get("id").text(), call.get(call.get("custom").isMissing() ? "function" : "custom"), events);
    }

    private void call(Call key, String id, JsonValue function, List<Event> events) {
        String name = function.get("name").text();
        Begun call = calls.get(key);
        if (begins(call, id, name)) {
            idChars += id.length() - (call == null ? 0 : call.id().length());
            call = new Begun(id, counts.merge(key.choice(), 1, Integer::sum) - 1, new JsonEnd());
            calls.put(key, call);
            events.add(new Event.ToolCallStarted(key.choice(), call.place(), id, name));
        }
        JsonValue arguments = function.get(function.get("input").isMissing() ? "arguments" : "input");
        if (call != null && (arguments.isText() || arguments.isObject())) {
            Passage told = CallArguments.told(arguments);
            if (call.id().isEmpty()) call.said().read(told.text());
            events.add(new Event.ToolCallDelta(key.choice(), call.place(), told));
        }
    }

    /**
     * Some servers repeat the id, or send an empty one, with every piece. Another id is another call, though some give all
     * of them one index; where there are none, so is a name that comes when the arguments before it are whole.
     */
    private static boolean begins(@Nullable Begun call, String id, String name) {
        if (call == null) return !id.isEmpty() || !name.isEmpty();
        boolean follows = call.id().isEmpty() && !name.isEmpty() && call.said().isReached();
        return follows || (!id.isEmpty() && !id.equals(call.id()));
    }

    private record Call(int choice, int index) {}

    /**
     * @param place among the calls of its choice, in the order of their beginnings
     * @param said how far the arguments are of one without an id
     */
    private record Begun(String id, int place, JsonEnd said) {}
}
