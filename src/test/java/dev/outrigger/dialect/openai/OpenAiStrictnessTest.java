package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Encoding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How strictly a schema is to hold, and whether a tool must be called, where that cannot be kept. */
class OpenAiStrictnessTest {
    private static final Optional<Strictness> STRICT = Optional.of(Strictness.STRICT);
    private static final String LAX = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
    private static final String CLOSED =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}," + "\"required\":[\"a\"]}";

    private static Encoding.Said said(List<Tool> tools, Optional<ToolChoice> choice, OutputFormat format) {
        ChatRequest request = new ChatRequest(
                new ModelName("m"),
                List.of(Message.of(Role.USER, "hi")),
                tools,
                choice,
                Optional.empty(),
                format,
                Sampling.UNSAID,
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of());
        return assertInstanceOf(Encoding.Said.class, Wire.OPENAI.encodeRequest(request, new ModelName("m")));
    }

    private static Encoding.Said strictly(String schema) {
        return said(
                List.of(new Tool("f", "", schema, Tool.Kind.FUNCTION, STRICT)),
                Optional.empty(),
                new OutputFormat.Schema("n", Passage.of(schema), STRICT));
    }

    @Test
    void namesASchemaThatCannotBeHeldStrictly() {
        assertFalse(strictly(LAX).body().utf8().contains("\"strict\":true"));
        assertEquals(
                Set.of(Feature.FORMAT_STRICTNESS, Feature.TOOL_STRICTNESS),
                strictly(LAX).lost());
    }

    @Test
    void closesOneThatCan() {
        assertFalse(strictly(CLOSED).body().utf8().contains("\"strict\":false"));
        assertTrue(strictly(CLOSED).body().utf8().contains("\"additionalProperties\":false"));
        assertEquals(Set.of(), strictly(CLOSED).lost());
    }

    @Test
    void namesADutyToCallWhereThereIsNoTool() {
        Encoding.Said said = said(List.of(), Optional.of(new ToolChoice.Required()), new OutputFormat.Free());

        assertFalse(said.body().utf8().contains("tool_choice"));
        assertEquals(Set.of(Feature.TOOL_CHOICE), said.lost());
    }

    @Test
    void aChoiceThatForcesNothingIsNotMissedWhereThereIsNoTool() {
        for (ToolChoice choice : List.of(new ToolChoice.Auto(), new ToolChoice.None()))
            assertEquals(
                    Set.of(),
                    said(List.of(), Optional.of(choice), new OutputFormat.Free())
                            .lost());
    }
}
