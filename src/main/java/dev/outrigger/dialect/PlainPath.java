package dev.outrigger.dialect;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a path says plainly where it leads. One that a server may read in two ways, such as with dots for segments, could
 * go past what is done here for the path that it means.
 */
final class PlainPath {
    private static final Pattern ODD =
            Pattern.compile("//|(?:/|%2f|%5c|\\\\)(?:\\.|%2e){1,2}(?:/|%2f|%5c|\\\\|;|$)", Pattern.CASE_INSENSITIVE);

    private PlainPath() {}

    /** The rule that is broken. */
    static Optional<String> fault(String path) {
        return mayBeOdd(path) && ODD.matcher(path).find()
                ? Optional.of("a path must not have empty segments, or dots for segments")
                : Optional.empty();
    }

    /** Nearly no path has any of these. */
    private static boolean mayBeOdd(String path) {
        return path.indexOf('.') >= 0 || path.indexOf('%') >= 0 || path.contains("//");
    }

    /** Without the slash at its end, which means nothing to who has no such path. */
    static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** With the slashes that are written in percent signs. */
    static String slashed(String path) {
        return path.replace("%2F", "/").replace("%2f", "/");
    }
}
