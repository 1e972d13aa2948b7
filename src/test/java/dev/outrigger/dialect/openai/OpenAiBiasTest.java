package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.LogitBias;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenAiBiasTest {
    @Test
    void readsWhatIsAddedToSingleTokens() {
        // When
        ChatRequest request = Wire.requestWith("\"logit_bias\":{\"50256\":-100,\"7\":1.5},\"min_p\":0.05");
        // Then
        assertEquals(
                LogitBias.of(Map.of(7, 1.5, 50256, -100.0)), request.sampling().logitBias());
        assertEquals(OptionalDouble.of(0.05), request.sampling().minP());
        assertEquals(Set.of(), request.vendorFields());
    }

    @Test
    void whatHasNoIdsOfTokensIsTheServersOwn() {
        for (String bias : List.of("[[1,2]]", "{\"Hello\":1}", "{\"1\":true}", "{\"12345678901\":1}")) {
            ChatRequest request = Wire.requestWith("\"logit_bias\":" + bias);
            assertEquals(Set.of("logit_bias"), request.vendorFields(), bias);
            assertTrue(request.sampling().logitBias().isEmpty(), bias);
        }
    }

    @Test
    void readsOnlyOneBiasMoreThanAnyMayHave() {
        // Given
        String many = IntStream.range(0, 5_000)
                .mapToObj(token -> "\"" + token + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
        // Then
        assertEquals(
                OpenAiBias.MOST,
                Wire.requestWith("\"logit_bias\":" + many)
                        .sampling()
                        .logitBias()
                        .size());
    }

    @Test
    void nothingIsLeftOutAtAShareOfZero() {
        assertEquals(
                OptionalDouble.empty(),
                Wire.requestWith("\"min_p\":0").sampling().minP());
    }
}
