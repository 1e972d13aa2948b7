package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.io.IOException;
import java.util.List;

/** Reads and writes a whole chat completion, and writes the list of models. */
final class OpenAiAnswer {
    /** A longer error is not read: it would quote the prompt. */
    private static final int MAX_ERROR_BYTES = 256 * 1024;

    private OpenAiAnswer() {}

    static Answered decode(Bytes body) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), JsonBounds.answer(body.size()));
            if (isError(json)) return new Answered.Broken(error(body));
            if (json.get("choices").isEmpty() || !json.get("choices").isArray())
                return new Answered.Broken(new Failure.Malformed("the answer has no choices"));
            return new Answered.Whole(new Frame(body, new OpenAiChunk().decode(json)));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    /** Whether an object that came where an answer should be is an error. */
    static boolean isError(JsonValue answer) {
        return answer.has("error")
                || answer.get("object").says("error")
                || answer.get("type").says("error");
    }

    /** What an error means that came where an answer should be. */
    static Failure error(Bytes body) {
        if (body.size() > MAX_ERROR_BYTES)
            return new Failure.Malformed("the answer is an error of " + body.size() + " bytes");
        try {
            return OpenAiFailure.inAnswer(Json.LENIENT.readTree(body.backing(), body.from(), body.size()));
        } catch (IOException garbage) {
            return new Failure.Malformed("the answer is an error that cannot be read");
        }
    }

    /** Answers made in this process have text only. */
    static Bytes encode(List<Frame> frames, ExchangeId id, long created) {
        ObjectNode answer = Json.STRICT.createObjectNode();
        StringBuilder text = new StringBuilder();
        FinishReason finish = FinishReason.OTHER;
        Usage usage = Usage.ABSENT;
        String model = "";
        for (Frame frame : frames) {
            for (Event event : frame.events()) {
                if (event instanceof Event.Started started)
                    model = started.model().value();
                if (event instanceof Event.TextDelta delta) text.append(delta.text());
                if (event instanceof Event.Finished finished) finish = finished.reason();
                if (event instanceof Event.Used used) usage = usage.updatedBy(used.usage());
            }
        }
        answer.put("id", "chatcmpl-" + id.value()).put("object", "chat.completion");
        answer.put("created", created).put("model", model);
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text.toString());
        choice.putNull("logprobs").put("finish_reason", OpenAiChunk.finish(finish));
        writeUsage(answer, usage);
        return Json.bytes(answer);
    }

    /** Unknown counts are left out, never written as 0. */
    static void writeUsage(ObjectNode answer, Usage usage) {
        if (usage.equals(Usage.ABSENT)) return;
        ObjectNode object = answer.putObject("usage");
        usage.input().ifPresent(tokens -> object.put("prompt_tokens", tokens));
        usage.output().ifPresent(tokens -> object.put("completion_tokens", tokens));
        if (usage.input().isPresent() && usage.output().isPresent())
            object.put(
                    "total_tokens", usage.input().getAsLong() + usage.output().getAsLong());
    }

    static Bytes encodeModels(List<ListedModel> models) {
        ObjectNode list = Json.STRICT.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        for (ListedModel model : models)
            data.addObject()
                    .put("id", model.id())
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", model.owner());
        return Json.bytes(list);
    }
}
