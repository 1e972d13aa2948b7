package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.SoFar;
import dev.outrigger.dialect.Dialect.StreamEncoder;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written where a stream in upstream's own bytes broke off. */
class AnthropicGoingOnTest {
    private static final Event.Started STARTED = new Event.Started("up", new ModelName("claude-x"));
    private static final Event STOP = new Event.Finished(0, FinishReason.STOP);
    private static final String BODY = "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + more + "}\n\n";
    }

    private static Optional<StreamEncoder> goingOn(String text, String last) {
        return Wire.ANTHROPIC.goingOn(Wire.inbound(BODY), Wire.ID, new SoFar(STARTED, text, Bytes.of(last)));
    }

    private static List<String> written(String last, Event... events) {
        Bytes written = goingOn("Hello", last).orElseThrow().encode(Frame.of(List.of(events)));
        return written.utf8()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Wire.json(line.substring("data: ".length())))
                .map(said -> said.path("type").asText() + index(said))
                .toList();
    }

    private static String index(JsonNode said) {
        return said.has("index") ? " " + said.get("index").asInt() : "";
    }

    @Test
    void goesOnWithinTheBlockThatIsOpen() {
        assertEquals(
                List.of("content_block_delta 0", "content_block_stop 0", "message_delta", "message_stop"),
                written(
                        event(
                                "content_block_delta",
                                ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"lo\"}"),
                        new Event.TextDelta(0, "!"),
                        STOP,
                        new Event.Ended()));
    }

    @Test
    @Row("resume.same-first")
    void onlyEndsTheMessageWhereItsOneBlockHasEnded() {
        assertEquals(
                List.of("message_delta", "message_stop"),
                written(event("content_block_stop", ",\"index\":0"), STOP, new Event.Ended()));
    }

    @Test
    void beginsAnotherBlockForMoreTextAfterTheEndOfTheFirst() {
        assertEquals(
                List.of(
                        "content_block_start 1",
                        "content_block_delta 1",
                        "content_block_stop 1",
                        "message_delta",
                        "message_stop"),
                written(
                        event("content_block_stop", ",\"index\":0"),
                        new Event.TextDelta(0, "!"),
                        STOP,
                        new Event.Ended()));
    }

    @Test
    void doesNotGoOnBehindALaterBlockOrAnEmptyOne() {
        assertTrue(goingOn("Hello", event("content_block_stop", ",\"index\":1")).isEmpty());
        assertTrue(goingOn("", event("content_block_stop", ",\"index\":0")).isEmpty());
        assertTrue(goingOn("Hello", event("content_block_start", ",\"index\":1,\"content_block\":{}"))
                .isEmpty());
    }
}
