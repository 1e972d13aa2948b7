package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the events of a streamed response mean. Remembers which items have begun; one a stream. */
final class ResponsesEvents {
    /** The calls that have begun, by the place of their item among all; the value counts them. */
    private final Map<Long, Integer> calls = new HashMap<>();

    /** Items of which something was told before they were done. */
    private final Set<Long> told = new HashSet<>();

    private int characters;
    private int before;

    /** @param data the event's bytes, for an error in it */
    List<Event> decode(JsonValue event, Bytes data) {
        List<Event> events = new ArrayList<>(2);
        switch (event.get("type").text()) {
            case "response.created" -> started(event.get("response"), events);
            case "response.in_progress", "response.queued" -> events.add(new Event.Ping());
            case "response.output_item.added" -> added(place(event), event.get("item"), events);
            case "response.content_part.added" -> before = characters;
            case "response.output_text.delta" -> text(event, events);
            case "response.refusal.delta" -> {
                told.add(place(event));
                events.add(new Event.RefusalDelta(0, event.get("delta").passage()));
            }
            case "response.reasoning_summary_part.added" -> summary(event, events);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> {
                told.add(place(event));
                events.add(new Event.ReasoningDelta(0, event.get("delta").passage()));
            }
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                arguments(place(event), event.get("delta").passage(), events);
            case "response.output_text.annotation.added" ->
                events.add(ResponsesCitations.decode(event.get("annotation"), before));
            case "response.output_item.done" -> done(place(event), event.get("item"), events);
            case "response.completed", "response.incomplete", "response.cancelled" -> {
                events.addAll(ResponsesFinish.decode(event.get("response"), !calls.isEmpty()));
                events.add(new Event.Ended());
            }
            case "response.failed", "error" -> events.add(new Event.Failed(ResponsesAnswer.error(data)));
            default -> other(event.get("type").text(), events);
        }
        return events;
    }

    /** What the items take that have begun. */
    long held() {
        return (long) HeldBack.WORD_BYTES * (calls.size() + told.size());
    }

    private static void started(JsonValue response, List<Event> events) {
        String model = response.get("model").text();
        if (!model.isBlank()) events.add(new Event.Started(response.get("id").text(), new ModelName(model)));
    }

    private static long place(JsonValue event) {
        return event.get("output_index").whole().orElse(0);
    }

    private void added(long place, JsonValue item, List<Event> events) {
        if (!ResponsesItem.isCall(item)) return;
        calls.put(place, calls.size());
        events.add(new Event.ToolCallStarted(
                0,
                calls.get(place),
                item.get("call_id").text(),
                item.get("name").text()));
        arguments(place, ResponsesItem.arguments(item), events);
    }

    private void arguments(long place, Passage more, List<Event> events) {
        Integer call = calls.get(place);
        if (call == null || more.isEmpty()) return;
        told.add(place);
        events.add(new Event.ToolCallDelta(0, call, more));
    }

    private void text(JsonValue event, List<Event> events) {
        Event.TextDelta more = new Event.TextDelta(0, event.get("delta").passage());
        told.add(place(event));
        characters += ResponsesItem.length(more.passage());
        events.add(more);
        List<LogProb> tokens = ResponsesLogProbs.decode(event.get("logprobs"));
        if (!tokens.isEmpty()) events.add(new Event.LogProbs(0, tokens));
    }

    /** Parts of a summary are paragraphs. */
    private void summary(JsonValue event, List<Event> events) {
        if (told.contains(place(event))) events.add(new Event.ReasoningDelta(0, "\n"));
    }

    /** What was not told piece by piece is told now: some servers send only whole items. */
    private void done(long place, JsonValue item, List<Event> events) {
        if (ResponsesItem.isCall(item)) {
            if (!calls.containsKey(place)) added(place, item, events);
            else if (!told.contains(place)) arguments(place, ResponsesItem.arguments(item), events);
        } else if (item.get("type").says("reasoning")) {
            ResponsesItem.reasoning(item, told.contains(place), events);
        } else if (!item.get("type").says("message")) {
            ResponsesItem.other(item, events);
        } else if (!told.contains(place)) {
            ResponsesItem.message(item, characters, events);
        }
    }

    /** Progress of the vendor's own tools; the marks of beginnings and ends mean nothing. */
    private static void other(String type, List<Event> events) {
        boolean hosted = type.contains("_call.") || type.contains("_call_") || type.contains("mcp_list_tools.");
        if (hosted && !type.startsWith("response.function_call") && !type.startsWith("response.custom_tool_call"))
            events.add(new Event.Other(0, type));
    }
}
