package dev.outrigger.exchange;

import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One call of one candidate. Times are nanoseconds since the exchange's start.
 *
 * @param number from 1
 * @param model the profile's name
 * @param asked the model's name at its backend
 * @param served the model upstream says it was; absent when it did not say
 * @param provider the value of {@code gen_ai.provider.name}
 * @param local whether it ran in this process
 * @param server host and port of upstream; absent for a local model
 * @param status the HTTP status of upstream; absent when none came, or the model is local
 * @param firstContent when the first content came
 */
public record Attempt(
        int number,
        Cause cause,
        String backend,
        String model,
        ModelName asked,
        Optional<ModelName> served,
        String provider,
        boolean local,
        Optional<String> server,
        OptionalInt status,
        long startNanos,
        OptionalLong firstContent,
        long endNanos,
        Usage usage,
        Optional<FinishReason> finish,
        Verdict verdict) {
    /** Why this call was made. */
    public enum Cause {
        INITIAL,
        RETRY,
        FALLBACK,
        ESCALATION,
        HEDGE,
        JUDGE,
        RESUME;

        /** The cause as a span's attribute. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
