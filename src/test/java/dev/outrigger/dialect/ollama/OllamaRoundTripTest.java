package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.HubAnswers;
import dev.outrigger.dialect.HubRequests;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is said in Ollama's words is read as what it was. */
class OllamaRoundTripTest {
    @Provide
    Arbitrary<ChatRequest> requests() {
        Set<Feature> said = EnumSet.complementOf(EnumSet.of(
                Feature.CHOICES,
                Feature.TOOL_CHOICE,
                Feature.TOOL_CALLING,
                Feature.DISPLAY,
                Feature.TOOL_ERROR,
                Feature.CACHE_MARK));
        Arbitrary<Thinking> thinking = Arbitraries.of(
                new Thinking.Off(),
                new Thinking.Free(),
                new Thinking.Effort(Thinking.Effort.Level.LOW),
                new Thinking.Effort(Thinking.Effort.Level.MEDIUM),
                new Thinking.Effort(Thinking.Effort.Level.HIGH),
                new Thinking.Effort(Thinking.Effort.Level.MAX));
        Arbitrary<OutputFormat> formats = Arbitraries.oneOf(
                Arbitraries.just(new OutputFormat.Json()),
                HubRequests.schemas()
                        .map(schema ->
                                new OutputFormat.Schema("", Passage.of(schema), Optional.of(Strictness.STRICT))));
        return new HubRequests(said, HubRequests.inlineImages(), thinking, formats, HubRequests.Results.APART)
                .requests();
    }

    @Property(tries = 300)
    void readsTheRequestThatWasSaid(@ForAll("requests") ChatRequest request) {
        // When
        Encoding encoding = Lines.OLLAMA.encodeRequest(request, request.model());
        // Then
        var said = assertInstanceOf(Encoding.Said.class, encoding);
        assertEquals(Set.of(), said.lost());
        assertEquals(request, Lines.inbound(Lines.CHAT, said.body()).request());
    }

    @Provide
    Arbitrary<List<Event>> streams() {
        return new HubAnswers(1, Set.of(HubAnswers.Kind.REASONING, HubAnswers.Kind.CALLS, HubAnswers.Kind.LOG_PROBS))
                .streams();
    }

    @Property(tries = 200)
    void readsTheStreamThatWasWritten(@ForAll("streams") List<Event> events) {
        // When
        String stream = Lines.written(Lines.CHAT, events.toArray(Event[]::new));
        // Then
        List<Event> read = Lines.events(Lines.frames(Bytes.of(stream)));
        assertEquals(nameless(events), nameless(read));
        assertEquals(new Event.Ended(), read.getLast());
    }

    @Property(tries = 200)
    void readsTheAnswerThatWasWritten(@ForAll("streams") List<Event> events) {
        // When
        Bytes body = Lines.OLLAMA.encodeAnswer(List.of(Frame.of(events)), Lines.ID);
        // Then
        var read = assertInstanceOf(Dialect.Answered.Whole.class, Lines.OLLAMA.decodeAnswer(body));
        assertEquals(nameless(events), nameless(read.frame().events()));
    }

    /** Ollama's answers have no ids, and their calls come one after the other. */
    private static Completion nameless(List<Event> events) {
        Completion whole = Completion.of(List.of(Frame.of(events)));
        return new Completion("", whole.model(), whole.choices(), whole.usage());
    }
}
