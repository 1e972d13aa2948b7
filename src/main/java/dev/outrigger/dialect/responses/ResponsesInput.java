package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the items of a request: what the model said, called and thought between two others is one turn of it. */
final class ResponsesInput {
    private static final Set<String> MESSAGE = Set.of("type", "role", "content");
    private static final Set<String> FUNCTION_CALL = Set.of("type", "call_id", "name", "arguments");
    private static final Set<String> CUSTOM_CALL = Set.of("type", "call_id", "name", "input");
    private static final Set<String> RESULT = Set.of("type", "call_id", "output");
    private static final Set<String> REASONING = Set.of("type", "summary", "content", "encrypted_content");

    private final VendorFields vendor;
    private final ResponsesPart partReader;
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> turn = new ArrayList<>();
    private Role speaker = Role.ASSISTANT;

    ResponsesInput(VendorFields vendor) {
        this.vendor = vendor;
        this.partReader = new ResponsesPart(vendor);
    }

    List<Message> decode(JsonValue input) {
        if (input.isText()) return List.of(new Message(Role.USER, List.of(new Part.Text(input.passage()))));
        if (!input.isArray()) throw new Json.Unfit("input must be a string or an array");
        Json.each("input", input, item -> item(Json.object("input[]", item)));
        end();
        return messages;
    }

    private void item(JsonValue item) {
        String type = item.has("type") ? Json.name("input[].type", item.get("type")) : "message";
        switch (type) {
            case "message" -> message(item);
            case "function_call" -> call(item, "arguments", FUNCTION_CALL);
            case "custom_tool_call" -> call(item, "input", CUSTOM_CALL);
            case "function_call_output", "custom_tool_call_output" -> result(item);
            case "reasoning" -> reasoning(item);
            default -> {
                vendor.add("input[].", type);
                grow(type.endsWith("_output") ? Role.TOOL : Role.ASSISTANT, new Part.Other(type));
            }
        }
    }

    private void grow(Role role, Part part) {
        if (speaker != role) end();
        speaker = role;
        turn.add(part);
    }

    private void end() {
        if (!turn.isEmpty()) messages.add(new Message(speaker, turn));
        turn.clear();
    }

    private void message(JsonValue item) {
        vendor.unknownIn(item, "input[].", MESSAGE);
        List<Part> content = content("input[].content", item.get("content"));
        switch (item.get("role").text()) {
            case "system", "developer" -> other(Role.SYSTEM, content);
            case "user" -> other(Role.USER, content);
            case "assistant" -> content.forEach(part -> grow(Role.ASSISTANT, part));
            default -> throw new Json.Unfit("input[].role must be system, developer, user or assistant");
        }
    }

    private void other(Role role, List<Part> content) {
        end();
        messages.add(new Message(role, content));
    }

    private List<Part> content(String name, JsonValue content) {
        List<Part> parts = new ArrayList<>();
        if (content.isText()) parts.add(new Part.Text(content.passage()));
        else if (content.isArray())
            Json.each(name, content, part -> {
                parts.add(partReader.decode(name + "[]", part));
                partReader.mark(part).ifPresent(parts::add);
            });
        else throw new Json.Unfit(name + " must be a string or an array");
        return parts;
    }

    private void call(JsonValue item, String arguments, Set<String> known) {
        vendor.unknownIn(item, "input[].", known);
        String name = "input[]." + arguments;
        grow(
                Role.ASSISTANT,
                new Part.ToolCall(
                        Json.name("input[].call_id", item.get("call_id")),
                        Json.name("input[].name", item.get("name")),
                        arguments.equals("input")
                                ? Json.passageOrNone(name, item.get(arguments))
                                : CallArguments.asked(name, item.get(arguments))));
    }

    private void result(JsonValue item) {
        vendor.unknownIn(item, "input[].", RESULT);
        grow(
                Role.TOOL,
                new Part.ToolResult(
                        Json.name("input[].call_id", item.get("call_id")),
                        content("input[].output", item.get("output")),
                        false));
    }

    /** One with nothing in it, as a model has that hides what it thought, says nothing. */
    private void reasoning(JsonValue item) {
        vendor.unknownIn(item, "input[].", REASONING);
        for (String list : List.of("summary", "content"))
            if (item.has(list)) Json.array("input[]." + list, item.get(list));
        Json.passageOrNone("input[].encrypted_content", item.get("encrypted_content"));
        Passage text = ResponsesReasoning.text(item);
        Optional<Seal> seal = ResponsesReasoning.seal(item);
        if (!text.isEmpty()) grow(Role.ASSISTANT, new Part.Reasoning(text, seal));
        else if (seal.isPresent()) grow(Role.ASSISTANT, new Part.SealedReasoning(seal.get()));
    }
}
