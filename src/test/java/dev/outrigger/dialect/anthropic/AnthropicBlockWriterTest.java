package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.support.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicBlockWriterTest {
    private static Message call(String id) {
        return new Message(Role.ASSISTANT, List.of(new Part.ToolCall(id, "f", "{}")));
    }

    private static Message result(String id) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(id, List.of(new Part.Text("x")), false)));
    }

    @Test
    void callsOfOneIdAreToldApart() {
        JsonNode messages = Wire.written(Asked.of(call("call_0"), result("call_0"), call("call_0"), result("call_0"))
                        .request())
                .get("messages");

        assertEquals("call_0", messages.at("/0/content/0/id").asText());
        assertEquals("call_0", messages.at("/1/content/0/tool_use_id").asText());
        assertEquals("call_0_2", messages.at("/2/content/0/id").asText());
        assertEquals("call_0_2", messages.at("/3/content/0/tool_use_id").asText());
    }
}
