package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says a conversation as contents. Neighbours of one role are one content; system texts stand apart when they come first,
 * and are the user's when they come later, as there is no other place for them. What functions show to models that do not
 * look at results is shown by the user, after all results.
 */
final class GeminiContentWriter {
    private final ObjectNode body;
    private final GeminiModel model;
    private final Set<String> freeForm;
    private final Set<Feature> lost;
    /** Functions by the ids of their calls: a result has to name its function. */
    private final Map<String, String> functions = new HashMap<>();

    private final List<Part> fromTools = new ArrayList<>();

    /**
     * One for one request.
     *
     * @param freeForm names of the tools that take free text
     * @param lost gets what is left out
     */
    GeminiContentWriter(ObjectNode body, GeminiModel model, Set<String> freeForm, Set<Feature> lost) {
        this.body = body;
        this.freeForm = freeForm;
        this.model = model;
        this.lost = lost;
    }

    void write(List<Message> messages) {
        int first = 0;
        while (first < messages.size() && messages.get(first).role() == Role.SYSTEM) first++;
        // A conversation of nothing else needs a turn that asks.
        if (first == messages.size()) first = 0;
        for (Message message : messages.subList(0, first)) system(message);
        ArrayNode contents = body.putArray("contents");
        for (Message message : messages.subList(first, messages.size())) {
            if (message.role() == Role.ASSISTANT) add(Role.USER, takeFromTools(), contents);
            if (message.role() == Role.SYSTEM) lost.add(Feature.LATER_SYSTEM);
            Role role = message.role() == Role.SYSTEM ? Role.USER : message.role();
            add(role, message.parts(), contents);
        }
        add(Role.USER, takeFromTools(), contents);
        if (contents.isEmpty()) throw new Unsaid("a chat in which nobody has said anything");
    }

    private List<Part> takeFromTools() {
        List<Part> taken = List.copyOf(fromTools);
        fromTools.clear();
        return taken;
    }

    /** One of nothing but what is left out is none, and parts nobody: its neighbours are one. */
    private void add(Role role, List<Part> said, ArrayNode contents) {
        String side = role == Role.ASSISTANT ? "model" : "user";
        JsonNode before = contents.path(contents.size() - 1);
        boolean goesOn = before.path("role").asText().equals(side);
        ArrayNode parts = goesOn ? before.withArray("parts") : Json.STRICT.createArrayNode();
        turn(role, said, parts);
        if (!goesOn && !parts.isEmpty()) contents.addObject().put("role", side).set("parts", parts);
    }

    private void system(Message message) {
        ArrayNode parts = body.withObject("/systemInstruction").withArray("parts");
        for (Part part : message.parts()) shown(part, parts);
    }

    private void turn(Role role, List<Part> said, ArrayNode parts) {
        switch (role) {
            case ASSISTANT -> {
                GeminiTurnWriter turn = new GeminiTurnWriter(parts, functions, freeForm, lost);
                for (Part part : said) turn.write(part);
                turn.end(model);
            }
            case TOOL -> {
                for (Part part : said) result(part, parts);
            }
            case SYSTEM, USER -> {
                for (Part part : said) {
                    if (!(part instanceof Part.ToolResult)) for (Part seen : takeFromTools()) shown(seen, parts);
                    shown(part, parts);
                }
            }
        }
    }

    private void shown(Part part, ArrayNode parts) {
        switch (part) {
            case Part.Text text -> parts.addObject().put("text", text.text());
            case Part.Media media -> GeminiMedia.write(media, parts.addObject(), lost);
            case Part.Refusal refusal -> {
                lost.add(Feature.REFUSAL);
                parts.addObject().put("text", refusal.text());
            }
            case Part.CacheMark mark -> lost.add(Feature.CACHE_MARK);
            case Part.Reasoning reasoning -> lost.add(Feature.REASONING);
            case Part.SealedReasoning sealed -> lost.add(Feature.REASONING);
            case Part.ToolResult result -> result(result, parts);
            case Part.ToolCall call -> throw new Unsaid("a tool call in another's message");
            case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
        }
    }

    private void result(Part part, ArrayNode parts) {
        if (part instanceof Part.CacheMark) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        if (!(part instanceof Part.ToolResult result)) throw new Unsaid("a tool's message that is no result");
        ObjectNode said = parts.addObject().putObject("functionResponse");
        said.put("id", result.callId()).put("name", functions.getOrDefault(result.callId(), result.callId()));
        StringBuilder text = new StringBuilder();
        for (Part piece : result.parts())
            switch (piece) {
                case Part.Text more -> text.append(text.isEmpty() ? "" : "\n").append(more.text());
                case Part.Media media
                when model.looksAtResults() ->
                    GeminiMedia.write(media, said.withArray("parts").addObject(), lost);
                case Part.Media media -> {
                    lost.add(Feature.TOOL_MEDIA);
                    fromTools.add(media);
                }
                case Part.CacheMark mark -> lost.add(Feature.CACHE_MARK);
                default -> throw new Unsaid("a part of another kind in a tool's result");
            }
        said.putObject("response").put(result.isError() ? "error" : "output", text.toString());
    }
}
