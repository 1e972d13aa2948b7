package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.FailedFinish;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads one of an answer's candidates, chunk by chunk. */
final class GeminiCandidate {
    private static final int MAX_ID_CHARS = 24;

    private final int choice;
    private final String answer;
    private final TextRuler ruler = new TextRuler();
    private final GeminiCitations citations;
    private int calls;

    /** @param answer the answer's id; empty when it has none */
    GeminiCandidate(int choice, String answer) {
        this.choice = choice;
        this.answer = answer;
        this.citations = new GeminiCitations(choice, ruler);
    }

    void decode(JsonValue candidate, List<Event> events) {
        List<Integer> partStarts = new ArrayList<>();
        for (JsonValue part : candidate.get("content").get("parts")) {
            partStarts.add(ruler.bytes());
            part(part, events);
        }
        citations.decode(candidate, partStarts, events);
        logProbs(Spelling.get(candidate, "logprobsResult"), events);
        for (String kind : List.of("safetyRatings", "urlContextMetadata"))
            if (!Spelling.get(candidate, kind).isEmpty()) events.add(new Event.Noted(choice, kind));
        JsonValue reason = Spelling.get(candidate, "finishReason");
        if (FailedFinish.isReason(reason) && !reason.says(GeminiFinish.NONE))
            events.add(new Event.Finished(choice, GeminiFinish.decode(reason.text(), calls > 0)));
    }

    /** What it remembers of its texts and of their sources. */
    long held() {
        return ruler.held() + citations.held();
    }

    private void part(JsonValue part, List<Event> events) {
        GeminiPart.seal(part).ifPresent(seal -> events.add(new Event.ReasoningSigned(choice, seal)));
        JsonValue text = part.get("text");
        JsonValue call = Spelling.get(part, "functionCall");
        JsonValue inline = Spelling.get(part, "inlineData");
        JsonValue file = Spelling.get(part, "fileData");
        if (text.isText()) text(text.passage(), part.get("thought").isTrue(), events);
        else if (call.isObject()) call(call, events);
        else if (inline.get("data").isText() && Spelling.get(inline, "mimeType").isText())
            events.add(new Event.MediaDelta(choice, GeminiMedia.inline("", inline)));
        else if (Spelling.get(file, "fileUri").isText())
            events.add(new Event.MediaDelta(choice, GeminiMedia.file("", file)));
        else other(part, events);
    }

    private void text(Passage text, boolean thought, List<Event> events) {
        if (thought) {
            events.add(new Event.ReasoningDelta(choice, text));
            return;
        }
        ruler.add(text);
        events.add(new Event.TextDelta(choice, text));
    }

    private void call(JsonValue call, List<Event> events) {
        int index = calls++;
        String name = call.get("name").text();
        JsonValue args = call.get("args");
        Passage arguments = args.isObject() ? args.written() : Passage.of("{}");
        String id = call.get("id").text();
        events.add(new Event.ToolCallStarted(choice, index, id.isEmpty() ? mint(name, arguments, index) : id, name));
        events.add(new Event.ToolCallDelta(choice, index, arguments));
    }

    /** Another one on every turn, as apps of other vendors expect of ids, and short enough for each of those. */
    private String mint(String name, Passage arguments, int index) {
        String unique = answer.replaceAll("[^A-Za-z0-9_-]", "");
        if (unique.isEmpty()) unique = Integer.toHexString(31 * name.hashCode() + arguments.hashCode());
        if (unique.length() > MAX_ID_CHARS) unique = unique.substring(0, MAX_ID_CHARS);
        return "call_" + unique + "_" + (choice == 0 ? "" : choice + "_") + index;
    }

    private void other(JsonValue part, List<Event> events) {
        for (String kind : List.of("executableCode", "codeExecutionResult", "toolCall", "toolResponse"))
            if (!Spelling.get(part, kind).isMissing()) events.add(new Event.Other(choice, kind));
    }

    private void logProbs(JsonValue result, List<Event> events) {
        if (result.isMissing()) return;
        List<LogProb> tokens = GeminiLogProbs.decode(result);
        events.add(tokens.isEmpty() ? new Event.Other(choice, "logprobsResult") : new Event.LogProbs(choice, tokens));
    }
}
