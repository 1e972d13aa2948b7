package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Drawn;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingBoundsTest {
    private static final int TOKENS = 5_000;

    @Test
    void takesWhatIsAtTheBounds() {
        assertDoesNotThrow(() -> SamplingBounds.check(Sampling.UNSAID, TOKENS));
        assertDoesNotThrow(
                () -> SamplingBounds.check(new Drawn().topLogProbs(20).sampling(), TOKENS));
        assertDoesNotThrow(() -> SamplingBounds.check(biased(Map.of(0, -100.0, TOKENS - 1, 100.0)), TOKENS));
        assertDoesNotThrow(() -> SamplingBounds.check(biased(first(1_024)), TOKENS));
    }

    @Test
    void saysWhichFieldIsBeyondWhichBound() {
        assertEquals(
                "top_logprobs must be 0 to 20, was 21",
                refusal(new Drawn().topLogProbs(21).sampling()));
        assertEquals(
                "logit_bias must have ids of the model's own tokens, 0 to 4999, had 5000",
                refusal(biased(Map.of(1, 1.0, TOKENS, 1.0))));
        assertEquals("logit_bias.7 must be -100 to 100, was 100.5", refusal(biased(Map.of(7, 100.5))));
        assertEquals("logit_bias must have at most 1024 tokens, has more", refusal(biased(first(1_025))));
    }

    private static String refusal(Sampling sampling) {
        Failure failure = assertThrows(FailureException.class, () -> SamplingBounds.check(sampling, TOKENS))
                .failure();
        return assertInstanceOf(Failure.Rejected.class, failure).message();
    }

    private static Sampling biased(Map<Integer, Double> bias) {
        return Sampling.UNSAID.withLogitBias(LogitBias.of(bias));
    }

    private static Map<Integer, Double> first(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(token -> token, token -> 1.0));
    }
}
