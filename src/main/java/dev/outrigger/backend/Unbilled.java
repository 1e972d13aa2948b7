package dev.outrigger.backend;

import dev.outrigger.analyze.TokenEstimate;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Request;
import dev.outrigger.exchange.Verdict;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an attempt that ended before upstream told them all, and that is paid for all the same: those that it did
 * tell, and estimates of the others. A lower bound: what was made and never came is not in it. One attempt's; confined to
 * its event loop.
 */
final class Unbilled {
    private final Request request;
    private final Run run;
    private OptionalLong input = OptionalLong.empty();
    private @Nullable Progress progress;

    Unbilled(Request request, Run run) {
        this.request = request;
        this.run = run;
    }

    /** An answer has begun. The request is let go then, so its tokens are counted now, where upstream may not tell them. */
    void opened(Answer answer) {
        progress = answer.frames().progress();
        boolean told = progress.usage().input().isPresent();
        if (answer.stream() && !told) input = estimated();
    }

    /** What is to be paid for at least; absent where upstream told it, or where nothing is. */
    Optional<Usage> tokens(Verdict verdict) {
        Progress seen = progress;
        if (seen == null) return isPaidFor(verdict) ? Optional.of(usage(estimated(), 0)) : Optional.empty();
        return isWhole(verdict, seen) ? Optional.empty() : Optional.of(usage(seen));
    }

    /** Of a refusal upstream has told all, if it has told anything. */
    private static boolean isWhole(Verdict verdict, Progress seen) {
        return switch (verdict) {
            case Verdict.Answered _, Verdict.Heard _ -> true;
            case Verdict.Failed(Failure.Refused _) -> seen.usage().input().isPresent();
            case Verdict.Failed(Failure.Unsure _) ->
                seen.isComplete()
                        && seen.usage().input().isPresent()
                        && seen.usage().output().isPresent();
            case Verdict.Failed _, Verdict.Cancelled _ -> false;
        };
    }

    /** Whether upstream goes on with it, or went on with it, though no answer had begun. */
    private boolean isPaidFor(Verdict verdict) {
        return run.isSent()
                && switch (verdict) {
                    case Verdict.Answered _, Verdict.Heard _ -> false;
                    case Verdict.Cancelled _ -> true;
                    case Verdict.Failed(Failure.TimedOut late) -> late.clock() != Failure.Clock.CONNECT;
                    case Verdict.Failed _ -> false;
                };
    }

    private Usage usage(Progress seen) {
        Usage told = seen.usage();
        long output = told.output().orElse(0) + seen.uncountedTokens();
        // Parts of an input that upstream counted: they have prices of their own.
        return told.input().isEmpty()
                ? usage(input, output)
                : new Usage(
                        told.input(),
                        OptionalLong.of(output),
                        told.cached(),
                        OptionalLong.empty(),
                        told.cacheWritten());
    }

    private static Usage usage(OptionalLong input, long output) {
        return new Usage(input, OptionalLong.of(output), OptionalLong.empty(), OptionalLong.empty());
    }

    private OptionalLong estimated() {
        if (request.text().source().isGone()) return OptionalLong.empty();
        return switch (request) {
            case Inbound chat -> OptionalLong.of(TokenEstimate.of(chat.request()));
            case EmbeddingInbound embedding -> TokenEstimate.of(embedding.request());
        };
    }
}
