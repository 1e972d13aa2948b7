package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.chat.ToolChoice.Among.Duty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesToolsTest {
    private static ChatRequest chosen(String choice) {
        return ResponsesWire.requestWith("\"tool_choice\":" + choice);
    }

    @Test
    void readsFunctionsAndToolsOfFreeText() {
        ChatRequest request = ResponsesWire.requestWith("\"tools\":["
                + "{\"type\":\"function\",\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":false},"
                + "{\"type\":\"function\",\"name\":\"g\",\"parameters\":null,\"strict\":null},"
                + "{\"type\":\"custom\",\"name\":\"c\",\"format\":{\"type\":\"text\"},\"defer_loading\":true}]");
        assertEquals(
                List.of(
                        new Tool("f", "d", "{\"type\":\"object\"}", Tool.Kind.FUNCTION, Optional.of(Strictness.LOOSE)),
                        new Tool("g", "", "{}", Tool.Kind.FUNCTION, Optional.empty()),
                        new Tool("c", "", "{\"type\":\"text\"}", Tool.Kind.FREE_FORM, Optional.empty())),
                request.tools());
        assertEquals(Set.of("tools[].defer_loading"), request.vendorFields());
    }

    @Test
    void keepsHostedToolsWhole() {
        String search = "{\"type\":\"web_search\",\"filters\":{\"allowed_domains\":[\"example.org\"]}}";
        ChatRequest request = ResponsesWire.requestWith("\"tools\":[" + search + "]");
        assertEquals(List.of(new Tool("web_search", "", search, Tool.Kind.HOSTED, Optional.empty())), request.tools());
        assertEquals(Set.of("tools[].web_search"), request.vendorFields());
    }

    @Test
    void readsChoices() {
        assertEquals(Optional.of(new ToolChoice.Auto()), chosen("\"auto\"").toolChoice());
        assertEquals(Optional.of(new ToolChoice.None()), chosen("\"none\"").toolChoice());
        assertEquals(
                Optional.of(new ToolChoice.Required()), chosen("\"required\"").toolChoice());
        assertEquals(
                Optional.of(new ToolChoice.Named("f")),
                chosen("{\"type\":\"function\",\"name\":\"f\"}").toolChoice());
        assertEquals(
                Optional.of(new ToolChoice.Named("c")),
                chosen("{\"type\":\"custom\",\"name\":\"c\"}").toolChoice());
        assertEquals(
                Optional.of(new ToolChoice.Among(List.of("f", "g"), Duty.MAY)),
                chosen("{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":"
                                + "[{\"type\":\"function\",\"name\":\"f\"},{\"type\":\"function\",\"name\":\"g\"}]}")
                        .toolChoice());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"file_search\"}", "{\"type\":\"mcp\",\"server_label\":\"s\"}", "\"perhaps\""})
    void leavesChoicesOfHostedToolsToTheVendor(String choice) {
        ChatRequest request = chosen(choice);
        assertEquals(Optional.empty(), request.toolChoice());
        assertEquals(Set.of("tool_choice"), request.vendorFields());
        assertTrue(ResponsesWire.RESPONSES.changesMeaning("tool_choice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"type\":\"image_generation\"}]"})
    void leavesChoicesAmongThemToItToo(String tools) {
        ChatRequest request = chosen("{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":" + tools + "}");
        assertEquals(Set.of("tool_choice.allowed_tools"), request.vendorFields());
        assertTrue(ResponsesWire.RESPONSES.changesMeaning("tool_choice.allowed_tools"));
    }
}
