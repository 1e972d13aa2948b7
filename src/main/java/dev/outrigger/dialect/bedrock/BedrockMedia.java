package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.dialect.InBase64;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.Set;

/** Reads pictures, sounds, videos and documents. */
final class BedrockMedia {
    private static final Set<String> MEDIUM = Set.of("format", "source");
    private static final Set<String> DOCUMENT = Set.of("format", "name", "source");
    private final VendorFields vendor;

    BedrockMedia(VendorFields vendor) {
        this.vendor = vendor;
    }

    /** @param name of the place where the block stands, its kind included */
    Part medium(String name, Kind kind, JsonValue block) {
        vendor.unknownIn(Json.object(name, block), name + ".", MEDIUM);
        String type = BedrockFormats.mediaType(kind, Json.name(name + ".format", block.get("format")));
        return source(name, type, block.get("source"))
                .<Part>map(source -> new Part.Media(kind, source))
                .orElseGet(() -> other(name));
    }

    /** One without a format is a text. */
    Part document(String name, JsonValue block) {
        vendor.unknownIn(Json.object(name, block), name + ".", DOCUMENT);
        String format = block.has("format") ? Json.name(name + ".format", block.get("format")) : "txt";
        Optional<String> title =
                block.has("name") ? Optional.of(Json.name(name + ".name", block.get("name"))) : Optional.empty();
        return source(name, BedrockFormats.mediaType(Kind.DOCUMENT, format), block.get("source"))
                .<Part>map(source -> new Part.Media(Kind.DOCUMENT, source, title))
                .orElseGet(() -> other(name));
    }

    private Part other(String name) {
        vendor.add(name + ".", "source");
        return new Part.Other("source");
    }

    /** Absent when it is in pieces of its own, or wherever else a later version has it. */
    private Optional<Part.Source> source(String name, String mediaType, JsonValue source) {
        String place = name + ".source";
        Json.object(place, source);
        if (source.has("bytes"))
            return Optional.of(new Part.Source.Inline(mediaType, Json.passage(place + ".bytes", source.get("bytes"))));
        if (source.has("text"))
            return Optional.of(new Part.Source.Inline(
                    "text/plain", new InBase64(Json.passage(place + ".text", source.get("text")))));
        if (!source.has("s3Location")) return Optional.empty();
        JsonValue location = Json.object(place + ".s3Location", source.get("s3Location"));
        vendor.unknownIn(location, place + ".s3Location.", Set.of("uri"));
        return Optional.of(new Part.Source.Url(Json.passage(place + ".s3Location.uri", location.get("uri"))));
    }
}
