package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.MediaType;
import dev.outrigger.dialect.Unsaid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * Says pictures and documents; there are no blocks for sound and video. Source: "Vision"
 * (https://docs.anthropic.com/en/docs/build-with-claude/vision).
 */
final class AnthropicMediaWriter {
    private static final String HTTPS = "https://";
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private AnthropicMediaWriter() {}

    static void write(Part.Media media, ObjectNode block) {
        switch (media.kind()) {
            case IMAGE -> image(media.source(), block.put("type", "image").putObject("source"));
            case DOCUMENT -> {
                document(media.source(), block.put("type", "document").putObject("source"));
                media.name().ifPresent(name -> block.put("title", name));
            }
            case AUDIO -> throw new Unsaid("a sound");
            case VIDEO -> throw new Unsaid("a video");
        }
    }

    private static void image(Part.Source source, ObjectNode said) {
        if (source instanceof Part.Source.Inline(String type, Passage base64)
                && !PICTURES.contains(MediaType.usual(type)))
            throw new Unsaid("an image that is neither a JPEG, a PNG, a GIF nor a WebP");
        source(source, said, "an image");
    }

    private static void document(Part.Source source, ObjectNode said) {
        if (source instanceof Part.Source.Inline(String type, Passage base64)) {
            String kind = MediaType.usual(type);
            if (kind.startsWith("text/")) {
                said.put("type", "text").put("media_type", "text/plain").put("data", plain(base64));
                return;
            }
            if (!kind.equals("application/pdf")) throw new Unsaid("a document that is neither a PDF nor a text");
        }
        source(source, said, "a document");
    }

    private static void source(Part.Source source, ObjectNode said, String what) {
        switch (source) {
            case Part.Source.Inline(String type, Passage base64) ->
                said.put("type", "base64")
                        .put("media_type", MediaType.usual(type))
                        .put("data", base64.text());
            case Part.Source.Url(Passage url) -> {
                String address = url.text();
                if (!address.regionMatches(true, 0, HTTPS, 0, HTTPS.length()))
                    throw new Unsaid(what + " whose address is not of https");
                said.put("type", "url").put("url", address);
            }
            case Part.Source.Uploaded uploaded -> throw new Unsaid(what + " that was uploaded to another vendor");
        }
    }

    private static String plain(Passage base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64.text()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException garbage) {
            throw new Unsaid("a document that is not in base64");
        }
    }
}
