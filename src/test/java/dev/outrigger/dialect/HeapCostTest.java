package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonTape;
import dev.outrigger.support.Heap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a message of any dialect costs on the heap beside its own bytes, measured: the bound on buffered bytes is true only
 * if that is what is counted.
 */
class HeapCostTest {
    private static final int LARGE = 2 * 1024 * 1024;

    /** What reading any message may take beside. */
    private static final long SMALL = 64 * 1024;

    /** Of what is allocated while a message is said in other words, not a third is alive at a time. */
    private static final int GARBAGE = 3;

    private static final List<Spoken> ALL = Spoken.all();
    private static final Rewrite RENAMED =
            new Rewrite(new ModelName("another"), Set.of(), Map.of(), Rewrite.StreamUsage.ASKED_FOR_US);

    static List<Spoken> dialects() {
        return ALL;
    }

    static Stream<Arguments> fillings() {
        return ALL.stream()
                .flatMap(one -> Stream.of(Large.Filling.values())
                        .filter(filling -> filling != Large.Filling.URL_BASE64)
                        .map(each -> Arguments.of(one, each)));
    }

    static Stream<Arguments> many() {
        return ALL.stream().flatMap(one -> Stream.of(Large.Many.values()).map(each -> Arguments.of(one, each)));
    }

    static Stream<Arguments> manySmall() {
        return many().filter(each -> !Large.Many.IN_FEW_PARTS.contains(each.get()[1]));
    }

    static Stream<Arguments> manyOf() {
        return ALL.stream().flatMap(one -> Stream.of(Large.ManyOf.values()).map(each -> Arguments.of(one, each)));
    }

    @ParameterizedTest
    @MethodSource("fillings")
    void aLongRequestIsReadAndRewrittenWithoutACopy(Spoken spoken, Large.Filling filling) {
        Bytes raw = Large.request(spoken, filling, LARGE);
        Inbound inbound = read(spoken, raw);

        assertTrue(Heap.allocated(() -> spoken.dialect().rewriteRequest(inbound, RENAMED)) < SMALL);
        assertTrue(inbound.readBytes() < SMALL);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aLongRequestIsKeptOnce(Spoken spoken) {
        Bytes raw = Large.request(spoken, Large.Filling.ESCAPES, LARGE);

        long kept = Heap.kept(() -> read(spoken, raw), SMALL);

        assertTrue(kept <= SMALL, "kept " + kept);
    }

    /** It is told in the standard one, which is another text. */
    @ParameterizedTest
    @MethodSource("dialects")
    void anImageInTheAlphabetOfAddressesIsCounted(Spoken spoken) {
        Bytes raw = Large.request(spoken, Large.Filling.URL_BASE64, LARGE);

        long counted = read(spoken, raw).readBytes();

        long kept = Heap.kept(() -> read(spoken, raw), counted + SMALL);

        assertTrue(kept <= counted + SMALL, kept + " of " + counted);
    }

    @ParameterizedTest
    @MethodSource("manySmall")
    void manyPartsOfARequestTakeNoMoreThanIsCounted(Spoken spoken, Large.Many many) {
        Optional<Bytes> raw = said(spoken, many.request());
        if (raw.isEmpty()) return;

        long counted = read(spoken, raw.get()).readBytes();

        long kept = Heap.kept(() -> read(spoken, raw.get()), counted + SMALL);

        assertTrue(kept <= counted + SMALL, kept + " of " + counted);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aRequestOfNothingButBracketsIsRefusedAtSmallCost(Spoken spoken) {
        String plain = said(spoken, ChatRequest.of(Translations.MODEL, "hi"))
                .orElseThrow()
                .utf8();
        String brackets = plain.substring(0, plain.length() - 1) + ",\"x_vendor\":[" + "[],".repeat(LARGE / 3) + "[]]}";
        Bytes raw = Bytes.of(brackets);
        assertInstanceOf(Reading.Unreadable.class, reading(spoken, raw));

        long cost = Heap.allocated(() -> reading(spoken, raw));

        assertTrue(cost <= (long) JsonBounds.MAX_TOKENS * JsonTape.CELL_BYTES * 2, "cost " + cost);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aRequestThatWasLetGoKeepsNothing(Spoken spoken) {
        long kept = Heap.kept(
                () -> {
                    Inbound inbound = read(spoken, Large.request(spoken, Large.Filling.BASE64, LARGE));
                    inbound.letGo();
                    assertTrue(inbound.size() > LARGE - SMALL);
                    return inbound;
                },
                SMALL);

        assertTrue(kept <= SMALL, "kept " + kept);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aLongAnswerIsKeptOnce(Spoken spoken) {
        Bytes raw = Large.answer(spoken, Large.Filling.ESCAPES, LARGE);

        assertEquals(
                1,
                whole(spoken, raw).events().stream()
                        .filter(event -> event.isContent())
                        .count());
        long kept = Heap.kept(() -> whole(spoken, raw), SMALL);
        assertTrue(kept <= SMALL, "kept " + kept);
    }

    @ParameterizedTest
    @MethodSource("manyOf")
    void manyPartsOfAnAnswerTakeNoMoreThanIsCounted(Spoken spoken, Large.ManyOf many) {
        Bytes raw = many.answer(spoken);

        long counted = HeapCost.ofEvents(whole(spoken, raw));

        long kept = Heap.kept(() -> whole(spoken, raw), counted + SMALL);

        assertTrue(kept <= counted + SMALL, kept + " of " + counted);
    }

    @ParameterizedTest
    @MethodSource("fillings")
    void aLongRequestIsSaidInOtherWordsWithinWhatIsHeld(Spoken app, Large.Filling filling) {
        assertSaidWithin(read(app, Large.request(app, filling, LARGE)));
    }

    @ParameterizedTest
    @MethodSource("many")
    void aRequestOfManyPartsIsSaidInOtherWordsWithinWhatIsHeld(Spoken app, Large.Many many) {
        said(app, many.request()).ifPresent(raw -> assertSaidWithin(read(app, raw)));
    }

    private static void assertSaidWithin(Inbound inbound) {
        for (Spoken vendor : ALL) {
            long cost = Heap.allocated(() -> vendor.dialect().encodeRequest(inbound.request(), Translations.MODEL));
            long held = HeapCost.ofSaying(inbound);
            assertTrue(cost <= GARBAGE * held + 2 * SMALL, vendor + ": " + cost + " of " + held);
        }
    }

    @ParameterizedTest
    @MethodSource("fillings")
    void aLongAnswerIsSaidInOtherWordsWithinWhatIsHeld(Spoken vendor, Large.Filling filling) {
        assertSaidWithin(whole(vendor, Large.answer(vendor, filling, LARGE)));
    }

    @ParameterizedTest
    @MethodSource("manyOf")
    void anAnswerOfManyPartsIsSaidInOtherWordsWithinWhatIsHeld(Spoken vendor, Large.ManyOf many) {
        assertSaidWithin(whole(vendor, many.answer(vendor)));
    }

    private static void assertSaidWithin(Frame frame) {
        for (Spoken app : ALL) {
            Inbound asking = Translations.asking(app, false);
            long cost = Heap.allocated(() -> app.dialect().encodeAnswer(asking, List.of(frame), Translations.ID));
            long held = HeapCost.ofSaying(frame);
            assertTrue(cost <= GARBAGE * held + 2 * SMALL, app + ": " + cost + " of " + held);
        }
    }

    private static Optional<Bytes> said(Spoken spoken, ChatRequest request) {
        return spoken.dialect().encodeRequest(request, Translations.MODEL) instanceof Encoding.Said said
                ? Optional.of(said.body())
                : Optional.empty();
    }

    private static Reading reading(Spoken spoken, Bytes raw) {
        return spoken.dialect().decodeRequest(spoken.dialect().chatAt(Translations.MODEL), raw);
    }

    private static Inbound read(Spoken spoken, Bytes raw) {
        return assertInstanceOf(Reading.Read.class, reading(spoken, raw), spoken::toString)
                .inbound();
    }

    private static Frame whole(Spoken spoken, Bytes raw) {
        return assertInstanceOf(Answered.Whole.class, spoken.dialect().decodeAnswer(raw, Translations.REWRITE))
                .frame();
    }
}
