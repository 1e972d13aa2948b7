package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of models, not by them. What only a server knows of its own (size, digest, when they came) is said to be
 * nothing.
 */
final class OllamaModels {
    private static final String LONG_AGO = "1970-01-01T00:00:00Z";

    /** Nobody unloads what is in this process. */
    private static final String NEVER = "9999-12-31T23:59:59Z";

    private OllamaModels() {}

    /** Reads the body of {@code POST /api/show}; older clients say {@code name} for {@code model}. */
    static Reading decode(Endpoint.Chat at, Bytes body) {
        try {
            var object = JsonObjectText.read(body);
            JsonValue name = object.value("model")
                    .or(() -> object.value("name"))
                    .orElseThrow(() -> new Json.Unfit("model must be given"));
            ChatRequest about = ChatRequest.of(new ModelName(Json.name("model", name)).untagged(), "");
            return new Reading.About(
                    new Inbound(at, about, object.text(), true, OllamaRequest.readBytes(object.tape(), about)),
                    OllamaModels::encode);
        } catch (Json.Unfit unfit) {
            return new Reading.Unreadable(new Failure.Rejected(400, unfit.rule(), Optional.empty()));
        }
    }

    static Bytes encodeAll(List<ListedModel> models) {
        ObjectNode list = Json.STRICT.createObjectNode();
        ArrayNode all = list.putArray("models");
        for (ListedModel model : models) named(model, all.addObject()).put("modified_at", LONG_AGO);
        return Json.bytes(list);
    }

    static Bytes encodeLoaded(List<ListedModel> models) {
        ObjectNode list = Json.STRICT.createObjectNode();
        ArrayNode all = list.putArray("models");
        for (ListedModel model : models) {
            ObjectNode said =
                    named(model, all.addObject()).put("expires_at", NEVER).put("size_vram", 0);
            model.window().ifPresent(tokens -> said.put("context_length", tokens));
        }
        return Json.bytes(list);
    }

    private static ObjectNode named(ListedModel model, ObjectNode said) {
        said.put("name", model.id()).put("model", model.id()).put("size", 0).put("digest", "");
        details(model, said);
        return said;
    }

    /** What {@code POST /api/show} tells. Clients look for the window under the name of the architecture. */
    static Bytes encode(ListedModel model) {
        ObjectNode said = Json.STRICT
                .createObjectNode()
                .put("modelfile", "")
                .put("parameters", "")
                .put("template", "");
        details(model, said);
        ObjectNode info = said.putObject("model_info").put("general.architecture", model.owner());
        model.window().ifPresent(tokens -> info.put(model.owner() + ".context_length", tokens));
        ArrayNode capabilities = said.putArray("capabilities");
        for (ListedModel.Skill skill : ListedModel.Skill.values())
            if (isTold(skill, model.skills())) capabilities.add(word(skill));
        return Json.bytes(said.put("modified_at", LONG_AGO));
    }

    /** A model is for one or the other there: clients take one that embeds for one that does not chat. */
    private static boolean isTold(ListedModel.Skill skill, Set<ListedModel.Skill> skills) {
        return skills.contains(skill)
                && !(skill == ListedModel.Skill.EMBEDDINGS && skills.contains(ListedModel.Skill.CHAT));
    }

    private static void details(ListedModel model, ObjectNode said) {
        said.putObject("details")
                .put("parent_model", "")
                .put("format", "")
                .put("family", model.owner())
                .put("parameter_size", "")
                .put("quantization_level", "")
                .putArray("families")
                .add(model.owner());
    }

    private static String word(ListedModel.Skill skill) {
        return switch (skill) {
            case CHAT -> "completion";
            case TOOLS -> "tools";
            case IMAGES -> "vision";
            case EMBEDDINGS -> "embedding";
        };
    }
}
