package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Unsaid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Says a text or a medium as a content part. */
final class OpenAiPartWriter {
    private OpenAiPartWriter() {}

    static void write(Part part, ObjectNode said) {
        switch (part) {
            case Part.Text text -> said.put("type", "text").put("text", text.text());
            case Part.Media media -> media(media, said);
            default -> throw new IllegalStateException("no part of a content: " + part.getClass());
        }
    }

    private static void media(Part.Media media, ObjectNode said) {
        switch (media.kind()) {
            case IMAGE -> said.put("type", "image_url").putObject("image_url").put("url", address(media.source()));
            case AUDIO -> audio(media.source(), said);
            case VIDEO -> throw new Unsaid("a video");
            case DOCUMENT -> document(media, said);
        }
    }

    private static String address(Part.Source source) {
        return switch (source) {
            case Part.Source.Url(Passage url) -> url.text();
            case Part.Source.Inline(String type, Passage base64) -> "data:" + type + ";base64," + base64.text();
            case Part.Source.Uploaded uploaded -> throw new Unsaid("a medium that was uploaded to another vendor");
        };
    }

    /** Formats are named by the end of their type: {@code wav}, and {@code mp3} of {@code audio/mpeg}. */
    private static void audio(Part.Source source, ObjectNode said) {
        if (!(source instanceof Part.Source.Inline(String type, Passage base64)))
            throw new Unsaid("a sound that is not in the request");
        String format = type.replaceFirst(";.*", "").replaceFirst("^[^/]*/(x-)?", "");
        said.put("type", "input_audio")
                .putObject("input_audio")
                .put("data", base64.text())
                .put("format", format.equals("mpeg") ? "mp3" : format);
    }

    /** Parts as they can be said: a document of plain text is a text, with its name above. */
    static List<Part> told(List<Part> parts) {
        List<Part> told = new ArrayList<>(parts.size());
        for (Part part : parts) told.add(part instanceof Part.Media media ? told(media) : part);
        return told;
    }

    private static Part told(Part.Media media) {
        if (media.kind() != Part.Media.Kind.DOCUMENT
                || !(media.source() instanceof Part.Source.Inline(String type, Passage base64))
                || !isOf("text/", type)) return media;
        try {
            String text = new String(Base64.getMimeDecoder().decode(base64.text()), StandardCharsets.UTF_8);
            return new Part.Text(media.name().map(name -> name + "\n\n").orElse("") + text);
        } catch (IllegalArgumentException garbage) {
            throw new Unsaid("a document whose base64 is none");
        }
    }

    private static boolean isOf(String beginning, String type) {
        return type.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    private static void document(Part.Media media, ObjectNode said) {
        if (!(media.source() instanceof Part.Source.Inline bytes))
            throw new Unsaid("a document that is not in the request");
        if (!isOf("application/pdf", bytes.mediaType())) throw new Unsaid("a document that is neither PDF nor text");
        said.put("type", "file")
                .putObject("file")
                .put("filename", media.name().orElse("document"))
                .put("file_data", address(media.source()));
    }
}
