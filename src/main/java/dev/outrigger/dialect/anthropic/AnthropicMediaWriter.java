package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Unsaid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Says pictures and documents; there are no blocks for sound and video. */
final class AnthropicMediaWriter {
    private AnthropicMediaWriter() {}

    static void write(Part.Media media, ObjectNode block) {
        switch (media.kind()) {
            case IMAGE -> source(media.source(), block.put("type", "image").putObject("source"), "an image");
            case DOCUMENT -> {
                document(media.source(), block.put("type", "document").putObject("source"));
                media.name().ifPresent(name -> block.put("title", name));
            }
            case AUDIO -> throw new Unsaid("a sound");
            case VIDEO -> throw new Unsaid("a video");
        }
    }

    private static void document(Part.Source source, ObjectNode said) {
        if (source instanceof Part.Source.Inline(String type, Passage base64)) {
            String kind = type.toLowerCase(Locale.ROOT);
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
                said.put("type", "base64").put("media_type", type).put("data", base64.text());
            case Part.Source.Url(Passage url) -> said.put("type", "url").put("url", url.text());
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
