package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions for the tokens of a whole request. */
class GeminiCountTest {
    private static final Endpoint.Chat AT =
            new Endpoint.Chat("/v1beta/models/*:countTokens", "/models/gemini-2.5-flash:countTokens", "");

    private static final String REQUEST = "{\"model\":\"models/gemini-2.5-flash\",\"systemInstruction\":{\"parts\":"
            + "[{\"text\":\"be brief\"}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}],"
            + "\"generationConfig\":{\"topK\":3}}";

    private static String rewritten(Inbound inbound, String model) {
        return Wire.GEMINI
                .rewriteRequest(inbound, Rewrite.none(new ModelName(model)))
                .joined()
                .utf8();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generateContentRequest", "generate_content_request"})
    void readsTheRequestInTheQuestion(String name) {
        ChatRequest request =
                Wire.inbound(AT, "{\"" + name + "\":" + REQUEST + "}").request();

        assertEquals(List.of(Message.of(Role.SYSTEM, "be brief"), Message.of(Role.USER, "hi")), request.messages());
        assertEquals(3, request.sampling().topK().orElseThrow());
        assertEquals(new ModelName("gemini-2.5-flash"), request.model());
    }

    @Test
    void readsContentsAsEver() {
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";

        assertEquals(
                List.of(Message.of(Role.USER, "hi")),
                Wire.inbound(AT, body).request().messages());
    }

    @Test
    void handsOnTheBytesWithTheModelsOtherName() {
        Inbound inbound = Wire.inbound(AT, "{ \"generateContentRequest\": " + REQUEST + " }");

        assertSame(
                inbound.raw(),
                Wire.GEMINI
                        .rewriteRequest(inbound, Rewrite.none(new ModelName("gemini-2.5-flash")))
                        .joined());
        assertEquals(
                "{ \"generateContentRequest\": " + REQUEST.replace("gemini-2.5-flash", "other") + " }",
                rewritten(inbound, "other"));
    }

    @Test
    void refusesWhatIsNoRequest() {
        assertEquals("generateContentRequest must be an object", Wire.refusal(AT, "{\"generateContentRequest\":[1]}"));
        assertEquals("contents must be given", Wire.refusal(AT, "{\"generateContentRequest\":{}}"));
        // An answer is asked for in its own words.
        assertEquals(
                "contents must be given", Wire.refusal(Wire.WHOLE, "{\"generateContentRequest\":" + REQUEST + "}"));
    }
}
