package dev.outrigger.dialect;

import java.util.Locale;

/** Media types as their registry writes them. Source: IANA, "Media Types" (https://www.iana.org/assignments/media-types). */
public final class MediaType {
    private MediaType() {}

    /** The registered type of one that apps write, without its parameters; of sounds vendors have names of their own. */
    public static String usual(String written) {
        String type = written.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("image/jpg") ? "image/jpeg" : type;
    }
}
