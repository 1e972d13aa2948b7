package dev.outrigger.proxy;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Score;
import dev.outrigger.backend.Dispatch;
import dev.outrigger.route.Decision;
import io.vertx.core.MultiMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Writes our headers on an answer: what was decided and why, how long it took. */
final class ResponseHead {
    /** Names of dropped fields; more of them are told as one {@code more}. */
    static final int MAX_DROPPED = 32;

    private ResponseHead() {}

    static void write(MultiMap headers, Account account, long firstContentNanos) {
        headers.set(HeaderNames.EXCHANGE, account.id().value());
        account.decision().ifPresent(decision -> decided(headers, decision));
        account.analysis().ifPresent(analysis -> missing(headers, analysis));
        account.dispatch().ifPresent(begun -> headers.set(HeaderNames.ATTEMPTS, Integer.toString(begun.begun())));
        account.dispatch().flatMap(Dispatch::serving).ifPresent(model -> headers.set(HeaderNames.MODEL, model.value()));
        dropped(headers, account);
        headers.set(HeaderNames.TIMING, timing(account, firstContentNanos));
    }

    /** What is known by now of what was lost. */
    static void dropped(MultiMap headers, Account account) {
        if (!account.dropped().isEmpty()) headers.set(HeaderNames.DROPPED, dropped(account.dropped()));
    }

    /** A head has bounds of its own: those of the app's SDK. */
    private static String dropped(SortedSet<String> names) {
        String first = names.stream().limit(MAX_DROPPED).collect(Collectors.joining(", "));
        return names.size() <= MAX_DROPPED ? first : first + ", more";
    }

    private static void decided(MultiMap headers, Decision decision) {
        headers.set(HeaderNames.POLICY, decision.policy() + "@" + decision.hash());
        headers.set(HeaderNames.REASON, decision.reason().label());
        decision.instructions()
                .ifPresent(instructions -> headers.set(HeaderNames.DESTINATION, instructions.destination()));
    }

    /** A decision made without some of what its policy wanted to know says so. */
    private static void missing(MultiMap headers, Analysis analysis) {
        if (analysis.missing().isEmpty()) return;
        headers.set(
                HeaderNames.MISSING,
                analysis.missing().stream()
                        .map(dimension -> dimension + "=" + reason(analysis.score(dimension)))
                        .collect(Collectors.joining(", ")));
    }

    private static String reason(Score score) {
        return switch (score) {
            case Score.Missing missing -> missing.reason().label();
            case Score.Measured measured -> "measured";
        };
    }

    private static String timing(Account account, long firstContentNanos) {
        long analyze = account.analysis().map(Analysis::elapsedNanos).orElse(0L);
        return "analyze;dur=" + millis(analyze) + ", route;dur=" + millis(account.decideNanos()) + ", ttft;dur="
                + millis(firstContentNanos);
    }

    /** With three decimals. A formatter takes 3 µs of every exchange for the same. */
    static String millis(long nanos) {
        long micros = Math.round(nanos / 1e3);
        String decimals = Long.toString(1000 + micros % 1000);
        return micros / 1000 + "." + decimals.substring(1);
    }
}
