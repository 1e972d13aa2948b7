package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.dialect.InBase64;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;

/**
 * Reads pictures and documents. Source: "Vision" and "PDF support"
 * (https://docs.anthropic.com/en/docs/build-with-claude/vision).
 */
final class AnthropicMedia {
    private final VendorFields vendor;

    AnthropicMedia(VendorFields vendor) {
        this.vendor = vendor;
    }

    Part image(String name, JsonValue block) {
        return source(name, block.get("source"))
                .<Part>map(source -> new Part.Media(Kind.IMAGE, source))
                .orElseGet(() -> other(name, "image"));
    }

    Part document(String name, JsonValue block) {
        Json.passageOrNone(name + ".title", block.get("title"));
        Optional<String> title =
                Optional.of(AnthropicBlock.kept(block.get("title"))).filter(text -> !text.isEmpty());
        return source(name, block.get("source"))
                .<Part>map(source -> new Part.Media(Kind.DOCUMENT, source, title))
                .orElseGet(() -> other(name, "document"));
    }

    private Part other(String name, String kind) {
        vendor.add(name + ".", kind);
        return new Part.Other(kind);
    }

    /** Absent when its bytes are in blocks of their own, or wherever else a later version has them. */
    private static Optional<Part.Source> source(String name, JsonValue source) {
        Json.object(name + ".source", source);
        String data = name + ".source.data";
        return switch (source.get("type").text()) {
            case "base64" ->
                Optional.of(new Part.Source.Inline(
                        Json.name(name + ".source.media_type", source.get("media_type")),
                        Json.passage(data, source.get("data"))));
            case "text" ->
                Optional.of(new Part.Source.Inline("text/plain", new InBase64(Json.passage(data, source.get("data")))));
            case "url" -> Optional.of(new Part.Source.Url(Json.passage(name + ".source.url", source.get("url"))));
            case "file" ->
                Optional.of(new Part.Source.Uploaded(Json.name(name + ".source.file_id", source.get("file_id"))));
            default -> Optional.empty();
        };
    }
}
