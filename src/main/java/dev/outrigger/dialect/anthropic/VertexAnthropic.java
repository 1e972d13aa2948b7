package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Anthropic's dialect as Google Cloud speaks it: the model stands in the path, not in the body, and the version in the
 * body, not in a header. Answers are Anthropic's own. Only ever upstream's: its apps speak {@link Anthropic}.
 *
 * <p>Source: "Claude on Vertex AI" (https://docs.anthropic.com/en/api/claude-on-vertex-ai); Google Cloud, "Count tokens
 * for Claude models" (https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/count-tokens).
 */
public final class VertexAnthropic extends Anthropic {
    private static final String VERSION_FIELD = "anthropic_version";
    private static final String VERTEX_VERSION = "vertex-2023-10-16";
    private static final String MODELS = "/models/";

    @Override
    public String chatPath(ChatRequest request, ModelName model, String query) {
        String name = URLEncoder.encode(model.value(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
        return asked(MODELS + name + (request.stream() ? ":streamRawPredict" : ":rawPredict"), query);
    }

    @Override
    public String countPath(Endpoint.CountTokens at, ModelName model) {
        return asked(MODELS + "count-tokens:rawPredict", at.query());
    }

    private static String asked(String path, String query) {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The version is the body's to say. */
    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public Splice rewriteRequest(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = AnthropicRewrite.edit(inbound, rewrite);
        if (!inbound.text().has(VERSION_FIELD)) edit.set(VERSION_FIELD, Json.quote(VERTEX_VERSION));
        // The path of a count names no model.
        if (!isCount(inbound.at())) edit.remove("model");
        return edit.apply();
    }

    @Override
    public Encoding encodeRequest(ChatRequest request, ModelName model) {
        return switch (super.encodeRequest(request, model)) {
            case Encoding.Unsayable unsayable -> unsayable;
            case Encoding.Said(Bytes body, var lost) -> new Encoding.Said(placed(body), lost);
        };
    }

    private static Bytes placed(Bytes body) {
        try {
            JsonEdit edit =
                    new JsonEdit(JsonObjectText.read(body, JsonBounds.WRITTEN).text());
            return edit.set(VERSION_FIELD, Json.quote(VERTEX_VERSION))
                    .remove("model")
                    .apply()
                    .joined();
        } catch (Json.Unfit large) {
            throw new dev.outrigger.dialect.Unsaid("a request of so many parts, or with so many in one another");
        }
    }
}
