package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.openai.OpenAiFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes a whole response. */
final class ResponsesAnswer {
    /** A longer error is not read: it would quote the prompt. */
    private static final int MAX_ERROR_BYTES = 256 * 1024;

    private ResponsesAnswer() {}

    static Answered decode(Bytes body) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), JsonBounds.answer(body.size()));
            if (json.has("error") || json.get("status").says("failed")) return new Answered.Broken(error(body));
            if (!json.get("output").isArray())
                return new Answered.Broken(new Failure.Malformed("the answer has no output"));
            return Answered.of(body, events(json));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    private static List<Event> events(JsonValue response) {
        List<Event> events = new ArrayList<>();
        String model = response.get("model").text();
        if (!model.isBlank()) events.add(new Event.Started(response.get("id").text(), new ModelName(model)));
        int calls = 0;
        int characters = 0;
        for (JsonValue item : response.get("output")) {
            if (ResponsesItem.isCall(item)) {
                events.add(new Event.ToolCallStarted(
                        0, calls, item.get("call_id").text(), item.get("name").text()));
                events.add(new Event.ToolCallDelta(0, calls++, ResponsesItem.arguments(item)));
            } else if (item.get("type").says("message")) {
                characters = ResponsesItem.message(item, characters, events);
            } else if (item.get("type").says("reasoning")) {
                ResponsesItem.reasoning(item, false, events);
            } else ResponsesItem.other(item, events);
        }
        events.addAll(ResponsesFinish.decode(response, calls > 0));
        return events;
    }

    /** What an error means that came where an answer should be, or where a part of one should. */
    static Failure error(Bytes body) {
        if (body.size() > MAX_ERROR_BYTES)
            return new Failure.Malformed("the answer is an error of " + body.size() + " bytes");
        try {
            JsonNode json = Json.LENIENT.readTree(body.backing(), body.from(), body.size());
            JsonNode holder = json.hasNonNull("response") ? json.get("response") : json;
            return OpenAiFailure.inAnswer(holder, alone(holder), Responses.NAME);
        } catch (IOException garbage) {
            return new Failure.Malformed("the answer is an error that cannot be read");
        }
    }

    /** The error without the response around it; that of an event has its fields at the top. */
    private static Bytes alone(JsonNode holder) {
        ObjectNode body = Json.STRICT.createObjectNode();
        body.set("error", holder.hasNonNull("error") ? holder.get("error") : holder);
        return Json.bytes(body);
    }

    /** An answer whose events are told here. */
    static Bytes encode(List<Frame> frames, ResponseDraft draft) {
        ResponseWriter writer = new ResponseWriter(draft, (type, words) -> {});
        for (Frame frame : frames) writer.write(frame.events());
        return Json.bytes(writer.whole());
    }
}
