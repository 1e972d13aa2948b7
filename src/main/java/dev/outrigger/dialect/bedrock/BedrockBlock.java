package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Passage;
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

/** Reads a content block of a request: an object of one field, whose name is its kind. */
final class BedrockBlock {
    private static final Set<String> TOOL_USE = Set.of("toolUseId", "name", "input");
    private static final Set<String> TOOL_RESULT = Set.of("toolUseId", "content", "status");
    private final VendorFields vendor;
    private final BedrockMedia media;

    BedrockBlock(VendorFields vendor) {
        this.vendor = vendor;
        this.media = new BedrockMedia(vendor);
    }

    /**
     * Adds the part that it is.
     *
     * @param name of the place where it stands, for example {@code messages[].content[]}
     */
    void decode(String name, JsonValue block, List<Part> parts) {
        String[] kind = {""};
        JsonValue[] said = {JsonValue.MISSING};
        Json.object(name, block).forEachField((field, value) -> {
            if (value.isNull()) return;
            if (!kind[0].isEmpty()) throw new Json.Unfit(name + " must have one field alone");
            kind[0] = Json.name(name, field);
            said[0] = value;
        });
        if (kind[0].isEmpty()) throw new Json.Unfit(name + " must have one field");
        part(name + ".", kind[0], said[0], parts);
    }

    private void part(String holder, String kind, JsonValue said, List<Part> parts) {
        String name = holder + kind;
        parts.add(
                switch (kind) {
                    case "text" -> new Part.Text(Json.passage(name, said));
                    // What a tool says as JSON is text to everybody else.
                    case "json" -> new Part.Text(said.written());
                    case "image" -> media.medium(name, Kind.IMAGE, said);
                    case "audio" -> media.medium(name, Kind.AUDIO, said);
                    case "video" -> media.medium(name, Kind.VIDEO, said);
                    case "document" -> media.document(name, said);
                    case "toolUse" -> toolUse(name, Json.object(name, said));
                    case "toolResult" -> toolResult(name, Json.object(name, said));
                    case "reasoningContent" -> reasoning(name, Json.object(name, said));
                    case "cachePoint" -> new Part.CacheMark(lifetime(said.get("ttl")));
                    case "guardContent" -> guarded(holder, name, said);
                    case "citationsContent" -> cited(name, said);
                    default -> other(holder, kind);
                });
    }

    private Part other(String holder, String kind) {
        vendor.add(holder, kind);
        return new Part.Other(kind);
    }

    private Part toolUse(String name, JsonValue said) {
        vendor.unknownIn(said, name + ".", TOOL_USE);
        return new Part.ToolCall(
                Json.name(name + ".toolUseId", said.get("toolUseId")),
                Json.name(name + ".name", said.get("name")),
                Json.writtenObject(name + ".input", said.get("input")));
    }

    private Part toolResult(String name, JsonValue said) {
        vendor.unknownIn(said, name + ".", TOOL_RESULT);
        List<Part> parts = new ArrayList<>();
        for (JsonValue piece : Json.array(name + ".content", said.get("content")))
            decode(name + ".content[]", piece, parts);
        return new Part.ToolResult(
                Json.name(name + ".toolUseId", said.get("toolUseId")),
                parts,
                Json.textOrNone(name + ".status", said.get("status")).equals("error"));
    }

    private static Part reasoning(String name, JsonValue said) {
        if (said.has("redactedContent")) {
            Json.passage(name + ".redactedContent", said.get("redactedContent"));
            return new Part.SealedReasoning(new Seal(Bedrock.NAME, kept(said.get("redactedContent"))));
        }
        JsonValue text = Json.object(name + ".reasoningText", said.get("reasoningText"));
        JsonValue seal = text.get("signature");
        Json.passageOrNone(name + ".reasoningText.signature", seal);
        String signature = Unsigned.isMark(seal) ? "" : kept(seal);
        return new Part.Reasoning(
                Json.passage(name + ".reasoningText.text", text.get("text")),
                signature.isEmpty() ? Optional.empty() : Optional.of(new Seal(Bedrock.NAME, signature)));
    }

    /** A text, or a picture, of which a guardrail is told that it should look at it. */
    private Part guarded(String holder, String name, JsonValue said) {
        vendor.add(holder, "guardContent");
        JsonValue text = said.get("text");
        if (text.isObject()) return new Part.Text(Json.passage(name + ".text.text", text.get("text")));
        return said.has("image")
                ? media.medium(name + ".image", Kind.IMAGE, said.get("image"))
                : new Part.Other("guardContent");
    }

    /** An earlier answer: what it rested on is not told again. */
    private static Part cited(String name, JsonValue said) {
        List<Passage> texts = new ArrayList<>();
        for (JsonValue piece : Json.array(name + ".content", said.get("content")))
            texts.add(Json.passage(name + ".content[].text", piece.get("text")));
        return new Part.Text(texts.isEmpty() ? Passage.of("") : Passage.joined("", texts));
    }

    /** A text of any length that stays decoded for as long as the request is kept; empty when it is none. */
    private static String kept(JsonValue value) {
        if (!value.isText()) return "";
        String text = value.passage().text();
        value.tape().decoded(text);
        return text;
    }

    private static Optional<Duration> lifetime(JsonValue ttl) {
        if (ttl.says("5m")) return Optional.of(Duration.ofMinutes(5));
        return ttl.says("1h") ? Optional.of(Duration.ofHours(1)) : Optional.empty();
    }
}
