package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the lines of an answer whose events were made in this process or came in another dialect's words. Calls are
 * told whole, when the choice ends; why it ended and the usage, in the last line.
 */
final class OllamaStreamWriter implements Dialect.StreamEncoder {
    private final OllamaWords words;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Event> calls = new ArrayList<>();
    private Usage usage = Usage.ABSENT;
    private FinishReason finish = FinishReason.OTHER;
    private String model = "";

    OllamaStreamWriter(OllamaWords words) {
        this.words = words;
    }

    @Override
    public Bytes encode(Frame frame) {
        out.reset();
        frame.events().forEach(this::event);
        return Bytes.of(out.toByteArray());
    }

    /** There is one choice: no app of this dialect can ask for more. */
    private void event(Event event) {
        switch (event) {
            case Event.Started started -> model = started.model().value();
            case Event.TextDelta more -> text(more.text());
            case Event.RefusalDelta more -> text(more.passage().text());
            case Event.ReasoningDelta more -> thought(more.passage().text());
            case Event.ToolCallStarted call -> calls.add(call);
            case Event.ToolCallDelta more -> calls.add(more);
            case Event.LogProbs told -> logProbs(told.tokens());
            case Event.Finished finished -> {
                finish = finished.reason();
                calls();
            }
            case Event.Used used -> usage = usage.updatedBy(used.usage());
            case Event.Ended ended -> end();
            // No line says these; a stream's failure is written by encodeStreamFailure.
            case Event.ReasoningSigned _, Event.ReasoningSealed _, Event.MediaDelta _, Event.Cited _ -> {}
            case Event.Other _, Event.Ping _, Event.Failed _ -> {}
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

    private void calls() {
        if (calls.isEmpty()) return;
        List<Part.ToolCall> whole = new ArrayList<>();
        for (Part part :
                Completion.of(List.of(Frame.of(calls))).choices().getFirst().parts())
            if (part instanceof Part.ToolCall call) whole.add(call);
        calls.clear();
        ObjectNode answer = words.answer(model);
        ObjectNode message = words.message(answer);
        words.content(message, "");
        OllamaWords.calls(message, whole);
        line(answer.put("done", false));
    }

    private void end() {
        ObjectNode answer = words.answer(model);
        words.content(words.message(answer), "");
        OllamaWords.done(answer, finish, usage);
        line(answer);
    }

    private void line(ObjectNode answer) {
        out.writeBytes(Json.bytes(answer).array());
        out.write('\n');
    }
}
