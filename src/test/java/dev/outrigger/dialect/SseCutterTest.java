package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseCutterTest {
    private static List<SseCutter.Event> whole(String stream) {
        SseCutter cutter = new SseCutter();
        List<SseCutter.Event> events = new ArrayList<>(cutter.feed(Bytes.of(stream)));
        cutter.end().ifPresent(events::add);
        return events;
    }

    private static List<Optional<String>> data(List<SseCutter.Event> events) {
        return events.stream().map(event -> event.data().map(Bytes::utf8)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void endsAnEventAtAnEmptyLineOfEachKind(String line) {
        // When
        List<SseCutter.Event> events = whole("data: one||data: two||".replace("|", line));
        // Then
        assertEquals(List.of(Optional.of("one"), Optional.of("two")), data(events));
        assertEquals("data: one||".replace("|", line), events.getFirst().raw().utf8());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void deliversAnEventAsSoonAsItsLastByteIsHere(String line) {
        // When
        List<SseCutter.Event> events = new SseCutter().feed(Bytes.of("data: x" + line + line));
        // Then
        assertEquals(1, events.size());
    }

    @Test
    void doesNotCopyAChunkThatIsOneEvent() {
        // Given
        byte[] chunk = "data: x\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        // When
        List<SseCutter.Event> events = new SseCutter().feed(Bytes.of(chunk));
        // Then
        assertSame(chunk, events.getFirst().raw().array());
    }

    @Test
    void joinsDataLinesAndTakesOneSpaceOff() {
        assertEquals(
                List.of(Optional.of("one\n two\n\nfour")), data(whole("data:one\ndata:  two\ndata:\ndata: four\n\n")));
    }

    @Test
    void passesCommentsAndOtherFieldsWithoutData() {
        assertEquals(
                List.of(Optional.empty(), Optional.of("x")),
                data(whole(
                        ": OPENROUTER PROCESSING\n\nevent: message\nid: 7\nretry: 10\n:c\ndata: x\ndatabase: y\n\n")));
    }

    @Test
    void takesEmptyDataForNone() {
        assertEquals(List.of(Optional.empty()), data(whole("data:\n\n")));
    }

    @Test
    void givesTheUnfinishedLastEventAtTheEnd() {
        // Given
        SseCutter cutter = new SseCutter();
        cutter.feed(Bytes.of("data: a\n\ndata: [DONE]"));
        // When
        Optional<SseCutter.Event> last = cutter.end();
        // Then
        assertEquals("[DONE]", last.orElseThrow().data().orElseThrow().utf8());
        assertTrue(cutter.end().isEmpty());
    }

    @Test
    void readsWhatIsNotUtf8AsReplacementCharacters() {
        // Given
        byte[] stream = {'d', 'a', 't', 'a', ':', (byte) 0xC3, '!', '\n', '\n'};
        // When
        List<SseCutter.Event> events = new SseCutter().feed(Bytes.of(stream));
        // Then
        assertEquals("\ufffd!", events.getFirst().data().orElseThrow().utf8());
        assertSame(stream, events.getFirst().raw().array());
    }

    @Test
    void givesUpAnEventAboveTheBound() {
        // Given
        SseCutter cutter = new SseCutter();
        Bytes piece = Bytes.of(new byte[1024 * 1024]);
        for (int fed = 0; fed < SseCutter.MAX_EVENT_BYTES; fed += piece.size()) cutter.feed(piece);
        assertFalse(cutter.overflowed(), "at the bound");
        // When
        cutter.feed(Bytes.of("x"));
        // Then
        assertTrue(cutter.overflowed());
        assertTrue(cutter.end().isEmpty(), "what was held is gone");
        assertTrue(cutter.feed(Bytes.of("data: x\n\n")).isEmpty());
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "data: ", "data:", "x", "ä😀", "\n", "\n\n", "\r\n", "\r", "\r\n\r\n", ":c", "event: e", "{}")
                .list()
                .ofMaxSize(30);
    }

    @Property
    void cutsTheSameEventsWhateverTheChunks(
            @ForAll("pieces") List<String> pieces,
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 9) Integer> cuts) {
        // Given
        byte[] stream = Bytes.of(String.join("", pieces)).array();
        SseCutter cutter = new SseCutter();
        List<SseCutter.Event> events = new ArrayList<>();
        int at = 0;
        // When
        for (int cut : cuts) {
            int end = Math.min(stream.length, at + cut);
            events.addAll(cutter.feed(Bytes.of(Arrays.copyOfRange(stream, at, end))));
            at = end;
        }
        events.addAll(cutter.feed(Bytes.of(Arrays.copyOfRange(stream, at, stream.length))));
        cutter.end().ifPresent(events::add);
        // Then
        assertEquals(whole(String.join("", pieces)), events);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        events.forEach(event -> raw.writeBytes(event.raw().array()));
        assertEquals(Bytes.of(stream), Bytes.of(raw.toByteArray()));
    }
}
