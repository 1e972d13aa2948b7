package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.dialect.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models that a server says it has. Sources: OpenAI, "List models"; Anthropic, "List Models"
 * (https://docs.claude.com/en/api/models-list); Gemini, "models.list" (https://ai.google.dev/api/models); Ollama, "List Local
 * Models" (https://docs.ollama.com/api/tags).
 *
 * @param names as its requests name them
 * @param whole whether it said that there are others, on a further page
 */
public record OfferedModels(List<String> names, boolean whole) {
    /** A longer name is no model's. */
    static final int MOST_CHARACTERS = 200;

    public OfferedModels {
        names = List.copyOf(names);
    }

    /** Where a server of this dialect tells them, below its URL; absent where it cannot tell. */
    public static Optional<String> path(String dialect) {
        return switch (dialect) {
            case "openai" -> Optional.of("/models");
            case "anthropic" -> Optional.of("/models?limit=1000");
            case "gemini" -> Optional.of("/models?pageSize=1000");
            case "ollama" -> Optional.of("/tags");
            default -> Optional.empty();
        };
    }

    /** Reads what it answered, of any of these dialects; absent when it is no list of models. */
    public static Optional<OfferedModels> decode(byte[] body) {
        try {
            return of(Json.LENIENT.readTree(body));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static Optional<OfferedModels> of(JsonNode answer) {
        JsonNode list = answer.path(answer.has("data") ? "data" : "models");
        if (!list.isArray()) return Optional.empty();
        List<String> names = new ArrayList<>();
        for (JsonNode model : list) {
            String name = name(model);
            if (!name.isBlank() && name.length() <= MOST_CHARACTERS) names.add(name);
        }
        boolean more = answer.path("has_more").asBoolean(false)
                || !answer.path("nextPageToken").asText("").isEmpty();
        return Optional.of(new OfferedModels(names, !more));
    }

    private static String name(JsonNode model) {
        String said = model.path("id").asText(model.path("name").asText(""));
        return said.startsWith("models/") ? said.substring("models/".length()) : said;
    }
}
