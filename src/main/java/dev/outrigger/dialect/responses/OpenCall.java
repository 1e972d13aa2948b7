package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Event;
import dev.outrigger.dialect.json.Json;

/** A tool's call that is being written: of a function with JSON, or of a custom tool with free text. */
final class OpenCall implements OpenItem {
    private final ItemPlace place;
    private final Event.ToolCallStarted call;
    private final boolean freeForm;
    private final StringBuilder arguments = new StringBuilder();

    OpenCall(ItemPlace place, Event.ToolCallStarted call, boolean freeForm) {
        this.place = place;
        this.call = call;
        this.freeForm = freeForm;
        place.added(item("in_progress"));
    }

    @Override
    public ItemPlace place() {
        return place;
    }

    void add(String more) {
        if (more.isEmpty()) return;
        arguments.append(more);
        place.tell(event() + ".delta", said -> said.put("delta", more));
    }

    @Override
    public ObjectNode close(String status) {
        place.tell(event() + ".done", said -> {
            if (!freeForm) said.put("name", call.name());
            said.put(field(), arguments.toString());
        });
        return place.done(item(status));
    }

    private String event() {
        return freeForm ? "response.custom_tool_call_input" : "response.function_call_arguments";
    }

    private String field() {
        return freeForm ? "input" : "arguments";
    }

    private ObjectNode item(String status) {
        return Json.STRICT
                .createObjectNode()
                .put("type", freeForm ? "custom_tool_call" : "function_call")
                .put("id", place.id())
                .put("call_id", call.id())
                .put("name", call.name())
                .put(field(), arguments.toString())
                .put("status", status);
    }
}
