package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Says a request, which came in another dialect's words, as the Gemini API wants it. */
final class GeminiRequestWriter {
    private GeminiRequestWriter() {}

    static Encoding write(ChatRequest request, ModelName name) {
        Set<Feature> lost = EnumSet.noneOf(Feature.class);
        GeminiModel model = new GeminiModel(name);
        ObjectNode body = Json.STRICT.createObjectNode();
        try {
            new GeminiContentWriter(body, model, freeForm(request), lost).write(request.messages());
            new GeminiToolWriter(body, lost).write(request);
            new GeminiConfigWriter(model, lost).write(request, body);
        } catch (Unsaid unsaid) {
            return new Encoding.Unsayable(unsaid.what());
        } catch (Json.Unfit garbage) {
            return new Encoding.Unsayable("a schema that is no JSON");
        }
        // There is no way to ask for fewer.
        request.toolCalling()
                .filter(calling -> calling == ToolCalling.ONE_AT_A_TIME)
                .ifPresent(one -> lost.add(Feature.TOOL_CALLING));
        return new Encoding.Said(Json.bytes(body), lost);
    }

    private static Set<String> freeForm(ChatRequest request) {
        return request.tools().stream()
                .filter(tool -> tool.kind() == Tool.Kind.FREE_FORM)
                .map(Tool::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
