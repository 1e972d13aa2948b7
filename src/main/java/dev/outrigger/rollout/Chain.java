package dev.outrigger.rollout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What ties each line of a log to all before it: the SHA-256 of the line before's link and of this line's own bytes. Whoever
 * changes, drops or moves a line breaks the link behind it; whoever writes all links anew ends with another last one, so the
 * last link, noted elsewhere, vouches for all of it.
 *
 * @param hex of the link, 64 digits
 */
record Chain(String hex) {
    /** Before the first line ever. */
    static final Chain BEGIN = new Chain("0".repeat(64));

    private static final String OPEN = "{\"chain\":\"";
    private static final String MIDDLE = "\",\"body\":";
    private static final String CLOSE = "}";

    /** Bytes of a line beside its body, its end among them. */
    static final int FRAME_BYTES = OPEN.length() + 64 + MIDDLE.length() + CLOSE.length() + 1;

    Chain {
        if (!hex.matches("[0-9a-f]{64}")) throw new IllegalArgumentException("a link has 64 hex digits");
    }

    /** The link of the line with this body behind this one. */
    Chain next(String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hex.getBytes(StandardCharsets.US_ASCII));
            digest.update(body.getBytes(StandardCharsets.UTF_8));
            return new Chain(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The line of this link and this body, without its end. */
    String line(String body) {
        return OPEN + hex + MIDDLE + body + CLOSE;
    }

    /** A line taken apart, whatever its link is worth. */
    record Line(Chain chain, String body) {
        static Optional<Line> of(String line) {
            int body = OPEN.length() + 64 + MIDDLE.length();
            if (line.length() <= body || !line.startsWith(OPEN) || !line.endsWith(CLOSE)) return Optional.empty();
            String hex = line.substring(OPEN.length(), OPEN.length() + 64);
            if (!line.startsWith(MIDDLE, OPEN.length() + 64) || !hex.matches("[0-9a-f]{64}")) return Optional.empty();
            return Optional.of(new Line(new Chain(hex), line.substring(body, line.length() - CLOSE.length())));
        }
    }
}
