package dev.outrigger.engine.jinja;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What {@code gpu-models/programs/chats.py} recorded, and the variables that it rendered with. */
final class Recorded {
    static final ZonedDateTime NOW = ZonedDateTime.of(2026, 3, 7, 14, 5, 9, 0, ZoneOffset.UTC);

    private Recorded() {}

    static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(bytes(name));
    }

    static String template(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** What a template sees of a recorded chat. */
    static Map<String, Value> variables(JsonNode chat) {
        List<Value> messages = new ArrayList<>();
        for (JsonNode message : chat) {
            Map<String, Value> entries = new LinkedHashMap<>();
            entries.put("role", Text.own(message.get("role").asText()));
            entries.put("content", Text.quoted(message.get("content").asText()));
            messages.add(Value.Dict.of(entries));
        }
        Map<String, Value> variables = new LinkedHashMap<>();
        variables.put("messages", new Value.Listed(messages));
        variables.put("bos_token", Text.own("<s>"));
        variables.put("eos_token", Text.own("</s>"));
        variables.put("add_generation_prompt", Value.TRUE);
        variables.put("tools", Value.NONE);
        variables.put("documents", Value.NONE);
        return variables;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream stream = Recorded.class.getResourceAsStream("/engine/chats/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
