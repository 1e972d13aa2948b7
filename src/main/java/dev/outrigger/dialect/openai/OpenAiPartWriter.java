package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Unsaid;

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

    private static void document(Part.Media media, ObjectNode said) {
        if (!(media.source() instanceof Part.Source.Inline)) throw new Unsaid("a document that is not in the request");
        said.put("type", "file")
                .putObject("file")
                .put("filename", media.name().orElse("document"))
                .put("file_data", address(media.source()));
    }
}
