package dev.outrigger.telemetry;

import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.route.Decision;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An exchange as one line: a JSON object whose keys are always all there, in one order; what is not known is
 * {@code null}. It holds no content; a model's name that the app wrote is escaped and cut, so that it cannot forge a line.
 */
final class LogLine {
    private static final double TENTHS = 10;

    /** Milliseconds from which on Java writes a double with an exponent. */
    private static final long LARGE = 10_000_000;

    private static final String ABSENT = "null";

    private final StringBuilder line = new StringBuilder(320).append('{');

    private LogLine() {}

    static String of(Exchange exchange, Optional<String> trace) {
        Optional<Attempt> told = Attempt.telling(exchange.attempts());
        Optional<Decision> decision = exchange.decision();
        Optional<Cost> cost = exchange.cost();
        LogLine line = new LogLine();
        line.text("exchange", exchange.id().value());
        if (told.isPresent()) line.text("backend", told.get().backend());
        else line.raw("backend", ABSENT);
        if (told.isPresent()) line.text("model", told.get().model());
        else line.text("model", exchange.origin().requested().map(ModelName::value));
        line.text("policy", decision.map(Decision::policy));
        line.text("reason", decision.map(Decision::reason).map(Decision.Reason::label));
        line.failure(exchange.verdict().label());
        line.key("status").append(exchange.status());
        line.key("attempts").append(exchange.attempts().size());
        line.millis("ms", exchange.times().endNanos());
        OptionalLong first = exchange.times().firstByteNanos();
        if (first.isPresent()) line.millis("ttft_ms", first.getAsLong());
        else line.raw("ttft_ms", ABSENT);
        line.raw("cost_usd", cost.isPresent() ? Double.toString(cost.get().dollars()) : ABSENT);
        line.raw(
                "cost_estimated", cost.isPresent() ? Boolean.toString(cost.get().isEstimated()) : ABSENT);
        line.text("trace", trace);
        return line.end();
    }

    private void failure(String verdict) {
        if (verdict.equals("ok")) raw("failure", ABSENT);
        else text("failure", verdict);
    }

    /** With one digit behind the point. */
    private void millis(String key, long nanos) {
        long tenths = Math.round(Clocks.millis(nanos) * TENTHS);
        if (tenths < 0 || tenths >= LARGE * (long) TENTHS) raw(key, Double.toString(tenths / TENTHS));
        else key(key).append(tenths / 10).append('.').append(tenths % 10);
    }

    private void text(String key, Optional<String> value) {
        if (value.isPresent()) text(key, value.get());
        else raw(key, ABSENT);
    }

    private void text(String key, String value) {
        key(key);
        quoted(Bounds.text(value));
    }

    private void raw(String key, String value) {
        key(key).append(value);
    }

    private StringBuilder key(String key) {
        if (line.length() > 1) line.append(',');
        return line.append('"').append(key).append("\":");
    }

    /** Everything outside printable ASCII is escaped: line ends, terminal codes and look-alikes stay harmless. */
    private void quoted(String text) {
        line.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') continue;
            line.append(text, plain, i);
            plain = i + 1;
            if (c == '"' || c == '\\') line.append('\\').append(c);
            else line.append("\\u%04x".formatted((int) c));
        }
        line.append(text, plain, text.length()).append('"');
    }

    private String end() {
        return line.append('}').toString();
    }
}
