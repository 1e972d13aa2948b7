package dev.outrigger.exchange;

import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One call of one candidate. Times are nanoseconds since the exchange's start.
 *
 * @param number from 1
 * @param model the profile's name; {@link #NO_MODEL} when it was passed through unread
 * @param asked the model's name at its backend; {@link #NO_MODEL} when nobody read it
 * @param served the model upstream says it was; absent when it did not say
 * @param provider the value of {@code gen_ai.provider.name}
 * @param local whether it ran in this process
 * @param server host and port of upstream; absent for a local model
 * @param status the HTTP status of upstream; absent when none came, or the model is local
 * @param firstContent when the first content came
 * @param usage as upstream told it
 * @param unbilled of an attempt that ended before upstream told all, the tokens that are paid for at least: what it told,
 *     and estimates of the rest; absent where it told all, or nothing is to be paid. A count that is absent in it cannot
 *     be estimated
 * @param evidence how sure the model was of its answer; nothing is known of those that do not tell
 * @param dropped names, in the words of the app's dialect, of what the model was not told of the request
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
        Optional<Usage> unbilled,
        Evidence evidence,
        Optional<FinishReason> finish,
        List<String> dropped,
        Verdict verdict) {
    public Attempt {
        dropped = List.copyOf(dropped);
    }

    /** The same attempt, which ended so after all. */
    public Attempt ending(Verdict other) {
        return new Attempt(
                number,
                cause,
                backend,
                model,
                asked,
                served,
                provider,
                local,
                server,
                status,
                startNanos,
                firstContent,
                endNanos,
                usage,
                unbilled,
                evidence,
                finish,
                dropped,
                other);
    }

    /** Stands for the model of a call that was passed through: as a metric's label, and in the log. */
    public static final String NO_MODEL = "none";

    private static final Comparator<Attempt> LAST =
            Comparator.comparingLong(Attempt::endNanos).thenComparingInt(Attempt::number);

    /** A snapshot's date or number, as vendors append it to the name that was asked for. */
    private static final Pattern SNAPSHOT = Pattern.compile("([-@:]\\d[\\d.-]*)?");

    /** The one that an exchange's end is told by: whose answer the app got, else that which ended last. */
    public static Optional<Attempt> telling(List<Attempt> attempts) {
        Optional<Attempt> answered = answered(attempts);
        return answered.isPresent() ? answered : attempts.stream().max(LAST);
    }

    /**
     * Tokens of the app's own request and of what it got: those of the attempt that tells of the end. One that wrote an
     * answer from several was also told those, which another model would not have been: its request counts as one of
     * theirs does.
     */
    public static Usage usage(List<Attempt> attempts) {
        Optional<Attempt> telling = telling(attempts);
        if (telling.isEmpty()) return Usage.ABSENT;
        Usage usage = telling.get().usage();
        for (Attempt draft : attempts)
            if (draft.isDraftOf(telling.get()))
                return new Usage(
                        draft.usage().input(),
                        usage.output(),
                        draft.usage().cached(),
                        usage.reasoning(),
                        draft.usage().cacheWritten());
        return usage;
    }

    /** Whether this one had been heard when the other began to write from it: whoever is asked at once begins at once. */
    private boolean isDraftOf(Attempt writer) {
        return cause == Cause.ENSEMBLE
                && writer.cause == Cause.ENSEMBLE
                && verdict instanceof Verdict.Heard
                && endNanos <= writer.startNanos;
    }

    /** The one whose whole answer the app got, if any. */
    static Optional<Attempt> answered(List<Attempt> attempts) {
        for (int i = attempts.size() - 1; i >= 0; i--)
            if (attempts.get(i).verdict() instanceof Verdict.Answered) return Optional.of(attempts.get(i));
        return Optional.empty();
    }

    /**
     * Whether upstream says it was another model than the one it was asked for. The dated snapshot of the asked name
     * ({@code gpt-5-mini-2025-08-07} for {@code gpt-5-mini}, or for {@code gpt-5-mini-latest}) is the same model, and so
     * is Gemini's {@code models/} prefix; silence proves nothing.
     */
    public boolean servedAnother() {
        return served.isPresent() && !served.get().equals(asked) && !same(bare(asked), bare(served.get()));
    }

    private static boolean same(String asked, String served) {
        String family = asked.endsWith("-latest") ? asked.substring(0, asked.length() - "-latest".length()) : asked;
        if (served.equals(asked)) return true;
        return served.startsWith(family)
                && SNAPSHOT.matcher(served.substring(family.length())).matches();
    }

    private static String bare(ModelName name) {
        String lower = name.value().toLowerCase(Locale.ROOT);
        return lower.startsWith("models/") ? lower.substring("models/".length()) : lower;
    }

    /** Why this call was made. */
    public enum Cause {
        INITIAL,
        RETRY,
        FALLBACK,
        ESCALATION,
        HEDGE,
        JUDGE,
        /** One of several that are asked at once, or who makes one answer of theirs. */
        ENSEMBLE,
        /** The same model is asked again whether it says the same. */
        SAMPLE,
        RESUME,
        /** A version of a policy that is only watched would have asked this model: after the exchange, of which it is no part. */
        SHADOW;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The cause as a span's attribute. */
        public String label() {
            return label;
        }
    }
}
