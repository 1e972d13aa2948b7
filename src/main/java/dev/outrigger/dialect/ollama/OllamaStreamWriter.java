package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.Retelling;
import dev.outrigger.dialect.Sheet;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the lines of an answer whose events were made in this process or came in another dialect's words. Calls are
 * told whole, when the choice ends; why it ended and the usage, in the last line.
 */
final class OllamaStreamWriter implements Dialect.StreamEncoder {
    private final OllamaWords words;
    private final HeldBack held = new HeldBack();
    private final List<Call> calls = new ArrayList<>();

    /** Those that may go on, by their index. */
    private final Map<Integer, Call> open = new HashMap<>();

    private Sheet out = new Sheet();
    private Usage usage = Usage.ABSENT;
    private FinishReason finish = FinishReason.OTHER;
    private String model = "";

    OllamaStreamWriter(OllamaWords words) {
        this.words = words;
    }

    @Override
    public Bytes encode(Frame frame) {
        out = new Sheet();
        frame.events().forEach(this::event);
        return out.bytes();
    }

    @Override
    public Retelling.Form arguments() {
        return Retelling.Form.OBJECTS;
    }

    @Override
    public long held() {
        return held.bytes();
    }

    /** There is one choice: no app of this dialect can ask for more. */
    private void event(Event event) {
        switch (event) {
            case Event.Started started -> model = started.model().value();
            case Event.TextDelta more -> text(more.text());
            case Event.RefusalDelta more -> text(more.passage().text());
            case Event.ReasoningDelta more -> thought(more.passage().text());
            case Event.ToolCallStarted call -> begin(call);
            case Event.ToolCallDelta more -> arguments(more);
            case Event.LogProbs told -> logProbs(told.tokens());
            case Event.Finished finished -> {
                finish = finished.reason();
                calls();
            }
            case Event.Used used -> usage = usage.updatedBy(used.usage());
            case Event.Ended ended -> end();
            // No line says these; a stream's failure is written by encodeStreamFailure.
            case Event.ReasoningSigned _, Event.ReasoningSealed _, Event.MediaDelta _, Event.Cited _ -> {}
            case Event.Other _, Event.Noted _, Event.Weighed _, Event.Ping _, Event.Comment _ -> {}
            case Event.Failed _ -> {}
        }
    }

    private void text(String text) {
        if (text.isEmpty()) return;
        ObjectNode answer = words.answer(model);
        words.content(words.message(answer), text);
        line(answer.put("done", false));
    }

    private void thought(String text) {
        if (text.isEmpty()) return;
        ObjectNode answer = words.answer(model);
        ObjectNode message = words.message(answer);
        words.content(message, "");
        message.put("thinking", text);
        line(answer.put("done", false));
    }

    private void logProbs(List<LogProb> tokens) {
        ObjectNode answer = words.answer(model);
        words.content(words.message(answer), "");
        OllamaWords.logProbs(answer, tokens);
        line(answer.put("done", false));
    }

    private void begin(Event.ToolCallStarted started) {
        Call call = new Call(started, new StringBuilder());
        calls.add(call);
        open.put(started.index(), call);
        held.piece();
        held.text(started.id());
        held.text(started.name());
    }

    private void arguments(Event.ToolCallDelta delta) {
        Call call = open.get(delta.index());
        if (call == null) return;
        String more = delta.arguments().text();
        call.arguments.append(more);
        held.text(more);
    }

    private void calls() {
        if (calls.isEmpty()) return;
        List<Part.ToolCall> whole = calls.stream().map(Call::whole).toList();
        calls.clear();
        open.clear();
        ObjectNode answer = words.answer(model);
        ObjectNode message = words.message(answer);
        words.content(message, "");
        OllamaWords.calls(message, whole);
        if (message.has("tool_calls")) line(answer.put("done", false));
        held.clear();
    }

    private void end() {
        ObjectNode answer = words.answer(model);
        words.content(words.message(answer), "");
        OllamaWords.done(answer, finish, usage);
        line(answer);
    }

    private void line(ObjectNode answer) {
        out.add(Json.bytes(answer)).add("\n");
    }

    /** A call whose arguments are coming. */
    private record Call(Event.ToolCallStarted started, StringBuilder arguments) {
        Part.ToolCall whole() {
            return new Part.ToolCall(started.id(), started.name(), arguments.toString());
        }
    }
}
