package dev.outrigger.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Finished spans as a text to read: who is whose child, from when to when in microseconds, and all that stands on it. */
final class Tree {
    private final List<SpanData> spans;
    private final StringBuilder text = new StringBuilder();

    private Tree(List<SpanData> spans) {
        this.spans = spans;
    }

    static String of(List<SpanData> spans) {
        Tree tree = new Tree(spans);
        List<String> ids = spans.stream().map(SpanData::getSpanId).toList();
        spans.stream().filter(span -> !ids.contains(span.getParentSpanId())).forEach(root -> tree.span(root, ""));
        return tree.text.toString();
    }

    private void span(SpanData span, String indent) {
        long start = Clocks.epochNanos(Stories.START, 0);
        line(indent + span.getKind() + " " + span.getName());
        line(indent + "  ids " + span.getTraceId() + " " + span.getSpanId() + " in " + span.getParentSpanId());
        line(indent + "  us " + (span.getStartEpochNanos() - start) / 1000 + " to "
                + (span.getEndEpochNanos() - start) / 1000);
        if (span.getStatus().getStatusCode() != StatusCode.UNSET)
            line(indent + "  " + span.getStatus().getStatusCode() + " "
                    + span.getStatus().getDescription());
        attributes(span.getAttributes(), indent + "  ");
        for (EventData event : span.getEvents()) {
            line(indent + "  event " + event.getName() + " us " + (event.getEpochNanos() - start) / 1000);
            attributes(event.getAttributes(), indent + "    ");
        }
        spans.stream()
                .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
                .forEach(child -> span(child, indent + "    "));
    }

    private void attributes(Attributes attributes, String indent) {
        attributes.asMap().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<AttributeKey<?>, Object> entry) ->
                        entry.getKey().getKey()))
                .forEach(entry -> line(indent + entry.getKey().getKey() + " = " + entry.getValue()));
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
