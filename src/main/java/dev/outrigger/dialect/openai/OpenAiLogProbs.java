package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.LogProb;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads the log probabilities of a choice's tokens. Those of a refusal, and older servers' lists, have no word;
 * those of a long answer are not read. */
final class OpenAiLogProbs {
    private OpenAiLogProbs() {}

    static Event decode(int choice, JsonValue logprobs) {
        List<LogProb> tokens = tokens(logprobs.get("content"));
        return tokens.isEmpty() ? new Event.Other(choice, "logprobs") : new Event.LogProbs(choice, tokens);
    }

    private static List<LogProb> tokens(JsonValue array) {
        List<LogProb> tokens = new ArrayList<>();
        for (JsonValue token : array) {
            if (token.get("token").isText() && token.get("logprob").isNumber())
                tokens.add(new LogProb(
                        token.get("token").text(), token.get("logprob").number(), tokens(token.get("top_logprobs"))));
        }
        return tokens;
    }
}
