package dev.outrigger.backend;

import dev.outrigger.analyze.Patience;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.engine.Ask;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What a model of this process is asked for a call: with what was made of its answer before, who waits for it, and until
 * when.
 *
 * @param firstToken how long a stream may take to begin
 * @param ticker nanoseconds, the engine's own
 */
record EngineAsk(Duration firstToken, LongSupplier ticker) {
    /** What the app says of who waits; nothing means that somebody does. */
    private static final String LATENCY = "x-outrigger-latency";

    /** Whether nobody waits for the call's answer: it lets others go first, so that the deadline alone bounds its silence. */
    static boolean isBatch(Call call) {
        return Optional.ofNullable(call.headers().get(LATENCY))
                .flatMap(Patience::of)
                .filter(said -> said == Patience.BATCH)
                .isPresent();
    }

    Ask of(Call call, ChatRequest request) {
        boolean isBatch = isBatch(call);
        return new Ask(
                request,
                call.drafts().newest(),
                call.adapter(),
                isBatch ? Ask.Urgency.BATCH : Ask.Urgency.INTERACTIVE,
                call.deadline(),
                request.stream() && !isBatch
                        ? OptionalLong.of(ticker.getAsLong() + firstToken.toNanos())
                        : OptionalLong.empty());
    }
}
