package dev.outrigger.inject;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what the webhook did, for Prometheus. Thread-safe. */
final class Tally {
    private static final String INJECTED = "injected";
    private static final String UNTOUCHED = "untouched";
    private static final String NOT_INJECTED = "not_injected";

    private final Map<String, LongAdder> admissions = counters(INJECTED, UNTOUCHED, NOT_INJECTED);
    private final Map<String, LongAdder> rejections = counters("malformed", "too_large", "late", "busy");
    private final Map<String, LongAdder> reloads = counters("applied", "refused");

    private final AtomicLong certificateEnd = new AtomicLong();

    static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Injected injected -> INJECTED;
            case Verdict.Untouched untouched -> UNTOUCHED;
            case Verdict.NotInjected not -> NOT_INJECTED;
        };
    }

    void admission(Verdict verdict) {
        count(admissions, word(verdict));
    }

    void rejection(Rejection why) {
        count(rejections, why.word);
    }

    void reload(Reload outcome) {
        count(reloads, outcome.word);
    }

    /** The certificate that is shown from now on is valid until then. */
    void certificate(Instant end) {
        certificateEnd.set(end.getEpochSecond());
    }

    /** A request that was no question, or one too many. */
    enum Rejection {
        MALFORMED("malformed"),
        TOO_LARGE("too_large"),
        LATE("late"),
        BUSY("busy");

        private final String word;

        Rejection(String word) {
            this.word = word;
        }
    }

    /** What became of a mounted file that changed. */
    enum Reload {
        APPLIED("applied"),
        REFUSED("refused");

        private final String word;

        Reload(String word) {
            this.word = word;
        }
    }

    /** In Prometheus' text format. */
    String text() {
        StringBuilder text = new StringBuilder();
        series(text, "outrigger_injection_pods_total", "Pods that were looked at, by what became of them.", admissions);
        series(text, "outrigger_injection_rejections_total", "Requests that were not answered.", rejections);
        series(text, "outrigger_injection_reloads_total", "Changes of the certificate or the parameters.", reloads);
        String end = "outrigger_injection_certificate_end_seconds";
        text.append("# HELP %s When the certificate ends, in Unix time.%n# TYPE %s gauge%n".formatted(end, end));
        return text.append("%s %d%n".formatted(end, certificateEnd.get())).toString();
    }

    private static void series(StringBuilder text, String name, String help, Map<String, LongAdder> counters) {
        text.append("# HELP %s %s%n# TYPE %s counter%n".formatted(name, help, name));
        counters.forEach(
                (outcome, count) -> text.append("%s{outcome=\"%s\"} %d%n".formatted(name, outcome, count.sum())));
    }

    private static Map<String, LongAdder> counters(String... outcomes) {
        Map<String, LongAdder> counters = new LinkedHashMap<>();
        for (String outcome : outcomes) counters.put(outcome, new LongAdder());
        return counters;
    }

    private static void count(Map<String, LongAdder> counters, String outcome) {
        counters.getOrDefault(outcome, new LongAdder()).increment();
    }
}
