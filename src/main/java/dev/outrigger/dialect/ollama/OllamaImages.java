package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Pictures in base64, which Ollama's words say no type of: their first bytes tell. */
final class OllamaImages {
    /** Base64 of the twelve bytes that the longest mark, WebP's, takes. */
    private static final int MARK_CHARS = 16;

    private OllamaImages() {}

    static void decode(String name, JsonValue array, List<Part> parts) {
        Json.each(name, Json.array(name, array), image -> {
            Passage base64 = Json.passage(name + "[]", image);
            parts.add(new Part.Media(
                    Part.Media.Kind.IMAGE, new Part.Source.Inline(type(base64.head(MARK_CHARS)), base64)));
        });
    }

    /** The type of what begins so. Source: "MIME Sniffing", section 6.1 (https://mimesniff.spec.whatwg.org/). */
    static String type(String base64) {
        String mark = mark(base64);
        if (mark.startsWith("\u0089PNG")) return "image/png";
        if (mark.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
        if (mark.startsWith("GIF8")) return "image/gif";
        if (mark.startsWith("RIFF") && mark.startsWith("WEBP", 8)) return "image/webp";
        return mark.startsWith("BM") ? "image/bmp" : "application/octet-stream";
    }

    /** The first bytes, each as a character; none when it is no base64. */
    private static String mark(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException garbage) {
            return "";
        }
    }
}
