package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the system texts and the messages of a request. */
final class BedrockMessages {
    private final VendorFields vendor;
    private final BedrockBlock blocks;

    BedrockMessages(VendorFields vendor) {
        this.vendor = vendor;
        this.blocks = new BedrockBlock(vendor);
    }

    List<Message> decode(JsonValue system, JsonValue turns) {
        List<Message> messages = new ArrayList<>();
        if (!system.isMissing() && !system.isNull()) {
            List<Part> parts = content("system", system);
            if (!parts.isEmpty()) messages.add(new Message(Role.SYSTEM, parts));
        }
        for (JsonValue turn : Json.array("messages", turns)) decode(turn, messages);
        if (turns.isEmpty()) throw new Json.Unfit("messages must not be empty");
        return messages;
    }

    private void decode(JsonValue turn, List<Message> messages) {
        vendor.unknownIn(Json.object("messages[]", turn), "messages[].", Set.of("role", "content"));
        List<Part> parts = content("messages[].content", turn.get("content"));
        switch (turn.get("role").text()) {
            case "assistant" -> messages.add(new Message(Role.ASSISTANT, parts));
            case "system" -> messages.add(new Message(Role.SYSTEM, parts));
            case "user" -> user(parts, messages);
            default -> throw new Json.Unfit("messages[].role must be user, assistant or system");
        }
    }

    private List<Part> content(String name, JsonValue content) {
        List<Part> parts = new ArrayList<>();
        for (JsonValue block : Json.array(name, content)) blocks.decode(name + "[]", block, parts);
        return parts;
    }

    /** A turn with tools' results is two messages, those first. */
    private static void user(List<Part> parts, List<Message> messages) {
        List<Part> results = new ArrayList<>();
        List<Part> said = new ArrayList<>();
        List<Part> current = said;
        for (Part part : parts) {
            // A mark belongs to the part before it.
            if (!(part instanceof Part.CacheMark)) current = part instanceof Part.ToolResult ? results : said;
            current.add(part);
        }
        if (!results.isEmpty()) messages.add(new Message(Role.TOOL, results));
        if (!said.isEmpty() || results.isEmpty()) messages.add(new Message(Role.USER, said));
    }
}
