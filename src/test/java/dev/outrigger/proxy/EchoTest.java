package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EchoTest {
    private static final Dialect OPENAI = new OpenAi(InstantSource.system());

    private static Echo echo(Holdings holdings) {
        return new Echo(
                OPENAI,
                inbound(),
                MultiMap.caseInsensitiveMultiMap().add("Idempotency-Key", "7").add("x-outrigger-user", "ann"),
                holdings.open());
    }

    private static Inbound inbound() {
        Bytes body = Bytes.of(OpenAiText.request("auto", ""));
        return ((Dialect.Reading.Read) OPENAI.decodeRequest(OpenAiText.AT, body)).inbound();
    }

    private static Frame says(String text) {
        return Frame.of(List.of(new Event.TextDelta(0, text), new Event.TextDelta(1, "another choice")));
    }

    @Test
    void letsOthersGoFirst() {
        assertEquals("batch", echo(Room.ample()).headers().get("x-outrigger-latency"));
    }

    @Test
    void keepsWhatTheFirstChoiceSays() {
        Echo echo = echo(Room.ample());
        echo.hear(says(" Hel"));
        echo.hear(says("lo\n"));
        echo.hear(Frame.of(List.of(new Event.ToolCallStarted(0, 0, "c1", "look"))));
        assertEquals(Optional.of("Hello"), echo.said().text());
        assertEquals(7, echo.said().characters());
        assertEquals(1, echo.said().calls());
    }

    @Test
    void keepsNoMoreThanItMay() {
        Echo most = echo(Room.ample());
        most.hear(says("a".repeat(Echo.MOST_CHARS)));
        assertEquals(Echo.MOST_CHARS, most.said().text().orElseThrow().length());
        most.hear(says("b"));
        assertEquals(Optional.empty(), most.said().text());
        assertEquals(Echo.MOST_CHARS + 1, most.said().characters());
    }

    @Test
    void keepsNothingWhereThereIsNoRoom() {
        Echo echo = echo(Room.of(new Admission(), 9));
        echo.hear(says("Hello"));
        assertEquals(Optional.empty(), echo.said().text());
        assertEquals(5, echo.said().characters());
    }

    @Test
    void isNoCallUnderTheAppsKeyOfIdempotency() {
        Echo echo = echo(Room.ample());
        assertFalse(echo.headers().contains("idempotency-key"));
        assertEquals("ann", echo.headers().get("x-outrigger-user"));
    }
}
