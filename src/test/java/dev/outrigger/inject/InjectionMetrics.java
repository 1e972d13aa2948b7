package dev.outrigger.inject;

/** What the webhook exposes, for whoever compares it with what is asked for. */
public final class InjectionMetrics {
    private InjectionMetrics() {}

    /** In Prometheus' text format, of one that has done nothing yet. */
    public static String text() {
        return new Tally().text();
    }
}
