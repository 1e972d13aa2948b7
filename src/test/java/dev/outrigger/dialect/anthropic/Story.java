package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Event;
import java.util.ArrayList;
import java.util.List;

/** What an app reads of events, retold. */
final class Story {
    private Story() {}

    static List<JsonNode> written(Event... events) {
        List<JsonNode> said = new ArrayList<>();
        String[] blocks = Wire.stream(events).split("\n\n", -1);
        for (String block : blocks) {
            if (block.isEmpty()) continue;
            String[] lines = block.split("\n", -1);
            JsonNode data = Wire.json(lines[1].substring("data: ".length()));
            assertEquals("event: " + data.get("type").asText(), lines[0]);
            said.add(data);
        }
        return said;
    }

    /** Each event in few words: {@code start 0 text}, {@code 0 Hello}, {@code stop 0}. */
    static List<String> story(Event... events) {
        return written(events).stream().map(Story::words).toList();
    }

    private static String words(JsonNode event) {
        String index = event.path("index").asText();
        JsonNode delta = event.path("delta");
        return switch (event.get("type").asText()) {
            case "content_block_start" ->
                "start " + index + " " + event.at("/content_block/type").asText();
            case "content_block_delta" ->
                index + " "
                        + delta.path("text").asText()
                        + delta.path("thinking").asText()
                        + delta.path("signature").asText()
                        + delta.path("partial_json").asText()
                        + delta.at("/citation/url").asText();
            case "content_block_stop" -> "stop " + index;
            case "message_delta" -> delta.get("stop_reason").asText();
            default -> event.get("type").asText();
        };
    }
}
