package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Part;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.io.IOException;
import java.util.List;

/** Reads and writes whole answers. */
final class OllamaAnswer {
    /** A longer error is not read: it would quote the prompt. */
    private static final int MAX_ERROR_BYTES = 256 * 1024;

    private OllamaAnswer() {}

    static Answered decode(Bytes body) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), JsonBounds.answer(body.size()));
            if (json.has("error")) return new Answered.Broken(error(body));
            List<Event> events = new OllamaLine().decode(json);
            // It says so itself that more was to come.
            if (json.has("done") && !json.get("done").isTrue())
                return new Answered.Broken(new Failure.Malformed("the answer is not done"));
            return Answered.of(body, events);
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    /** What an error means that came where an answer should be. */
    static Failure error(Bytes body) {
        if (body.size() > MAX_ERROR_BYTES)
            return new Failure.Malformed("the answer is an error of " + body.size() + " bytes");
        try {
            return OllamaFailure.inAnswer(Json.LENIENT.readTree(body.backing(), body.from(), body.size()), body);
        } catch (IOException garbage) {
            return new Failure.Malformed("the answer is an error that cannot be read");
        }
    }

    /** An answer whose events are told here. */
    static Bytes encode(OllamaWords words, List<Frame> frames) {
        Completion whole = Completion.of(frames);
        Completion.Choice choice = whole.choices().getFirst();
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        ObjectNode answer = words.answer(whole.model());
        ObjectNode message = words.message(answer);
        for (Part part : choice.parts()) {
            if (part instanceof Part.Text more) text.append(more.text());
            if (part instanceof Part.Refusal more) text.append(more.text());
            if (part instanceof Part.Reasoning more)
                thought.append(more.passage().text());
        }
        words.content(message, text.toString());
        if (!thought.isEmpty()) message.put("thinking", thought.toString());
        List<Part.ToolCall> calls = choice.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
        OllamaWords.calls(message, calls);
        OllamaWords.logProbs(answer, choice.logProbs());
        OllamaWords.done(answer, choice.finish(), whole.usage());
        return Json.bytes(answer);
    }

    /** That a model was loaded, or unloaded, which the reason says: an answer in which nothing else is said. */
    static Bytes done(OllamaWords words, String model, String reason) {
        ObjectNode answer = words.answer(model);
        words.content(words.message(answer), "");
        return Json.bytes(answer.put("done", true).put("done_reason", reason));
    }
}
