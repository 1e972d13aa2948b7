package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dialect says later than it was told, or again, is reported for as long as it is kept. */
class HeldBackContractTest {
    private static final int PIECES = 200;

    /** How often an answer is said, piece by piece and whole. */
    private static final int TIMES = 5;

    /** Letters that stand in checksums. */
    private static final int CHANCE = 16;

    static Stream<Arguments> pairs() {
        return Spoken.all().stream()
                .flatMap(vendor -> Spoken.all().stream()
                        .flatMap(app -> Stream.of(Told.Kind.values()).map(kind -> Arguments.of(vendor, app, kind))));
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
            long now = letters(frame.raw());
            long said = letters(encoder.encode(frame));
            assertTrue(
                    said <= held + TIMES * now + CHANCE,
                    () -> "says " + said + " letters of which it was told " + now + ", and held " + held);
        }
        assertEquals(0, encoder.held());
    }

    private static long letters(Bytes bytes) {
        long letters = 0;
        for (byte b : bytes.array()) if (b == Told.LETTER) letters++;
        return letters;
    }
}
