package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads one message of a request. */
final class AnthropicMessage {
    private static final String CONTENT = "messages[].content";

    private final VendorFields vendor;
    private final AnthropicBlock blocks;

    AnthropicMessage(VendorFields vendor) {
        this.vendor = vendor;
        this.blocks = new AnthropicBlock(vendor);
    }

    /** Adds what it says: of a user's message with tools' results two, those first. */
    void decode(JsonValue message, List<Message> messages) {
        Json.object("messages[]", message);
        vendor.unknownIn(message, "messages[].", Set.of("role", "content"));
        List<Part> parts = content(CONTENT, message.get("content"));
        switch (message.get("role").text()) {
            case "assistant" -> messages.add(new Message(Role.ASSISTANT, parts));
            case "system" -> messages.add(new Message(Role.SYSTEM, parts));
            case "user" -> user(parts, messages);
            default -> throw new Json.Unfit("messages[].role must be user, assistant or system");
        }
    }

    /** A text, or blocks. */
    List<Part> content(String name, JsonValue content) {
        List<Part> parts = new ArrayList<>();
        if (content.isText()) {
            if (!content.passage().isEmpty()) parts.add(new Part.Text(content.passage()));
            return parts;
        }
        if (!content.isArray()) throw new Json.Unfit(name + " must be a string or an array");
        Json.each(name, content, block -> blocks.decode(name + "[]", block, parts));
        return parts;
    }

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
