package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.io.IOException;

/** Reads a whole message. */
final class AnthropicAnswer {
    /** A longer error is not read: it would quote the prompt. */
    private static final int MAX_ERROR_BYTES = 256 * 1024;

    private AnthropicAnswer() {}

    static Answered decode(Bytes body) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), JsonBounds.answer(body.size()));
            if (isError(json)) return new Answered.Broken(error(body));
            if (!json.get("content").isArray())
                return new Answered.Broken(new Failure.Malformed("the answer has no content"));
            return Answered.of(body, new AnthropicEvents().whole(json));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    /** Whether an object that came where an answer should be is an error. */
    static boolean isError(JsonValue answer) {
        return answer.get("type").says("error") || answer.has("error");
    }

    /** What an error means that came where an answer should be. */
    static Failure error(Bytes body) {
        if (body.size() > MAX_ERROR_BYTES)
            return new Failure.Malformed("the answer is an error of " + body.size() + " bytes");
        try {
            return AnthropicFailure.inAnswer(Json.LENIENT.readTree(body.backing(), body.from(), body.size()), body);
        } catch (IOException garbage) {
            return new Failure.Malformed("the answer is an error that cannot be read");
        }
    }
}
