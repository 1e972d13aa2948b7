package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.dialect.Encoding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts that end an answer, of which OpenAI takes four. */
class OpenAiStopsTest {
    private static Encoding.Said said(List<String> stops) {
        Sampling sampling = new Sampling(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                stops,
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty());
        ChatRequest request = new ChatRequest(
                new ModelName("m"),
                List.of(Message.of(Role.USER, "hi")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new OutputFormat.Free(),
                sampling,
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of());
        return assertInstanceOf(Encoding.Said.class, Wire.OPENAI.encodeRequest(request, new ModelName("m")));
    }

    @Test
    void saysFour() {
        Encoding.Said said = said(List.of("a", "b", "c", "d"));

        assertEquals(
                List.of("a", "b", "c", "d"),
                Wire.request(said.body().utf8()).sampling().stop());
        assertEquals(Set.of(), said.lost());
    }

    @Test
    void namesFiveAsLost() {
        Encoding.Said said = said(List.of("a", "b", "c", "d", "e"));

        assertEquals(List.of(), Wire.request(said.body().utf8()).sampling().stop());
        assertEquals(Set.of(Feature.STOP), said.lost());
    }
}
