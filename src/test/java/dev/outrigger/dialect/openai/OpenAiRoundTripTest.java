package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.dialect.HubAnswers;
import dev.outrigger.dialect.HubRequests;
import dev.outrigger.dialect.JsonMode;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.support.OpenAiText;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is said in OpenAI's words is read as what it was. */
class OpenAiRoundTripTest {
    @Provide
    Arbitrary<ChatRequest> requests() {
        Set<Feature> said = EnumSet.complementOf(
                EnumSet.of(Feature.TOP_K, Feature.DISPLAY, Feature.REASONING, Feature.TOOL_ERROR, Feature.CACHE_MARK));
        Arbitrary<Part.Media> media = Arbitraries.oneOf(
                HubRequests.inlineImages(),
                Arbitraries.of(
                        new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Url("https://example.org/a.png?x=1")),
                        new Part.Media(Part.Media.Kind.AUDIO, new Part.Source.Inline("audio/wav", "UklGRg==")),
                        new Part.Media(
                                Part.Media.Kind.DOCUMENT,
                                new Part.Source.Inline("application/pdf", "JVBERg=="),
                                Optional.of("a.pdf"))));
        Arbitrary<Thinking> thinking = Arbitraries.oneOf(
                Arbitraries.of(Thinking.Effort.Level.class).map(Thinking.Effort::new),
                Arbitraries.just(new Thinking.Off()));
        Arbitrary<OutputFormat> formats = Arbitraries.oneOf(
                Arbitraries.just(new OutputFormat.Json()),
                HubRequests.schemas()
                        .map(schema ->
                                new OutputFormat.Schema("city", Passage.of(schema), Optional.of(Strictness.STRICT))));
        return new HubRequests(said, media, thinking, formats, HubRequests.Results.APART).requests();
    }

    @Property(tries = 300)
    void readsTheRequestThatWasSaid(@ForAll("requests") ChatRequest request) {
        // When
        Encoding encoding = Wire.OPENAI.encodeRequest(request, request.model());
        // Then
        var said = assertInstanceOf(Encoding.Said.class, encoding);
        var read = assertInstanceOf(Dialect.Reading.Read.class, Wire.OPENAI.decodeRequest(OpenAiText.AT, said.body()));
        assertEquals(Set.of(), said.lost());
        assertEquals(asSaid(request), read.inbound().request());
        assertEquals(request.stream(), read.inbound().wantsUsage());
    }

    /** With the words that OpenAI's JSON mode wants, where nobody said them. */
    private static ChatRequest asSaid(ChatRequest request) {
        return new ChatRequest(
                request.model(),
                JsonMode.spokenOf(request),
                request.tools(),
                request.toolChoice(),
                request.toolCalling(),
                request.format(),
                request.sampling(),
                request.thinking(),
                request.display(),
                request.stream(),
                request.vendorFields());
    }

    @Provide
    Arbitrary<List<Event>> streams() {
        return Arbitraries.integers()
                .between(1, 3)
                .flatMap(choices -> new HubAnswers(choices, EnumSet.allOf(HubAnswers.Kind.class)).streams());
    }

    @Property(tries = 200)
    void readsTheStreamThatWasWritten(@ForAll("streams") List<Event> events) {
        // Given
        var inbound = Wire.inbound("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        var encoder = Wire.OPENAI.streamEncoder(inbound, Wire.ID);
        // When
        StringBuilder stream = new StringBuilder();
        for (Event event : events)
            stream.append(encoder.encode(Frame.of(List.of(event))).utf8());
        // Then
        List<Event> read = Wire.events(Wire.frames(Rewrite.StreamUsage.AS_ASKED, stream.toString()));
        assertEquals(HubAnswers.joined(renamed(events)), HubAnswers.joined(read));
    }

    @Property(tries = 200)
    void readsTheAnswerThatWasWritten(@ForAll("streams") List<Event> events) {
        // When
        Bytes body = Wire.OPENAI.encodeAnswer(List.of(Frame.of(events)), Wire.ID);
        // Then
        var read = assertInstanceOf(Dialect.Answered.Whole.class, Wire.OPENAI.decodeAnswer(body));
        assertEquals(Completion.of(List.of(Frame.of(renamed(events)))), Completion.of(List.of(read.frame())));
    }

    /** The answer's id is that of the exchange. */
    private static List<Event> renamed(List<Event> events) {
        return events.stream()
                .map(event -> event instanceof Event.Started started
                        ? new Event.Started("chatcmpl-" + Wire.ID.value(), started.model())
                        : event)
                .toList();
    }
}
