package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.dialect.DataUrl;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads a part of a message's content, or of what a tool answered. */
final class ResponsesPart {
    private static final String BREAKPOINT = "prompt_cache_breakpoint";

    /** Fields with a word, of any kind of part. */
    private static final Set<String> KNOWN = Set.of(
            "type",
            "text",
            "refusal",
            "image_url",
            "file_url",
            "file_data",
            "file_id",
            "filename",
            "input_audio",
            "annotations",
            "logprobs",
            BREAKPOINT);

    private final VendorFields vendor;

    ResponsesPart(VendorFields vendor) {
        this.vendor = vendor;
    }

    /** @param path where it stands, for example {@code input[].content[]} */
    Part decode(String path, JsonValue part) {
        String type = Json.name(path + ".type", Json.object(path, part).get("type"));
        Part read = switch (type) {
            case "input_text", "output_text", "text" -> new Part.Text(Json.passage(path + ".text", part.get("text")));
            case "refusal" -> new Part.Refusal(Json.passage(path + ".refusal", part.get("refusal")));
            case "input_image" -> new Part.Media(Kind.IMAGE, source(path, part, "image_url"));
            case "input_file" -> new Part.Media(Kind.DOCUMENT, document(path, part), name(path, part));
            case "input_audio" -> new Part.Media(Kind.AUDIO, audio(path, part.get(type)));
            default -> new Part.Other(type);
        };
        if (read instanceof Part.Other) vendor.add(path + ".", type);
        else fields(path, part);
        return read;
    }

    /** An answer's text comes back with lists of what was told of it, mostly empty ones. */
    private void fields(String path, JsonValue part) {
        vendor.unknownIn(part, path + ".", KNOWN);
        for (String told : Set.of("annotations", "logprobs"))
            if (!part.get(told).isEmpty()) vendor.add(path + ".", told);
    }

    /** What ends with a part is to be cached. */
    Optional<Part> mark(JsonValue part) {
        JsonValue mark = part.get(BREAKPOINT);
        if (!mark.isObject()) return Optional.empty();
        return Optional.of(new Part.CacheMark(
                switch (mark.get("ttl").text()) {
                    case "30m" -> Optional.of(Duration.ofMinutes(30));
                    case "12h" -> Optional.of(Duration.ofHours(12));
                    default -> Optional.empty();
                }));
    }

    private static Part.Source source(String path, JsonValue part, String address) {
        return part.has("file_id")
                ? new Part.Source.Uploaded(Json.name(path + ".file_id", part.get("file_id")))
                : DataUrl.source(path + "." + address, part.get(address));
    }

    private static Part.Source document(String path, JsonValue part) {
        return source(path, part, part.has("file_url") ? "file_url" : "file_data");
    }

    private static Optional<String> name(String path, JsonValue file) {
        return Optional.of(Json.textOrNone(path + ".filename", file.get("filename")))
                .filter(name -> !name.isEmpty());
    }

    private static Part.Source audio(String path, JsonValue audio) {
        return new Part.Source.Inline(
                "audio/" + Json.name(path + ".input_audio.format", audio.get("format")),
                Json.passage(path + ".input_audio.data", audio.get("data")));
    }
}
