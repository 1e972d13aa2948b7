package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.json.JsonEdit;
import java.util.Optional;

/**
 * A request whose answer has begun: its conversation ends with what the model has said so far, for one that goes on with
 * that. Sources: Anthropic, "Prefill Claude's response"
 * (https://docs.anthropic.com/en/docs/build-with-claude/prompt-engineering/prefill-claudes-response).
 */
public final class Prefill {
    private Prefill() {}

    /**
     * The request with one message more; absent where its conversation is no array, or ends with the assistant already.
     *
     * @param field that holds the conversation
     * @param message of the assistant, as JSON
     */
    public static Optional<Inbound> append(Dialect dialect, Inbound inbound, String field, String message) {
        if (inbound.request().messages().getLast().role() == Role.ASSISTANT) return Optional.empty();
        return inbound.text()
                .value(field)
                .map(Bytes::utf8)
                .filter(messages -> messages.endsWith("]"))
                .flatMap(messages -> read(
                        dialect,
                        inbound,
                        new JsonEdit(inbound.text())
                                .set(field, messages.substring(0, messages.length() - 1) + "," + message + "]")
                                .apply()
                                .joined()));
    }

    private static Optional<Inbound> read(Dialect dialect, Inbound inbound, Bytes body) {
        return dialect.decodeRequest(inbound.at(), body) instanceof Dialect.Reading.Read(Inbound read)
                ? Optional.of(read)
                : Optional.empty();
    }
}
