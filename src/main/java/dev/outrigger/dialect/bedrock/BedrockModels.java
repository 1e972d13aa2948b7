package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.json.Json;
import java.util.List;

/**
 * Writes the models that may be asked for. Source: Amazon Bedrock, "ListFoundationModels"
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html).
 */
final class BedrockModels {
    private BedrockModels() {}

    static Bytes encode(List<ListedModel> models) {
        ObjectNode list = Json.STRICT.createObjectNode();
        ArrayNode summaries = list.putArray("modelSummaries");
        for (ListedModel model : models) write(model, summaries.addObject());
        return Json.bytes(list);
    }

    static Bytes encode(ListedModel model) {
        ObjectNode answer = Json.STRICT.createObjectNode();
        write(model, answer.putObject("modelDetails"));
        return Json.bytes(answer);
    }

    /** The region of its name is nobody's. */
    private static void write(ListedModel model, ObjectNode said) {
        said.put("modelArn", "arn:aws:bedrock:::foundation-model/" + model.id())
                .put("modelId", model.id())
                .put("modelName", model.id())
                .put("providerName", model.owner())
                .put("responseStreamingSupported", true);
    }
}
