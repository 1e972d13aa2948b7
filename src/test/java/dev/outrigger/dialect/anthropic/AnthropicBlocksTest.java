package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AnthropicBlocksTest {
    private static final Event STARTED = new Event.Started("up", new ModelName("gpt-x"));
    private static final Event TOOLS = new Event.Finished(0, FinishReason.TOOL_CALLS);
    private static final Event ENDED = new Event.Ended();

    @Test
    void writesCallsThatComeOneAfterTheOtherAsTheyCome() {
        // Given
        Event[] first = {
            STARTED,
            new Event.ToolCallStarted(0, 0, "c0", "f"),
            new Event.ToolCallDelta(0, 0, "{\"a\":\"}\\\""),
            new Event.ToolCallDelta(0, 0, "\"}"),
            new Event.ToolCallStarted(0, 1, "c1", "g")
        };
        // When, Then
        assertEquals(
                List.of("message_start", "start 0 tool_use", "0 {\"a\":\"}\\\"", "0 \"}", "stop 0", "start 1 tool_use"),
                Story.story(first));
    }

    @Test
    void keepsCallsThatComeInterleavedUntilTheOpenOneEnds() {
        assertEquals(
                List.of(
                        "message_start",
                        "start 0 text",
                        "0 so",
                        "stop 0",
                        "start 1 tool_use",
                        "1 {\"a\":",
                        "1 1}",
                        "stop 1",
                        "start 2 tool_use",
                        "2 {\"b\":",
                        "2 2}",
                        "stop 2",
                        "tool_use",
                        "message_stop"),
                Story.story(
                        STARTED,
                        new Event.TextDelta(0, "so"),
                        new Event.ToolCallStarted(0, 0, "c0", "f"),
                        new Event.ToolCallStarted(0, 1, "c1", "g"),
                        new Event.ToolCallDelta(0, 0, "{\"a\":"),
                        new Event.ToolCallDelta(0, 1, "{\"b\":"),
                        new Event.ToolCallDelta(0, 0, "1}"),
                        new Event.ToolCallDelta(0, 1, "2}"),
                        TOOLS,
                        ENDED));
    }

    @Test
    void keepsATextBehindACallThatIsNotWhole() {
        assertEquals(
                List.of("message_start", "start 0 tool_use", "0 {", "0 }", "stop 0", "start 1 text", "1 late"),
                Story.story(
                        STARTED,
                        new Event.ToolCallStarted(0, 0, "c0", "f"),
                        new Event.ToolCallDelta(0, 0, "{"),
                        new Event.TextDelta(0, "late"),
                        new Event.ToolCallDelta(0, 0, "}")));
    }

    /** However the pieces of calls are mixed: blocks are never open together, and no piece is lost. */
    @Property(tries = 300)
    void neverHasTwoBlocksOpen(@ForAll("mixtures") List<Integer> mixture) {
        // Given
        List<Event> events = new ArrayList<>(List.of(STARTED));
        int[] told = new int[4];
        for (int which : mixture) {
            if (which == 3) events.add(new Event.TextDelta(0, "t"));
            else if (told[which]++ == 0) events.add(new Event.ToolCallStarted(0, which, "c" + which, "f"));
            else events.add(new Event.ToolCallDelta(0, which, told[which] == 2 ? "{\"a\":[" : "1,"));
        }
        for (int i = 0; i < 3; i++) if (told[i] >= 2) events.add(new Event.ToolCallDelta(0, i, "1]}"));
        events.add(TOOLS);
        events.add(ENDED);
        // When
        List<String> story = Story.story(events.toArray(Event[]::new));
        // Then
        int open = -1;
        int next = 0;
        for (String words : story) {
            if (words.startsWith("start ")) {
                assertEquals(-1, open);
                open = next++;
            } else if (words.equals("stop " + open)) open = -1;
            else if (open >= 0) assertTrue(words.startsWith(open + " "), words);
        }
        assertEquals(-1, open);
        assertEquals(
                events.stream()
                        .filter(event -> event instanceof Event.ToolCallDelta)
                        .count(),
                story.stream().filter(words -> words.matches("\\d+ [{1].*")).count());
        assertEquals(
                mixture.stream().filter(which -> which == 3).count(),
                story.stream().filter(words -> words.matches("\\d+ t")).count());
    }

    @Provide
    Arbitrary<List<Integer>> mixtures() {
        return Arbitraries.integers().between(0, 3).list().ofMaxSize(20);
    }
}
