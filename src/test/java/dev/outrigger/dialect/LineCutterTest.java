package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

class LineCutterTest {
    private static List<LineCutter.Line> whole(String stream) {
        LineCutter cutter = new LineCutter();
        List<LineCutter.Line> lines = new ArrayList<>(cutter.feed(Bytes.of(stream)));
        cutter.end().ifPresent(lines::add);
        return lines;
    }

    private static List<Optional<String>> texts(List<LineCutter.Line> lines) {
        return lines.stream().map(line -> line.text().map(Bytes::utf8)).toList();
    }

    @Test
    void endsALineAtALineFeedAndReadsNeitherThatNorWhatStandsBeforeIt() {
        assertEquals(
                List.of(Optional.of("{}"), Optional.of(" {\"a\":1}"), Optional.empty(), Optional.of("x")),
                texts(whole("{}\n {\"a\":1} \r\n\r\nx")));
    }

    @Test
    void deliversALineAsSoonAsItsLastByteIsHere() {
        assertEquals(1, new LineCutter().feed(Bytes.of("{}\n")).size());
        assertEquals(0, new LineCutter().feed(Bytes.of("{}")).size());
    }

    @Test
    void doesNotCopyAChunkThatIsOneLine() {
        byte[] chunk = "{}\n".getBytes(StandardCharsets.UTF_8);

        assertSame(
                chunk, new LineCutter().feed(Bytes.of(chunk)).getFirst().raw().array());
    }

    @Test
    void givesTheUnfinishedLastLineAtTheEndAndOnce() {
        LineCutter cutter = new LineCutter();
        cutter.feed(Bytes.of("a\nb"));
        assertEquals(1, cutter.held());

        assertEquals("b", cutter.end().orElseThrow().text().orElseThrow().utf8());
        assertTrue(cutter.end().isEmpty());
        assertEquals(0, cutter.held());
    }

    @Test
    void takesBytesThatAreNoAsciiForText() {
        assertEquals(List.of(Optional.of("é")), texts(whole("é\n")));
    }

    @Test
    void givesUpALineAboveTheBound() {
        // Given
        LineCutter cutter = new LineCutter();
        Bytes piece = Bytes.of(new byte[1024 * 1024]);
        for (int fed = 0; fed < SseCutter.MAX_EVENT_BYTES; fed += piece.size()) cutter.feed(piece);
        assertFalse(cutter.overflowed(), "at the bound");
        // When
        cutter.feed(Bytes.of("x"));
        // Then
        assertTrue(cutter.overflowed());
        assertTrue(cutter.end().isEmpty(), "what was held is gone");
        assertTrue(cutter.feed(Bytes.of("{}\n")).isEmpty());
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("{}", "x", "ä😀", "\n", "\n\n", "\r\n", "\r", " ")
                .list()
                .ofMaxSize(30);
    }

    @Property
    void cutsTheSameLinesWhateverTheChunks(
            @ForAll("pieces") List<String> pieces,
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 9) Integer> cuts) {
        // Given
        byte[] stream = Bytes.of(String.join("", pieces)).array();
        LineCutter cutter = new LineCutter();
        List<LineCutter.Line> lines = new ArrayList<>();
        int at = 0;
        // When
        for (int cut : cuts) {
            int end = Math.min(stream.length, at + cut);
            lines.addAll(cutter.feed(Bytes.of(Arrays.copyOfRange(stream, at, end))));
            at = end;
        }
        lines.addAll(cutter.feed(Bytes.of(Arrays.copyOfRange(stream, at, stream.length))));
        cutter.end().ifPresent(lines::add);
        // Then
        assertEquals(whole(String.join("", pieces)), lines);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        lines.forEach(line -> raw.writeBytes(line.raw().array()));
        assertEquals(Bytes.of(stream), Bytes.of(raw.toByteArray()));
    }
}
