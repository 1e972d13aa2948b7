package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.SseCutter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiArrayTest {
    private static final String CHUNK =
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}]},\"finishReason\":\"STOP\"}]}";

    private static List<Frame> frames(String array, int size) {
        GeminiArray decoder = new GeminiArray(new ModelName("m"));
        Bytes bytes = Bytes.of(array);
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < bytes.size(); at += size)
            frames.addAll(decoder.decode(bytes.slice(at, Math.min(size, bytes.size() - at))));
        frames.addAll(decoder.end());
        return frames;
    }

    private static List<Event> events(String array) {
        return Wire.events(frames(array, array.length()));
    }

    private static Failure failure(String array) {
        return events(array).stream()
                .filter(Event.Failed.class::isInstance)
                .map(event -> ((Event.Failed) event).failure())
                .findFirst()
                .orElseThrow();
    }

    /** The chunks of a recorded stream, as the elements of an array. */
    private static String array(String cassette, String between) {
        return Wire.cassette(cassette)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring("data: ".length()))
                .collect(Collectors.joining(between, "[", "\r\n]\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-text.txt", "stream-tools.txt"})
    void meansWhatTheSameEventsMeanWhereverItIsCut(String cassette) {
        String array = array(cassette, "\r\n,\r\n");
        List<Event> told = new ArrayList<>(Wire.events(Wire.cassette(cassette)));
        told.add(new Event.Ended());

        for (int size = 1; size <= 64; size++) {
            List<Frame> frames = frames(array, size);

            List<Event> read = new ArrayList<>(Wire.events(frames));
            assertEquals(new Event.Comment(), read.removeLast(), "the line's end is no news");
            assertEquals(told, read, "in pieces of " + size);
            assertEquals(Bytes.of(array), Wire.raw(frames), "in pieces of " + size);
        }
    }

    @Test
    void bracketsAndQuotesWithinATextEndNothing() {
        String text = "]} \\\" \\\\\\\\\\\" {[,";

        List<Frame> frames = frames("[" + CHUNK.formatted(text) + "]", 1);

        assertEquals("]} \" \\\\\" {[,", ((Event.TextDelta) Wire.events(frames).get(1)).text());
        assertEquals(2, frames.size());
    }

    @Test
    void eachChunkIsAFrameOfItsOwnAsSoonAsItIsThere() {
        GeminiArray decoder = new GeminiArray(new ModelName("m"));

        assertEquals(1, decoder.decode(Bytes.of("[" + CHUNK.formatted("a"))).size());
        // Where texts end is remembered all along.
        long remembered = decoder.held();
        assertEquals(0, decoder.decode(Bytes.of(",\n{")).size());
        assertTrue(decoder.held() > remembered);
        assertEquals(
                2,
                decoder.decode(Bytes.of(CHUNK.formatted("b").substring(1) + "]"))
                        .size());
        assertEquals(remembered, decoder.held());
    }

    @Test
    void anEmptyArrayIsButItsEnd() {
        assertEquals(List.of(new Event.Ended()), events("[]"));
    }

    @Test
    void anArrayThatBreaksWithinAChunkIsBroken() {
        assertInstanceOf(Failure.Malformed.class, failure("[" + CHUNK.formatted("a") + ",{\"candidates\":["));
    }

    @Test
    void whatIsNoArrayIsBroken() {
        assertEquals(new Failure.Malformed("the stream is no array"), failure(CHUNK.formatted("a")));
        assertInstanceOf(Failure.Malformed.class, failure("<html>oops</html>"));
        assertInstanceOf(Failure.Malformed.class, failure("[1,2]"));
    }

    @Test
    void anErrorIsOneInTheArrayAndInsteadOfIt() {
        String error = Wire.cassette("error-quota-minute.json");

        assertInstanceOf(Failure.Throttled.class, failure("[" + error + "]"));
        assertInstanceOf(Failure.Throttled.class, failure(error));
    }

    @Test
    void aBlockedPromptIsRefusedInTheVendorsWordsWithTheirEnd() {
        String blocked = "[" + Wire.cassette("answer-blocked.json");

        Failure.Verbatim refusal = failure(blocked + "]").original().orElseThrow();

        assertEquals("application/json", refusal.contentType());
        assertEquals(blocked.stripTrailing() + "]", refusal.body().utf8());
    }

    @Test
    void aChunkWithoutEndIsBrokenAndNotKept() {
        GeminiArray decoder = new GeminiArray(new ModelName("m"));
        Bytes piece = Bytes.of("[{\"text\":\"" + "x".repeat(SseCutter.MAX_EVENT_BYTES / 4));
        List<Frame> frames = new ArrayList<>();

        for (int i = 0; i < 6; i++) frames.addAll(decoder.decode(piece));

        assertEquals(1, frames.size());
        assertEquals(0, decoder.held());
        assertTrue(((Event.Failed) Wire.events(frames).getFirst())
                .failure()
                .message()
                .contains("longer than"));
    }
}
