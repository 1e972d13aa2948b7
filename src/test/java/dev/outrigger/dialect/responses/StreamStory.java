package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Event;
import java.util.ArrayList;
import java.util.List;

/** A stream that is written here, as its app reads it. */
final class StreamStory {
    static final String REQUEST = "{\"model\":\"auto\",\"input\":\"hi\",\"stream\":true}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private StreamStory() {}

    /** The events, each checked to be named as its type. */
    static List<JsonNode> read(String stream) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String event : stream.strip().split("\n\n", -1)) {
            String[] lines = event.split("\n", -1);
            assertEquals(2, lines.length, event);
            JsonNode data = JSON.readTree(lines[1].substring("data: ".length()));
            assertEquals("event: " + data.path("type").asText(), lines[0]);
            events.add(data);
        }
        return events;
    }

    static List<JsonNode> told(Event... events) throws Exception {
        return read(ResponsesWire.written(REQUEST, events));
    }

    static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("type").asText().replaceFirst("^response\\.", ""))
                .toList();
    }
}
