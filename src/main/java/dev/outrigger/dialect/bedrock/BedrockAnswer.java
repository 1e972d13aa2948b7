package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;

/** Reads a whole answer. */
final class BedrockAnswer {
    private BedrockAnswer() {}

    /** @param asked the model, where that is known: the answer does not name it */
    static Answered decode(Bytes body, Optional<ModelName> asked) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), JsonBounds.answer(body.size()));
            boolean isMessage = json.get("output").get("message").get("content").isArray();
            if (!isMessage && json.has("__type"))
                return new Answered.Broken(
                        BedrockFailure.inAnswer(json.get("__type").text(), body));
            if (!isMessage) return new Answered.Broken(new Failure.Malformed("the answer has no message"));
            return Answered.of(body, new BedrockEvents(asked).whole(json));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }
}
