package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
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
            for (JsonValue choice : json.get("choices"))
                if (!choice.get("message").isObject() && !choice.has("error"))
                    return new Answered.Broken(new Failure.Malformed("a choice of the answer has no message"));
            return Answered.of(body, new OpenAiChunk().decode(json));
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
            return OpenAiFailure.inAnswer(
                    Json.LENIENT.readTree(body.backing(), body.from(), body.size()), body, OpenAi.NAME);
        } catch (IOException garbage) {
            return new Failure.Malformed("the answer is an error that cannot be read");
        }
    }

    /** An answer whose events are told here. */
    static Bytes encode(List<Frame> frames, ExchangeId id, long created) {
        Completion whole = Completion.of(frames);
        ObjectNode answer = Json.STRICT.createObjectNode();
        answer.put("id", "chatcmpl-" + id.value()).put("object", "chat.completion");
        answer.put("created", created).put("model", whole.model());
        ArrayNode choices = answer.putArray("choices");
        for (Completion.Choice choice : whole.choices()) {
            ObjectNode said = choices.addObject().put("index", choice.index());
            OpenAiWords.message(choice, said.putObject("message"));
            OpenAiWords.logProbs(choice.logProbs(), said);
            said.put("finish_reason", OpenAiChunk.finish(choice.finish()));
        }
        OpenAiWords.usage(answer, whole.usage());
        return Json.bytes(answer);
    }

    static Bytes encodeModels(List<ListedModel> models) {
        ObjectNode list = Json.STRICT.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        for (ListedModel model : models) write(model, data.addObject());
        return Json.bytes(list);
    }

    static Bytes encodeModel(ListedModel model) {
        ObjectNode said = Json.STRICT.createObjectNode();
        write(model, said);
        return Json.bytes(said);
    }

    private static void write(ListedModel model, ObjectNode said) {
        said.put("id", model.id()).put("object", "model").put("created", 0).put("owned_by", model.owner());
    }
}
