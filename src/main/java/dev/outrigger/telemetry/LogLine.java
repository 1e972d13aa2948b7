package dev.outrigger.telemetry;

import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.route.Decision;
import java.util.Optional;

/**
 * An exchange as one line: a JSON object whose keys are always all there, in one order; what is not known is
 * {@code null}. It holds no content; a model's name that the app wrote is escaped and cut, so that it cannot forge a line.
 */
final class LogLine {
    private static final double TENTHS = 10;

    private final StringBuilder line = new StringBuilder(320).append('{');

    private LogLine() {}

    static String of(Exchange exchange, Optional<String> trace) {
        Optional<Attempt> told = Attempt.telling(exchange.attempts());
        return new LogLine()
                .text("exchange", Optional.of(exchange.id().value()))
                .text("backend", told.map(Attempt::backend))
                .text(
                        "model",
                        told.map(Attempt::model)
                                .or(() -> exchange.origin().requested().map(ModelName::value)))
                .text("policy", exchange.decision().map(Decision::policy))
                .text("reason", exchange.decision().map(Decision::reason).map(Decision.Reason::label))
                .text("failure", failure(exchange))
                .raw("status", Integer.toString(exchange.status()))
                .raw("attempts", Integer.toString(exchange.attempts().size()))
                .raw("ms", millis(exchange.times().endNanos()))
                .raw(
                        "ttft_ms",
                        exchange.times().firstByteNanos().isPresent()
                                ? millis(exchange.times().firstByteNanos().getAsLong())
                                : "null")
                .raw(
                        "cost_usd",
                        exchange.cost()
                                .map(cost -> Double.toString(cost.dollars()))
                                .orElse("null"))
                .raw(
                        "cost_estimated",
                        exchange.cost()
                                .map(cost -> Boolean.toString(cost.isEstimated()))
                                .orElse("null"))
                .text("trace", trace)
                .end();
    }

    private static Optional<String> failure(Exchange exchange) {
        return Optional.of(exchange.verdict().label()).filter(label -> !label.equals("ok"));
    }

    private static String millis(long nanos) {
        return Double.toString(Math.round(Clocks.millis(nanos) * TENTHS) / TENTHS);
    }

    private LogLine text(String key, Optional<String> value) {
        key(key);
        value.map(Bounds::text).ifPresentOrElse(this::quoted, () -> line.append("null"));
        return this;
    }

    private LogLine raw(String key, String value) {
        key(key);
        line.append(value);
        return this;
    }

    private void key(String key) {
        if (line.length() > 1) line.append(',');
        line.append('"').append(key).append("\":");
    }

    /** Everything outside printable ASCII is escaped: line ends, terminal codes and look-alikes stay harmless. */
    private void quoted(String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') line.append('\\').append(c);
            else if (c < ' ' || c > '~') line.append("\\u%04x".formatted((int) c));
            else line.append(c);
        }
        line.append('"');
    }

    private String end() {
        return line.append('}').toString();
    }
}
