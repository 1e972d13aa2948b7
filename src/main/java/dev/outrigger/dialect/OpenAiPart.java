package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import java.time.Duration;
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

    Part decode(JsonNode part) {
        String type = Json.object("messages[].content[]", part).path("type").asText();
        Part read = switch (type) {
            case "text" -> new Part.Text(Json.text("messages[].content[].text", part.path("text")));
            case "refusal" -> new Part.Refusal(Json.text("messages[].content[].refusal", part.path("refusal")));
            case "image_url" -> new Part.Media(Kind.IMAGE, address(part, type));
            case "video_url" -> new Part.Media(Kind.VIDEO, address(part, type));
            case "audio_url" -> new Part.Media(Kind.AUDIO, address(part, type));
            case "document_url" -> new Part.Media(Kind.DOCUMENT, address(part, type));
            case "input_audio" -> new Part.Media(Kind.AUDIO, audio(part.path(type)));
            case "file" -> new Part.Media(Kind.DOCUMENT, file(part.path(type)), fileName(part.path(type)));
            case "thinking" -> new Part.Reasoning(texts(part.path(type)), Optional.empty());
            default -> new Part.Other(Json.name("messages[].content[].type", part.path("type")));
        };
        if (read instanceof Part.Other) vendor.add("messages[].content[].", type);
        else vendor.unknownIn(part, "messages[].content[].", Set.of("type", type, BREAKPOINT, CACHE_CONTROL));
        return read;
    }

    /** OpenAI's mark, or Anthropic's as compatible servers take it; both end what is to be cached with their part. */
    Optional<Part> mark(JsonNode part) {
        if (part.path(BREAKPOINT).isObject()) return Optional.of(new Part.CacheMark(Optional.empty()));
        JsonNode control = part.path(CACHE_CONTROL);
        return control.isObject()
                ? Optional.of(new Part.CacheMark(lifetime(control.path("ttl").asText())))
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
    private Part.Source address(JsonNode part, String type) {
        JsonNode value = part.path(type);
        if (value.isObject()) vendor.unknownIn(value, "messages[].content[]." + type + ".", Set.of("url"));
        JsonNode url = value.isObject() ? value.path("url") : value;
        return source(Json.text("messages[].content[]." + type + ".url", url));
    }

    private static Part.Source audio(JsonNode audio) {
        return new Part.Source.Inline(
                "audio/" + audio.path("format").asText(),
                Json.text("messages[].content[].input_audio.data", audio.path("data")));
    }

    private static Part.Source file(JsonNode file) {
        return file.hasNonNull("file_id")
                ? new Part.Source.Uploaded(file.get("file_id").asText())
                : source(Json.text("messages[].content[].file.file_data", file.path("file_data")));
    }

    private static Optional<String> fileName(JsonNode file) {
        return Optional.of(file.path("filename").asText()).filter(name -> !name.isEmpty());
    }

    /** Only data URLs in base64 hold their bytes as the vocabulary wants them. Source: RFC 2397. */
    private static Part.Source source(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || !url.regionMatches(true, 0, "data:", 0, 5)) return new Part.Source.Url(url);
        String type = url.substring(5, comma);
        int semicolon = type.indexOf(';');
        if (!type.endsWith(";base64")) return new Part.Source.Url(url);
        return new Part.Source.Inline(
                semicolon == 0 ? "text/plain" : type.substring(0, semicolon), url.substring(comma + 1));
    }

    private static String texts(JsonNode thinking) {
        if (thinking.isTextual()) return thinking.asText();
        StringBuilder text = new StringBuilder();
        for (JsonNode piece : thinking) text.append(piece.path("text").asText());
        return text.toString();
    }
}
