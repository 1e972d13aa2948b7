package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.support.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is said in Gemini's words means what was said. */
class GeminiRoundTripTest {
    private static final Seal SEAL = new Seal("gemini", "c2ln");

    @Property(tries = 300)
    void anyConversationIsReadAsItWasSaid(@ForAll("conversations") List<Message> messages) {
        ChatRequest before = Asked.of(messages.toArray(Message[]::new))
                .model("gemini-2.5-flash")
                .request();

        Encoding.Said said = Wire.said(before, "gemini-2.5-flash");

        assertEquals(Set.of(), said.lost());
        assertEquals(messages, Wire.request(said.body().utf8()).messages());
    }

    /** Turns of one role are joined by the writer, so that none follow one another here. */
    @Provide
    Arbitrary<List<Message>> conversations() {
        return turns().list().ofMinSize(1).ofMaxSize(4).map(turns -> {
            List<Message> messages = new ArrayList<>();
            int call = 0;
            for (Turn turn : turns) {
                messages.add(new Message(Role.USER, turn.asked()));
                List<Part> answered = new ArrayList<>(turn.answered());
                List<Part> results = new ArrayList<>();
                for (String result : turn.results()) {
                    if (results.isEmpty()) answered.add(new Part.Reasoning("so", Optional.of(SEAL)));
                    answered.add(new Part.ToolCall("id" + call, "f" + call % 2, "{\"x\":" + call + "}"));
                    results.add(new Part.ToolResult("id" + call++, List.of(new Part.Text(result)), result.isEmpty()));
                }
                messages.add(new Message(Role.ASSISTANT, answered));
                if (!results.isEmpty()) {
                    messages.add(new Message(Role.TOOL, results));
                    messages.add(Message.of(Role.ASSISTANT, "done"));
                }
            }
            return messages;
        });
    }

    private static Arbitrary<Turn> turns() {
        Arbitrary<String> texts = Arbitraries.strings().ascii().ofMaxLength(12);
        Arbitrary<Part> said = texts.map(Part.Text::new);
        Arbitrary<Part> shown = Arbitraries.of("image/png", "audio/wav", "video/mp4", "application/pdf")
                .map(type -> GeminiRoundTripTest.medium(type));
        Arbitrary<List<Part>> asked =
                Arbitraries.oneOf(said, shown).list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<List<Part>> answered = said.list().ofMinSize(1).ofMaxSize(2);
        Arbitrary<List<String>> results = texts.list().ofMaxSize(2);
        return net.jqwik.api.Combinators.combine(asked, answered, results).as(Turn::new);
    }

    private static Part medium(String type) {
        Part.Media.Kind kind = switch (type) {
            case "image/png" -> Part.Media.Kind.IMAGE;
            case "audio/wav" -> Part.Media.Kind.AUDIO;
            case "video/mp4" -> Part.Media.Kind.VIDEO;
            default -> Part.Media.Kind.DOCUMENT;
        };
        return new Part.Media(kind, new Part.Source.Inline(type, "eA=="));
    }

    private record Turn(List<Part> asked, List<Part> answered, List<String> results) {}
}
