package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.DataUrl;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one content part. Beside OpenAI's own kinds those that compatible servers have: {@code video_url} and
 * {@code audio_url} (vLLM), {@code document_url} and {@code thinking} (Mistral).
 */
final class OpenAiPart {
    private static final String BREAKPOINT = "prompt_cache_breakpoint";
    private static final String CACHE_CONTROL = "cache_control";

    private final VendorFields vendor;

    OpenAiPart(VendorFields vendor) {
        this.vendor = vendor;
    }

    Part decode(JsonValue part) {
        String type = Json.object("messages[].content[]", part).get("type").text();
        Part read = switch (type) {
            case "text" -> new Part.Text(Json.passage("messages[].content[].text", part.get("text")));
            case "refusal" -> new Part.Refusal(Json.passage("messages[].content[].refusal", part.get("refusal")));
            case "image_url" -> new Part.Media(Kind.IMAGE, address(part, type));
            case "video_url" -> new Part.Media(Kind.VIDEO, address(part, type));
            case "audio_url" -> new Part.Media(Kind.AUDIO, address(part, type));
            case "document_url" -> new Part.Media(Kind.DOCUMENT, address(part, type));
            case "input_audio" -> new Part.Media(Kind.AUDIO, audio(part.get(type)));
            case "file" -> new Part.Media(Kind.DOCUMENT, file(part.get(type)), fileName(part.get(type)));
            case "thinking" -> new Part.Reasoning(texts(part.get(type)), Optional.empty());
            default -> new Part.Other(Json.name("messages[].content[].type", part.get("type")));
        };
        if (read instanceof Part.Other) vendor.add("messages[].content[].", type);
        else vendor.unknownIn(part, "messages[].content[].", Set.of("type", type, BREAKPOINT, CACHE_CONTROL));
        return read;
    }

    /** OpenAI's mark, or Anthropic's as compatible servers take it; both end what is to be cached with their part. */
    Optional<Part> mark(JsonValue part) {
        if (part.get(BREAKPOINT).isObject()) return Optional.of(new Part.CacheMark(Optional.empty()));
        JsonValue control = part.get(CACHE_CONTROL);
        return control.isObject()
                ? Optional.of(new Part.CacheMark(lifetime(control.get("ttl").text())))
                : Optional.empty();
    }

    private static Optional<Duration> lifetime(String ttl) {
        return switch (ttl) {
            case "5m" -> Optional.of(Duration.ofMinutes(5));
            case "1h" -> Optional.of(Duration.ofHours(1));
            default -> Optional.empty();
        };
    }

    /** An object with the address in {@code url}, or, in some servers' spelling, the address itself. */
    private Part.Source address(JsonValue part, String type) {
        JsonValue value = part.get(type);
        if (value.isObject()) vendor.unknownIn(value, "messages[].content[]." + type + ".", Set.of("url"));
        JsonValue url = value.isObject() ? value.get("url") : value;
        return DataUrl.source("messages[].content[]." + type + ".url", url);
    }

    private static Part.Source audio(JsonValue audio) {
        return new Part.Source.Inline(
                "audio/" + Json.name("messages[].content[].input_audio.format", audio.get("format")),
                Json.passage("messages[].content[].input_audio.data", audio.get("data")));
    }

    private static Part.Source file(JsonValue file) {
        return file.has("file_id")
                ? new Part.Source.Uploaded(Json.name("messages[].content[].file.file_id", file.get("file_id")))
                : DataUrl.source("messages[].content[].file.file_data", file.get("file_data"));
    }

    private static Optional<String> fileName(JsonValue file) {
        return Optional.of(Json.textOrNone("messages[].content[].file.filename", file.get("filename")))
                .filter(name -> !name.isEmpty());
    }

    /** Pieces of one thought, joined. */
    private static Passage texts(JsonValue thinking) {
        if (thinking.isText()) return thinking.passage();
        List<Passage> pieces = new ArrayList<>();
        for (JsonValue piece : Json.array("messages[].content[].thinking", thinking))
            pieces.add(piece.get("text").passage());
        return Passage.joined("", pieces);
    }
}
