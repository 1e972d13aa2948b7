package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.engine.Generator;
import dev.outrigger.support.OpenAiText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DroppedTest {
    private static ChatRequest asking(String more) {
        return HttpFixture.inbound(OpenAiText.request("auto", more)).request();
    }

    private static List<String> dropped(String more, Set<Feature> kept) {
        return List.copyOf(Dropped.all(asking(more), HttpFixture.DIALECT, kept));
    }

    @Test
    void namesWhatTheLocalModelIsNotTold() {
        assertEquals(
                List.of("logit_bias", "logprobs", "presence_penalty", "reasoning_effort", "user"),
                dropped(
                        ",\"seed\":1,\"user\":\"u\",\"presence_penalty\":1,\"logprobs\":true,\"stop\":\"x\","
                                + "\"reasoning_effort\":\"low\",\"logit_bias\":{},\"max_tokens\":3",
                        Generator.KEPT));
    }

    @Test
    void namesNothingOfARequestThatIsKeptWhole() {
        assertEquals(List.of(), dropped(",\"seed\":1,\"logprobs\":true", EnumSet.allOf(Feature.class)));
    }

    @Test
    void everyFeatureHasAFieldOfItsOwnDialect() {
        for (Feature feature : Feature.values())
            assertEquals(false, HttpFixture.DIALECT.field(feature).isBlank(), feature.name());
    }
}
