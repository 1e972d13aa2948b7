package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Part.Source;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.MediaType;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.net.URI;
import java.net.URLConnection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and writes media: {@code inlineData} and {@code fileData}. Source: Gemini API, "Image understanding"
 * (https://ai.google.dev/gemini-api/docs/image-understanding).
 */
final class GeminiMedia {
    private static final Set<String> PICTURES =
            Set.of("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif");

    /** Files that were uploaded to the vendor before stand below it, or in the operator's bucket. */
    private static final String FILES = "https://generativelanguage.googleapis.com/";

    private static final String BUCKET = "gs://";

    private GeminiMedia() {}

    static Part.Media inline(String path, JsonValue blob) {
        String type = Json.name(path + "inlineData.mimeType", Spelling.get(blob, "mimeType"));
        Passage written = Json.passage(path + "inlineData.data", blob.get("data"));
        Passage data = Alphabet.standard(written);
        if (!Alphabet.isStandard(written)) blob.tape().decoded(data.text());
        Source source = new Source.Inline(type, data);
        return new Part.Media(kind(type), source, name(blob));
    }

    static Part.Media file(String path, JsonValue file) {
        JsonValue uri = Spelling.get(file, "fileUri");
        String address = Json.text(path + "fileData.fileUri", uri);
        JsonValue type = Spelling.get(file, "mimeType");
        Source source = address.startsWith(FILES) || address.startsWith(BUCKET)
                ? new Source.Uploaded(address)
                : new Source.Url(uri.passage());
        return new Part.Media(
                kind(type.text().isEmpty() ? guess(address).orElse("") : type.text()), source, name(file));
    }

    /**
     * Shows it to a model.
     *
     * @param lost gets what is left out: only Vertex has names
     */
    static void write(Part.Media media, ObjectNode part, Set<Feature> lost) {
        if (media.kind() == Kind.IMAGE
                && type(media.source()).filter(type -> !PICTURES.contains(type)).isPresent())
            throw new Unsaid("an image that is neither a PNG, a JPEG, a WebP nor a HEIC or HEIF");
        if (media.name().isPresent()) lost.add(Feature.MEDIA_NAME);
        write(media, part);
    }

    /** Absent where neither the source nor its address tells. */
    private static Optional<String> type(Source source) {
        return switch (source) {
            case Source.Inline(String type, var data) -> Optional.of(MediaType.usual(type));
            // Addresses of pages may have pictures as well.
            case Source.Url(Passage url) -> guess(url.text()).filter(type -> type.startsWith("image/"));
            case Source.Uploaded file -> Optional.empty();
        };
    }

    static void write(Part.Media media, ObjectNode part) {
        switch (media.source()) {
            case Source.Inline(String type, Passage base64) ->
                part.putObject("inlineData")
                        // How fast a sound is sampled is said beside its type.
                        .put("mimeType", media.kind() == Kind.IMAGE ? MediaType.usual(type) : type)
                        .put("data", base64.text());
            case Source.Url(Passage url) -> file(url.text(), part);
            case Source.Uploaded(String id) -> {
                if (!id.startsWith(FILES) && !id.startsWith(BUCKET))
                    throw new Unsaid("a file that was uploaded to another vendor");
                file(id, part);
            }
        }
    }

    private static void file(String uri, ObjectNode part) {
        ObjectNode file = part.putObject("fileData");
        guess(uri).filter(type -> !isVideoPage(uri)).ifPresent(type -> file.put("mimeType", type));
        file.put("fileUri", uri);
    }

    private static Optional<String> name(JsonValue medium) {
        return Optional.of(Spelling.get(medium, "displayName").text()).filter(name -> !name.isEmpty());
    }

    private static Kind kind(String mimeType) {
        String type = mimeType.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) return Kind.IMAGE;
        if (type.startsWith("audio/")) return Kind.AUDIO;
        return type.startsWith("video/") ? Kind.VIDEO : Kind.DOCUMENT;
    }

    /** By the end of the address; pages of YouTube are videos. */
    private static Optional<String> guess(String uri) {
        if (isVideoPage(uri)) return Optional.of("video/mp4");
        String path = uri.split("[?#]", 2)[0];
        if (path.endsWith(".webp")) return Optional.of("image/webp");
        return Optional.ofNullable(URLConnection.guessContentTypeFromName(path));
    }

    private static boolean isVideoPage(String uri) {
        try {
            String host = URI.create(uri).getHost();
            return host != null && (host.endsWith("youtube.com") || host.equals("youtu.be"));
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }
}
