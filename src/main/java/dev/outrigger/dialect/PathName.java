package dev.outrigger.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A name in a path, which clients write in percent signs where it has a slash or a colon, or leave as it is. */
public final class PathName {
    private PathName() {}

    /** As it was meant; as it stands where it is not encoded. */
    public static String decoded(String name) {
        if (name.indexOf('%') < 0) return name;
        try {
            // A plus sign stands for a space in queries alone.
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
