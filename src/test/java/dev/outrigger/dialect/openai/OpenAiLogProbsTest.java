package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.LogProb;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiLogProbsTest {
    private static Event told(String logprobs) {
        return Wire.events("{\"choices\":[{\"index\":1,\"delta\":{},\"logprobs\":" + logprobs + "}]}")
                .getLast();
    }

    @Test
    void tellsEachTokenAndItsRivals() {
        // When
        Event told = told("{\"content\":[{\"token\":\"Hi\",\"logprob\":-0.25,\"bytes\":[72,105],\"top_logprobs\":["
                + "{\"token\":\"Hi\",\"logprob\":-0.25},{\"token\":\"Yo\",\"logprob\":-2}]},"
                + "{\"token\":\"!\",\"logprob\":0,\"bytes\":null,\"top_logprobs\":[]}],\"refusal\":null}");
        // Then
        LogProb hi = new LogProb("Hi", -0.25, List.of(new LogProb("Hi", -0.25), new LogProb("Yo", -2)));
        assertEquals(new Event.LogProbs(1, List.of(hi, new LogProb("!", 0))), told);
    }

    /** As servers in Python write them. */
    @Test
    void leavesOutATokenWhoseLogProbabilityIsNoNumber() {
        assertEquals(
                new Event.LogProbs(1, List.of(new LogProb("Hi", -1, List.of(new LogProb("Yo", -2))))),
                told("{\"content\":[{\"token\":\"Hi\",\"logprob\":-1,\"top_logprobs\":["
                        + "{\"token\":\"Oh\",\"logprob\":-Infinity},{\"token\":\"Yo\",\"logprob\":-2}]},"
                        + "{\"token\":\"!\",\"logprob\":NaN,\"top_logprobs\":[]},"
                        + "{\"token\":\"?\",\"logprob\":Infinity,\"top_logprobs\":[]}]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"content\":[{\"token\":\"x\"}]}",
                "{\"content\":null,\"refusal\":[{\"token\":\"No\",\"logprob\":-1}]}",
                "{\"tokens\":[\"Hi\"],\"token_logprobs\":[-0.25]}"
            })
    void namesWhatHasNoWord(String logprobs) {
        assertEquals(new Event.Other(1, "logprobs"), told(logprobs));
    }
}
