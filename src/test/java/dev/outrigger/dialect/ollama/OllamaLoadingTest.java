package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.ListedModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that ask for no answer, but that a model be loaded or unloaded. */
class OllamaLoadingTest {
    private static final ListedModel MODEL = new ListedModel("m", "there");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|load",
                ",\"messages\":[]|load",
                ",\"messages\":null,\"stream\":false|load",
                ",\"keep_alive\":\"10m\"|load",
                ",\"keep_alive\":-1|load",
                ",\"keep_alive\":0|unload",
                ",\"messages\":[],\"keep_alive\":0.0|unload",
                ",\"keep_alive\":\"0\"|unload",
                ",\"keep_alive\":\"0h0.0s\"|unload"
            })
    void aChatWithoutMessagesOnlyLoadsItsModel(String fields, String reason) {
        assertEquals(
                "{\"model\":\"m\",\"created_at\":\"2025-06-15T15:06:40Z\",\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"\"},\"done\":true,\"done_reason\":\"" + reason + "\"}",
                loading(Lines.CHAT, fields).told().apply(MODEL).utf8());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|load",
                ",\"prompt\":\"\",\"system\":\"Be brief.\",\"images\":[]|load",
                ",\"keep_alive\":\"0s\"|unload"
            })
    void aPromptThatIsEmptyOnlyLoadsItsModel(String fields, String reason) {
        assertEquals(
                "{\"model\":\"m\",\"created_at\":\"2025-06-15T15:06:40Z\",\"response\":\"\",\"done\":true,"
                        + "\"done_reason\":\"" + reason + "\"}",
                loading(Lines.PROMPT, fields).told().apply(MODEL).utf8());
    }

    private static Dialect.Reading.About loading(Endpoint.Chat at, String fields) {
        return assertInstanceOf(
                Dialect.Reading.About.class,
                Lines.OLLAMA.decodeRequest(at, Bytes.of("{\"model\":\"m\"" + fields + "}")));
    }

    @Test
    void aPictureIsAPromptAndAnEmptyMessageAMessage() {
        assertEquals(
                1,
                Lines.inbound(Lines.PROMPT, Bytes.of("{\"model\":\"m\",\"images\":[\"iVBORw0KGgo=\"]}"))
                        .request()
                        .messages()
                        .size());
        assertEquals(
                List.of(new Message(Role.USER, List.of())),
                Lines.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"keep_alive\":0}")
                        .messages());
    }
}
