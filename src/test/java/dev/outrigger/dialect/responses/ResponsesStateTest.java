package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Reading;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesStateTest {
    private static Reading.Owned owned(String body) {
        return assertInstanceOf(
                Reading.Owned.class, ResponsesWire.RESPONSES.decodeRequest(ResponsesWire.AT, Bytes.of(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"input\":\"hi\",\"previous_response_id\":\"resp_68a\"}",
                "{\"model\":\"m\",\"input\":\"hi\",\"conversation\":\"conv_1\"}",
                "{\"model\":\"m\",\"input\":\"hi\",\"conversation\":{\"id\":\"conv_1\"}}",
                "{\"model\":\"m\",\"input\":\"hi\",\"background\":true}",
                "{\"model\":\"m\",\"prompt\":{\"id\":\"pmpt_1\"}}",
                "{\"model\":\"m\",\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]}",
                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"hi\"},{\"id\":\"msg_1\"}]}",
                "{\"model\":\"m\",\"input\":[{\"type\":null,\"id\":\"msg_1\"}]}",
                // Nothing else of it is looked at
                "{\"model\":\"m\",\"input\":7,\"previous_response_id\":\"resp_68a\",\"temperature\":\"hot\"}"
            })
    void whatSpeaksOfStateIsItsOwners(String body) {
        assertEquals(Optional.of(new ModelName("m")), owned(body).model());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":{\"id\":\"pmpt_1\"}}",
                "{\"model\":7,\"prompt\":{\"id\":\"pmpt_1\"}}",
                "{\"model\":\" \",\"prompt\":{\"id\":\"pmpt_1\"}}",
                "{\"model\":\"a\\nb\",\"prompt\":{\"id\":\"pmpt_1\"}}"
            })
    void needsNoModelWhereAStoredPromptHasOne(String body) {
        assertEquals(Optional.empty(), owned(body).model());
    }

    @Test
    void whatSaysThatItHasNoneIsRead() {
        var request = ResponsesWire.requestWith("\"previous_response_id\":null,\"conversation\":null,"
                + "\"background\":false,\"prompt\":null,\"store\":true");
        assertEquals(java.util.Set.of("store"), request.vendorFields());
    }

    @Test
    void anAnswerThatWasMadeHereIsNotStored() {
        String rule = ResponsesWire.rule(
                "{\"model\":\"m\",\"input\":\"hi\",\"previous_response_id\":\"resp_outrigger_01JZ\"}");
        assertTrue(rule.startsWith("previous_response_id"), rule);
        assertTrue(rule.contains("not stored") && rule.contains("whole input"), rule);
    }

    @Test
    void norIsAnItemOfOne() {
        String rule = ResponsesWire.rule(
                "{\"model\":\"m\",\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_outrigger_01JZ_0\"}]}");
        assertTrue(rule.startsWith("input[].id"), rule);
    }
}
