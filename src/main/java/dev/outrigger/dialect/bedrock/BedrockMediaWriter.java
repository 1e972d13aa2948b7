package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Unsaid;
import java.util.Locale;
import java.util.Set;

/** Says pictures, sounds, videos and documents: their bytes, or where they are in S3. One a request. */
final class BedrockMediaWriter {
    private static final int MAX_NAME_CHARS = 200;

    private final Set<Feature> lost;
    private int documents;

    /** @param lost gets what is left out */
    BedrockMediaWriter(Set<Feature> lost) {
        this.lost = lost;
    }

    void write(Part.Media media, ObjectNode block) {
        String what = what(media.kind());
        ObjectNode said = block.putObject(media.kind().name().toLowerCase(Locale.ROOT));
        switch (media.source()) {
            case Part.Source.Inline(String type, Passage base64) -> {
                said.put(
                        "format",
                        BedrockFormats.format(media.kind(), type)
                                .orElseThrow(() -> new Unsaid(what + " of a type that is not taken")));
                said.putObject("source").put("bytes", base64.text());
            }
            case Part.Source.Url(Passage url) -> {
                String address = url.text();
                if (!address.startsWith("s3://")) throw new Unsaid(what + " by its address");
                said.put("format", format(media.kind(), address, what));
                said.putObject("source").putObject("s3Location").put("uri", address);
            }
            case Part.Source.Uploaded uploaded -> throw new Unsaid(what + " that was uploaded to another vendor");
        }
        if (media.kind() == Part.Media.Kind.DOCUMENT)
            said.put("name", media.name().map(this::name).orElseGet(this::unnamed));
        else if (media.name().isPresent()) lost.add(Feature.MEDIA_NAME);
    }

    private static String what(Part.Media.Kind kind) {
        return switch (kind) {
            case IMAGE -> "an image";
            case AUDIO -> "a sound";
            case VIDEO -> "a video";
            case DOCUMENT -> "a document";
        };
    }

    /** Of an address, whose end tells it. */
    private static String format(Part.Media.Kind kind, String address, String what) {
        String end = address.substring(address.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String format = end.equals("jpg") ? "jpeg" : end;
        String type = BedrockFormats.mediaType(kind, format);
        return BedrockFormats.format(kind, type).orElseThrow(() -> new Unsaid(what + " of a type that is not taken"));
    }

    /** Letters, digits, single spaces, hyphens and brackets are taken, and names must differ. */
    private String name(String name) {
        String plain = name.replaceAll("[^a-zA-Z0-9()\\[\\]\\s-]", "-")
                .replaceAll("\\s+", " ")
                .strip();
        documents++;
        if (!plain.equals(name)) lost.add(Feature.MEDIA_NAME);
        if (plain.isEmpty()) return "document-" + documents;
        return plain.substring(0, Math.min(plain.length(), MAX_NAME_CHARS));
    }

    private String unnamed() {
        return name("");
    }
}
