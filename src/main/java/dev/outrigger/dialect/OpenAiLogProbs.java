package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.LogProb;
import java.util.ArrayList;
import java.util.List;

/** Reads the log probabilities of a choice's tokens. Those of a refusal, and older servers' lists, have no word. */
final class OpenAiLogProbs {
    private OpenAiLogProbs() {}

    static Event decode(int choice, JsonNode logprobs) {
        List<LogProb> tokens = tokens(logprobs.path("content"));
        return tokens.isEmpty() ? new Event.Other(choice, "logprobs") : new Event.LogProbs(choice, tokens);
    }

    private static List<LogProb> tokens(JsonNode array) {
        List<LogProb> tokens = new ArrayList<>(array.size());
        for (JsonNode token : array) {
            if (token.path("token").isTextual() && token.path("logprob").isNumber())
                tokens.add(new LogProb(
                        token.get("token").asText(),
                        token.get("logprob").asDouble(),
                        tokens(token.path("top_logprobs"))));
        }
        return tokens;
    }
}
