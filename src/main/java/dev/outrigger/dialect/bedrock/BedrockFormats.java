package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.dialect.MediaType;
import java.util.Map;
import java.util.Optional;

/**
 * Bedrock's short names of the forms that media come in. Source: Amazon Bedrock, "ImageBlock", "DocumentBlock",
 * "VideoBlock", "AudioBlock" (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html).
 */
final class BedrockFormats {
    private static final Map<String, String> DOCUMENTS = Map.of(
            "pdf", "application/pdf",
            "csv", "text/csv",
            "doc", "application/msword",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xls", "application/vnd.ms-excel",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "html", "text/html",
            "txt", "text/plain",
            "md", "text/markdown");

    private static final Map<String, String> VIDEOS = Map.of(
            "mkv", "video/x-matroska",
            "mov", "video/quicktime",
            "mp4", "video/mp4",
            "webm", "video/webm",
            "flv", "video/x-flv",
            "mpeg", "video/mpeg",
            "wmv", "video/x-ms-wmv",
            "three_gp", "video/3gpp");

    private static final Map<String, String> SOUNDS = Map.of(
            "mp3", "audio/mpeg",
            "wav", "audio/wav",
            "opus", "audio/opus",
            "aac", "audio/aac",
            "flac", "audio/flac",
            "ogg", "audio/ogg",
            "webm", "audio/webm",
            "m4a", "audio/mp4",
            "pcm", "audio/pcm");

    private static final Map<String, String> PICTURES =
            Map.of("png", "image/png", "jpeg", "image/jpeg", "gif", "image/gif", "webp", "image/webp");

    private BedrockFormats() {}

    /** The media type of a form; of one that is new here what its name suggests. */
    static String mediaType(Kind kind, String format) {
        String known = of(kind).get(format);
        if (known != null) return known;
        return switch (kind) {
            case IMAGE -> "image/" + format;
            case AUDIO -> "audio/" + format;
            case VIDEO -> "video/" + format;
            case DOCUMENT -> "application/" + format;
        };
    }

    /** The form that has this media type, whatever parameters it has; absent when Bedrock takes none such. */
    static Optional<String> format(Kind kind, String mediaType) {
        String type = MediaType.usual(mediaType);
        String usual = switch (type) {
            case "audio/mp3" -> "audio/mpeg";
            case "audio/x-wav", "audio/wave" -> "audio/wav";
            default -> type;
        };
        Optional<String> format = of(kind).entrySet().stream()
                .filter(entry -> entry.getValue().equals(usual))
                .map(Map.Entry::getKey)
                .findFirst();
        // Any other text is one.
        boolean isText = kind == Kind.DOCUMENT && usual.startsWith("text/");
        return format.isEmpty() && isText ? Optional.of("txt") : format;
    }

    private static Map<String, String> of(Kind kind) {
        return switch (kind) {
            case IMAGE -> PICTURES;
            case AUDIO -> SOUNDS;
            case VIDEO -> VIDEOS;
            case DOCUMENT -> DOCUMENTS;
        };
    }
}
