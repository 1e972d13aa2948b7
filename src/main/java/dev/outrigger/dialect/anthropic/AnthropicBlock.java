package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a content block of a request. */
final class AnthropicBlock {
    private static final String CACHE_CONTROL = "cache_control";
    private static final Set<String> TEXT = Set.of("type", CACHE_CONTROL, "text");
    private static final Set<String> IMAGE = Set.of("type", CACHE_CONTROL, "source");
    private static final Set<String> DOCUMENT = Set.of("type", CACHE_CONTROL, "source", "title");
    private static final Set<String> TOOL_USE = Set.of("type", CACHE_CONTROL, "id", "name", "input");
    private static final Set<String> TOOL_RESULT = Set.of("type", CACHE_CONTROL, "tool_use_id", "content", "is_error");

    private final VendorFields vendor;
    private final AnthropicMedia media;

    AnthropicBlock(VendorFields vendor) {
        this.vendor = vendor;
        this.media = new AnthropicMedia(vendor);
    }

    /**
     * Adds the part that it is, and the mark on it.
     *
     * @param name of the place where it stands, for example {@code messages[].content[]}
     */
    void decode(String name, JsonValue block, List<Part> parts) {
        parts.add(part(name, Json.object(name, block)));
        JsonValue mark = block.get(CACHE_CONTROL);
        if (mark.isObject())
            parts.add(new Part.CacheMark(lifetime(mark.get("ttl").text())));
    }

    private Part part(String name, JsonValue block) {
        String type = block.get("type").text();
        return switch (type) {
            case "text" -> {
                vendor.unknownIn(block, name + ".", TEXT);
                yield new Part.Text(Json.passage(name + ".text", block.get("text")));
            }
            case "image" -> {
                vendor.unknownIn(block, name + ".", IMAGE);
                yield media.image(name, block);
            }
            case "document" -> {
                vendor.unknownIn(block, name + ".", DOCUMENT);
                yield media.document(name, block);
            }
            case "tool_use" -> {
                vendor.unknownIn(block, name + ".", TOOL_USE);
                yield toolUse(name, block);
            }
            case "tool_result" -> {
                vendor.unknownIn(block, name + ".", TOOL_RESULT);
                yield toolResult(name, block);
            }
            case "thinking" -> thinking(name, block);
            case "redacted_thinking" -> {
                Json.passage(name + ".data", block.get("data"));
                yield new Part.SealedReasoning(new Seal(Anthropic.NAME, kept(block.get("data"))));
            }
            default -> {
                vendor.add(name + ".", Json.name(name + ".type", block.get("type")));
                yield new Part.Other(type);
            }
        };
    }

    private static Part toolUse(String name, JsonValue block) {
        return new Part.ToolCall(
                Json.name(name + ".id", block.get("id")),
                Json.name(name + ".name", block.get("name")),
                Json.writtenObject(name + ".input", block.get("input")));
    }

    private Part toolResult(String name, JsonValue block) {
        List<Part> parts = new ArrayList<>();
        JsonValue content = block.get("content");
        if (content.isText()) parts.add(new Part.Text(content.passage()));
        else if (content.isArray())
            Json.each(name + ".content", content, piece -> decode(name + ".content[]", piece, parts));
        else if (block.has("content")) throw new Json.Unfit(name + ".content must be a string or an array");
        return new Part.ToolResult(
                Json.name(name + ".tool_use_id", block.get("tool_use_id")),
                parts,
                Json.isTrue(name + ".is_error", block.get("is_error")));
    }

    /** One without a signature is another vendor's, as it was written here. */
    private static Part thinking(String name, JsonValue block) {
        JsonValue seal = block.get("signature");
        Json.passageOrNone(name + ".signature", seal);
        String signature = Unsigned.isMark(seal) ? "" : kept(seal);
        return new Part.Reasoning(
                Json.passage(name + ".thinking", block.get("thinking")),
                signature.isEmpty() ? Optional.empty() : Optional.of(new Seal(Anthropic.NAME, signature)));
    }

    /** A text of any length that stays decoded for as long as the request is kept; empty when it is none. */
    static String kept(JsonValue value) {
        if (!value.isText()) return "";
        String text = value.passage().text();
        value.tape().decoded(text);
        return text;
    }

    private static Optional<Duration> lifetime(String ttl) {
        return switch (ttl) {
            case "5m" -> Optional.of(Duration.ofMinutes(5));
            case "1h" -> Optional.of(Duration.ofHours(1));
            default -> Optional.empty();
        };
    }
}
