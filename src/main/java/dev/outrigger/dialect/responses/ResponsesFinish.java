package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how a response ended, and what it cost. */
final class ResponsesFinish {
    private ResponsesFinish() {}

    static List<Event> decode(JsonValue response, boolean called) {
        List<Event> events = new ArrayList<>(3);
        if (response.has("usage")) events.add(new Event.Used(ResponsesUsage.decode(response.get("usage"))));
        events.add(
                response.get("status").says("cancelled")
                        ? new Event.Failed(
                                new Failure.Overloaded(502, "upstream cancelled its answer", Optional.empty()))
                        : new Event.Finished(0, reason(response, called)));
        return events;
    }

    private static FinishReason reason(JsonValue response, boolean called) {
        return switch (response.get("status").text()) {
            case "incomplete" ->
                switch (response.get("incomplete_details").get("reason").text()) {
                    case "max_output_tokens" -> FinishReason.LENGTH;
                    case "content_filter" -> FinishReason.CONTENT_FILTER;
                    default -> FinishReason.OTHER;
                };
            default -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }
}
