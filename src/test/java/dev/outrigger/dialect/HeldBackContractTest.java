package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.support.Heap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dialect says later than it was told, or again, is reported for as long as it is kept. */
class HeldBackContractTest {
    private static final List<Spoken> ALL = Spoken.all();
    private static final int PIECES = 100;
    private static final int MANY = 2_000;

    /** It says everything as soon as it is told. */
    private static final Spoken AT_ONCE = ALL.stream()
            .filter(spoken -> spoken.dialect().name().equals("openai"))
            .findFirst()
            .orElseThrow();

    /** What any writer or reader may take beside. */
    private static final long SMALL = 256 * 1024;

    /** How often an answer is said, piece by piece and whole. */
    private static final int TIMES = 5;

    /** Letters that stand in checksums. */
    private static final int CHANCE = 16;

    static Stream<Arguments> pairs() {
        return ALL.stream()
                .flatMap(vendor -> ALL.stream()
                        .flatMap(app -> Stream.of(Told.Kind.values()).map(kind -> Arguments.of(vendor, app, kind))));
    }

    static Stream<Arguments> remembered() {
        return kinds().filter(each -> Told.Kind.REMEMBERED.contains(each.get()[1]));
    }

    static Stream<Arguments> kinds() {
        return Spoken.all().stream()
                .flatMap(one -> Stream.of(Told.Kind.values()).map(kind -> Arguments.of(one, kind)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsSaidLaterWasHeldAndNothingIsAfterTheEnd(Spoken vendor, Spoken app, Told.Kind kind) {
        Told told = Told.of(vendor, kind, PIECES);
        Dialect.StreamEncoder encoder = app.dialect().streamEncoder(Translations.asking(app, true), Translations.ID);
        assertEquals(0, encoder.held());
        List<Frame> frames =
                Stream.of(told.content(), told.end()).flatMap(List::stream).toList();
        for (Frame frame : frames) {
            long held = encoder.held();
            long now = Math.max(letters(frame.raw()), cited(frame));
            long said = letters(encoder.encode(frame));
            assertTrue(
                    said <= held + TIMES * now + CHANCE,
                    () -> "says " + said + " letters of which it was told " + now + ", and held " + held);
        }
        assertEquals(0, encoder.held());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsHeldIsWhatItTakesToKeepItAndToSayIt(Spoken app, Told.Kind kind) {
        Told told = Told.of(AT_ONCE, kind, MANY);
        Dialect.StreamEncoder encoder = written(app, told);
        long held = encoder.held();
        if (held == 0) return;
        long kept = Heap.kept(() -> written(app, told), held + SMALL);
        assertTrue(kept <= held + SMALL, kept + " of " + held);

        Dialect.StreamEncoder before = written(app, told);
        told.end().forEach(before::encode);
        long cost = Heap.allocatedOnce(
                () -> told.end().stream().map(encoder::encode).toList());

        assertTrue(cost <= held + SMALL, cost + " of " + held);
    }

    private static Dialect.StreamEncoder written(Spoken app, Told told) {
        Dialect.StreamEncoder encoder = app.dialect().streamEncoder(Translations.asking(app, true), Translations.ID);
        told.content().forEach(encoder::encode);
        return encoder;
    }

    @ParameterizedTest
    @MethodSource("remembered")
    void whatAReaderRemembersIsCounted(Spoken vendor, Told.Kind kind) {
        Told told = Told.of(vendor, kind, MANY);

        long held = read(vendor, told).held();

        long kept = Heap.kept(() -> read(vendor, told), held + SMALL);

        assertTrue(kept <= held + SMALL, kept + " of " + held);
    }

    private static Dialect.StreamDecoder read(Spoken vendor, Told told) {
        Dialect.StreamDecoder decoder = vendor.dialect().streamDecoder(Translations.REWRITE);
        for (Frame frame : told.content()) decoder.decode(frame.raw());
        return decoder;
    }

    /** Some vendors tell of what a text rests on before it is known how long that is. */
    private static long cited(Frame frame) {
        return frame.events().stream().filter(Event.Cited.class::isInstance).count() * Told.PIECE_CHARS;
    }

    private static long letters(Bytes bytes) {
        long letters = 0;
        for (byte b : bytes.array()) if (b == Told.LETTER) letters++;
        return letters;
    }
}
