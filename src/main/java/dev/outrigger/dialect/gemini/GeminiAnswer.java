package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads and writes a whole answer, and writes the list of models. */
final class GeminiAnswer {
    /** A longer error is not read: it would quote the prompt. */
    private static final int MAX_ERROR_BYTES = 256 * 1024;

    private GeminiAnswer() {}

    /** @param asked the model whose answer it is when it names none */
    static Answered decode(Bytes body, Optional<ModelName> asked) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), GeminiChunk.bounds(body.size()));
            if (json.has("error")) return new Answered.Broken(error(body));
            String blocked = GeminiChunk.blocked(json);
            if (!blocked.isEmpty())
                return new Answered.Broken(GeminiFailure.blocked(blocked, "application/json", body));
            if (json.get("candidates").isEmpty() || !json.get("candidates").isArray())
                return new Answered.Broken(new Failure.Malformed("the answer has no candidates"));
            return Answered.of(body, new GeminiChunk(asked).decode(json));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    /** What an error means that came where an answer should be. */
    static Failure error(Bytes body) {
        if (body.size() > MAX_ERROR_BYTES)
            return new Failure.Malformed("the answer is an error of " + body.size() + " bytes");
        try {
            return GeminiFailure.inAnswer(Json.LENIENT.readTree(body.backing(), body.from(), body.size()), body);
        } catch (IOException garbage) {
            return new Failure.Malformed("the answer is an error that cannot be read");
        }
    }

    static Bytes encode(List<Frame> frames, ExchangeId id) {
        Completion whole = Completion.of(frames);
        ObjectNode answer = Json.STRICT.createObjectNode();
        ArrayNode candidates = answer.putArray("candidates");
        for (Completion.Choice choice : whole.choices()) {
            CandidateWriter candidate = new CandidateWriter(choice.index());
            choice.parts().forEach(candidate::part);
            choice.citations().forEach(candidate::cited);
            candidate.logProbs(choice.logProbs());
            candidate.finished(choice.finish());
            candidates.add(candidate.last());
        }
        head(answer, whole.model(), id.value());
        GeminiUsage.encode(whole.usage(), answer);
        return Json.bytes(answer);
    }

    /** What every answer, and every chunk of one, says of itself. */
    static void head(ObjectNode answer, String model, String id) {
        if (!model.isEmpty()) answer.put("modelVersion", model);
        answer.put("responseId", id);
    }

    static Bytes encodeModels(List<ListedModel> models) {
        ObjectNode list = Json.STRICT.createObjectNode();
        ArrayNode said = list.putArray("models");
        for (ListedModel model : models) write(model, said.addObject());
        return Json.bytes(list);
    }

    static Bytes encodeModel(ListedModel model) {
        ObjectNode said = Json.STRICT.createObjectNode();
        write(model, said);
        return Json.bytes(said);
    }

    private static void write(ListedModel model, ObjectNode said) {
        said.put("name", "models/" + model.id())
                .put("baseModelId", model.id())
                .put("displayName", model.id())
                .put("description", "served by " + model.owner());
        ArrayNode methods = said.putArray("supportedGenerationMethods");
        for (GeminiPath.Method method : GeminiPath.Method.values()) if (method.isOfChats()) methods.add(method.word());
    }
}
