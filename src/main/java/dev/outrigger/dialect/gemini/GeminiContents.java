package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the turns of a conversation. */
final class GeminiContents {
    private static final Set<String> KNOWN = Set.of("role", "parts");

    private final VendorFields vendor;
    private final GeminiPart partReader;

    GeminiContents(VendorFields vendor) {
        this.vendor = vendor;
        this.partReader = new GeminiPart(vendor);
    }

    /** A content, or its parts alone, or their text alone. */
    Message system(JsonValue instruction) {
        if (instruction.isText()) return new Message(Role.SYSTEM, List.of(new Part.Text(instruction.passage())));
        return new Message(Role.SYSTEM, parts("systemInstruction", instruction));
    }

    List<Message> decode(JsonValue contents) {
        List<Message> messages = new ArrayList<>();
        Json.each("contents", Listed.of("contents", contents), content -> content(content, messages));
        if (messages.isEmpty()) throw new Json.Unfit("contents must not be empty");
        return messages;
    }

    private void content(JsonValue content, List<Message> messages) {
        List<Part> parts = parts("contents[]", content);
        switch (Json.textOrNone("contents[].role", content.get("role"))) {
            case "", "user", "function", "tool" -> user(parts, messages);
            case "model" -> messages.add(new Message(Role.ASSISTANT, parts));
            case "system" -> messages.add(new Message(Role.SYSTEM, parts));
            default -> throw new Json.Unfit("contents[].role must be user or model");
        }
    }

    private List<Part> parts(String path, JsonValue content) {
        Json.object(path, content);
        vendor.unknownIn(content, path + ".", KNOWN);
        List<Part> parts = new ArrayList<>();
        if (content.has("parts"))
            Json.each(
                    path + ".parts",
                    Listed.of(path + ".parts", content.get("parts")),
                    part -> partReader.decode(part, parts));
        return parts;
    }

    /** What tools answered is a turn of its own, before what the user says. */
    private static void user(List<Part> parts, List<Message> messages) {
        List<Part> results = new ArrayList<>();
        List<Part> said = new ArrayList<>();
        for (Part part : parts) (part instanceof Part.ToolResult ? results : said).add(part);
        if (!results.isEmpty()) messages.add(new Message(Role.TOOL, results));
        if (!said.isEmpty() || results.isEmpty()) messages.add(new Message(Role.USER, said));
    }
}
