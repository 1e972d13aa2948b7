package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.support.Row;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every dialect, and between each two of them: what is not named as lost arrives. */
class DialectContractTest {
    private static final List<Spoken> ALL = Spoken.all();
    private static final ExchangeId ID = Translations.ID;
    private static final ModelName MODEL = Translations.MODEL;

    static List<Spoken> dialects() {
        return ALL;
    }

    static Stream<Arguments> pairs() {
        return ALL.stream().flatMap(one -> ALL.stream().map(other -> Arguments.of(one, other)));
    }

    @Test
    void everyDialectOfTheProductIsHere() {
        assertEquals(
                List.of("anthropic", "bedrock", "gemini", "ollama", "openai", "openai-responses"),
                ALL.stream().map(spoken -> spoken.dialect().name()).toList());
        for (Spoken spoken : ALL) {
            for (String kind : List.of("request-", "answer-"))
                assertFalse(spoken.cassettes(kind).isEmpty(), spoken + " has no cassette of a " + kind);
            assertFalse(spoken.streams().isEmpty(), spoken + " has no cassette of a stream");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsAskedArrives(Spoken app, Spoken vendor) {
        for (String cassette : app.cassettes("request-")) {
            ChatRequest asked = app.request(cassette);
            // Another endpoint's: Ollama's prompts stand in no message.
            if (asked.messages().isEmpty()) continue;
            if (!(vendor.dialect().encodeRequest(asked, MODEL) instanceof Encoding.Said said)) continue;

            ChatRequest arrived = vendor.said(asked, said).request();

            assertSameGist(Gist.of(asked), Gist.of(arrived));
            Set<Feature> lost = EnumSet.noneOf(Feature.class);
            lost.addAll(Feature.of(asked));
            lost.removeAll(said.lost());
            lost.removeAll(Feature.of(arrived));
            // What a vendor does anyway needs no word: to show what was thought, to leave the choice to the model,
            // to call several tools at once.
            lost.remove(Feature.DISPLAY);
            if (asked.toolChoice().filter(ToolChoice.Auto.class::isInstance).isPresent())
                lost.remove(Feature.TOOL_CHOICE);
            // One that must be called is called with what its schema says, at some vendors.
            if (asked.toolChoice().map(ToolChoice::isDuty).orElse(false)) lost.remove(Feature.TOOL_STRICTNESS);
            if (asked.toolCalling().filter(ToolCalling.PARALLEL::equals).isPresent()) lost.remove(Feature.TOOL_CALLING);
            assertEquals(Set.of(), lost, "lost without saying, from " + app + " to " + vendor);
            assertEquals(asked.stream(), arrived.stream());
        }
    }

    private static void assertSameGist(Gist.Asked asked, Gist.Asked arrived) {
        assertEquals(asked.calls(), arrived.calls());
        assertEquals(asked.images(), arrived.images());
        assertEquals(asked.tools(), arrived.tools());
        assertTrue(Gist.comesThrough(asked.texts(), arrived.texts()), asked.texts() + " in " + arrived.texts());
        assertTrue(Gist.comesThrough(asked.results(), arrived.results()), asked.results() + " in " + arrived.results());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aToolLoopAndAPictureCanBeSaidToEachVendor(Spoken app, Spoken vendor) {
        List<Gist.Asked> said = app.cassettes("request-").stream()
                .map(app::request)
                .filter(request -> vendor.dialect().encodeRequest(request, MODEL) instanceof Encoding.Said)
                .map(Gist::of)
                .toList();

        assertTrue(
                said.stream()
                        .anyMatch(gist ->
                                !gist.calls().isEmpty() && !gist.results().isEmpty()),
                "no tool loop");
        assertTrue(said.stream().anyMatch(gist -> !gist.images().isEmpty()), "no picture");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsStreamedArrives(Spoken vendor, Spoken app) {
        int compared = 0;
        for (Bytes cassette : vendor.streams()) {
            Optional<Bytes> stream = Translations.stream(vendor, app, cassette);
            if (stream.isEmpty()) continue;
            if (isSameAnswer(app, Translations.frames(vendor, cassette), Translations.frames(app, stream.get())))
                compared++;
        }
        assertTrue(compared > 0, compared + " streams from " + vendor + " to " + app);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsAnsweredWholeArrives(Spoken vendor, Spoken app) {
        int compared = 0;
        for (String cassette : vendor.cassettes("answer-")) {
            Optional<Bytes> answer = Translations.answer(vendor, app, cassette);
            if (answer.isEmpty()) continue;
            if (isSameAnswer(app, List.of(whole(vendor, Bytes.of(cassette))), List.of(whole(app, answer.get()))))
                compared++;
        }
        assertTrue(compared > 0, compared + " answers from " + vendor + " to " + app);
    }

    private static Frame whole(Spoken spoken, Bytes answer) {
        return assertInstanceOf(
                        Answered.Whole.class,
                        spoken.dialect().decodeAnswer(answer),
                        () -> spoken + ": " + answer.utf8())
                .frame();
    }

    /** Whether it is one that can be compared; fails when it is, and is not the same. */
    private static boolean isSameAnswer(Spoken app, List<Frame> told, List<Frame> arrived) {
        Completion before = Completion.of(told);
        Completion after = Completion.of(arrived);
        // Nobody calls a tool of free text of an app whose dialect has none.
        if (calls(before, "note") && !saysFreeForm(app)) return false;
        // Some vendors have one choice alone; the others' are never asked for there.
        assertEquals(Gist.of(before).getFirst(), Gist.of(after).getFirst());
        if (app.namesTheModel()) assertEquals(before.model(), after.model());
        Usage counted = before.usage();
        if (counted.input().isPresent() && counted.output().isPresent()) {
            assertEquals(counted.input(), after.usage().input());
            assertEquals(counted.output(), after.usage().output());
        }
        return true;
    }

    /** One that was made in this process has an end. */
    @ParameterizedTest
    @MethodSource("dialects")
    void aWholeAnswerIsWrittenWithItsTextAlsoWhenItsEndWasTold(Spoken app) {
        Frame told = Frame.of(List.of(
                new Event.Started("id", MODEL),
                new Event.TextDelta(0, "Par"),
                new Event.TextDelta(0, "is"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended()));

        Bytes answer = app.dialect().encodeAnswer(Translations.asking(app, false), List.of(told), ID);

        assertEquals(
                "Paris",
                Gist.of(Completion.of(List.of(whole(app, answer)))).getFirst().text());
    }

    /** A model of another dialect may draw: its picture arrives, or the dialect says that it has no words for it. */
    @ParameterizedTest
    @MethodSource("dialects")
    void saysWhetherAnAnswersPictureArrives(Spoken app) {
        Part.Media drawn =
                new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "iVBORw0KGgoAAAANSUhEUg=="));
        Frame told = Frame.of(List.of(
                new Event.Started("id", MODEL),
                new Event.MediaDelta(0, drawn),
                new Event.Finished(0, FinishReason.STOP)));

        Bytes answer = app.dialect().encodeAnswer(Translations.asking(app, false), List.of(told), ID);

        assertEquals(app.dialect().answersWith(drawn), answer.utf8().contains("iVBORw0KGgoAAAANSUhEUg=="));
    }

    private static boolean saysFreeForm(Spoken app) {
        Wish tool = Wish.of(
                "a tool of free text",
                Feature.TOOLS,
                Wish.Manner.of(
                        List.of(new Tool("note", "", "{}", Tool.Kind.FREE_FORM)), Optional.empty(), Optional.empty()),
                arrived -> true);
        return app.dialect().encodeRequest(tool.request(), MODEL) instanceof Encoding.Said said
                && !said.lost().contains(Feature.TOOLS);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aStreamReadInAnyPiecesIsWholeAndMeansTheSame(Spoken spoken) {
        for (Bytes cassette : spoken.streams()) {
            byte[] bytes = cassette.array();
            Completion whole = Completion.of(Translations.frames(spoken, cassette));
            for (int size : new int[] {1, 3, 64, 1000}) {
                Dialect.StreamDecoder decoder = spoken.dialect().streamDecoder(Translations.REWRITE);
                List<Frame> frames = new ArrayList<>();
                for (int at = 0; at < bytes.length; at += size)
                    frames.addAll(decoder.decode(Bytes.of(bytes, at, Math.min(size, bytes.length - at))));
                frames.addAll(decoder.end());

                assertEquals(cassette, raw(frames));
                assertEquals(Gist.of(whole), Gist.of(Completion.of(frames)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    @Row("after.cut-told")
    void everyFailureIsToldWithItsWordsAndItsExchange(Spoken spoken) {
        Failure failure = new Failure.Saturated("limits.inFlight is reached: 256 exchanges");
        for (Bytes body : List.of(
                spoken.dialect().encodeFailure(failure, ID), spoken.dialect().encodeStreamFailure(failure, ID))) {
            assertTrue(body.utf8().contains("limits.inFlight is reached"), body.utf8());
            assertTrue(body.utf8().contains(ID.value()), body.utf8());
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyFeatureHasAFieldAndEveryListItsModels(Spoken spoken) {
        for (Feature feature : Feature.values())
            assertFalse(spoken.dialect().field(feature).isBlank(), spoken + " " + feature);
        ListedModel model = new ListedModel("outrigger/thrift", "outrigger");
        assertTrue(spoken.dialect().encodeModels(List.of(model)).utf8().contains("outrigger/thrift"));
        assertTrue(spoken.dialect().encodeModel(model).utf8().contains("outrigger/thrift"));
    }

    private static boolean calls(Completion answer, String freeText) {
        return Gist.of(answer).getFirst().calls().stream()
                .anyMatch(call -> call.name().equals(freeText));
    }

    private static Bytes raw(List<Frame> frames) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (Frame frame : frames) raw.writeBytes(frame.raw().array());
        return Bytes.of(raw.toByteArray());
    }
}
