package dev.outrigger.dialect;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;

/** Bytes of a medium that stand in its address. Source: RFC 2397. */
public final class DataUrl {
    /** What may stand before the bytes. */
    private static final int MAX_HEAD_CHARS = 256;

    private DataUrl() {}

    /** What an address holds, or where it leads; only base64 holds its bytes as the vocabulary wants them. */
    public static Part.Source source(String name, JsonValue value) {
        Passage url = Json.passage(name, value);
        String head = url.head(MAX_HEAD_CHARS);
        int comma = head.indexOf(',');
        if (comma < 0 || !head.regionMatches(true, 0, "data:", 0, 5)) return new Part.Source.Url(url);
        String type = head.substring(5, comma);
        int semicolon = type.indexOf(';');
        if (!type.endsWith(";base64")) return new Part.Source.Url(url);
        return new Part.Source.Inline(
                semicolon == 0 ? "text/plain" : type.substring(0, semicolon), value.passageAfter(comma + 1));
    }

    /** The bytes as an address. */
    public static String of(Part.Source.Inline bytes) {
        return "data:" + bytes.mediaType() + ";base64," + bytes.base64().text();
    }
}
