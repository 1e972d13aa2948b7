package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a generator is asked for.
 *
 * @param draft what this model made of the answer to the same request before it broke off: its text comes first, all of it,
 *     and then what would have followed. That of another model, or of another request, is left aside
 * @param adapter what is laid over the model's weights for this answer alone, by its name
 * @param urgency who waits for the answer
 * @param deadline when nobody waits for it any more, as {@link System#nanoTime} tells
 * @param begunBy when its first token must be there, likewise; where it will not be, the answer had better be asked for
 *     elsewhere at once
 */
public record Ask(
        ChatRequest request,
        Optional<Draft> draft,
        Optional<String> adapter,
        Urgency urgency,
        OptionalLong deadline,
        OptionalLong begunBy) {
    /** One whose first token may come at any time. */
    public Ask(
            ChatRequest request,
            Optional<Draft> draft,
            Optional<String> adapter,
            Urgency urgency,
            OptionalLong deadline) {
        this(request, draft, adapter, urgency, deadline, OptionalLong.empty());
    }

    /** Who waits for an answer. */
    public enum Urgency {
        /** A person, or a program that cannot go on without it. */
        INTERACTIVE,
        /** Nobody at once. */
        BATCH
    }

    /** An answer from its beginning, by the model as it is, without a deadline. */
    public static Ask of(ChatRequest request) {
        return of(request, Optional.empty());
    }

    /** The same, with this laid over the model. */
    public Ask over(Optional<String> other) {
        return new Ask(request, draft, other, urgency, deadline, begunBy);
    }

    /** An answer that goes on with a draft. */
    public static Ask of(ChatRequest request, Optional<Draft> draft) {
        return new Ask(request, draft, Optional.empty(), Urgency.INTERACTIVE, OptionalLong.empty());
    }
}
