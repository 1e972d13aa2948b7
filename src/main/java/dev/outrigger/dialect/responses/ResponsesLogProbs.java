package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.LogProb;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes how likely the tokens of a text were. */
final class ResponsesLogProbs {
    private ResponsesLogProbs() {}

    static List<LogProb> decode(JsonValue array) {
        List<LogProb> tokens = new ArrayList<>();
        for (JsonValue token : array)
            if (token.get("token").isText() && token.get("logprob").isNumber())
                tokens.add(new LogProb(
                        token.get("token").text(), token.get("logprob").number(), decode(token.get("top_logprobs"))));
        return tokens;
    }

    static void encode(List<LogProb> tokens, ArrayNode array) {
        for (LogProb token : tokens) {
            ArrayNode others = said(token, array.addObject()).putArray("top_logprobs");
            for (LogProb other : token.others()) said(other, others.addObject());
        }
    }

    private static ObjectNode said(LogProb token, ObjectNode said) {
        ArrayNode bytes =
                said.put("token", token.token()).put("logprob", token.value()).putArray("bytes");
        for (byte b : token.bytes().array()) bytes.add(b & 0xff);
        return said;
    }
}
