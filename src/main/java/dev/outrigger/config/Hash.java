package dev.outrigger.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names the meaning of a configuration, or of a part of it: the same meaning has the same hash, however it is written
 * (order of keys, defaults said or left out, {@code 60s} or {@code 1m}, quotes, aliases, comments). Secrets enter as
 * references, never as values.
 *
 * @param hex the first 12 hexadecimal digits of a SHA-256
 */
public record Hash(String hex) {
    private static final int DIGITS = 12;

    public Hash {
        if (!hex.matches("[0-9a-f]{12}")) throw new IllegalArgumentException("a hash has 12 hex digits, was " + hex);
    }

    /**
     * Of one part, or of several in this order. A part is a record, a {@link Node}, a list, set or map, a single value,
     * {@link dev.outrigger.chat.Bytes}, or another hash, so that a policy's hash can cover its heads and prices.
     *
     * @throws IllegalStateException a part is of a type that has no canonical text
     */
    public static Hash of(Object... parts) {
        Object whole = parts.length == 1 ? parts[0] : List.of(parts);
        return new Hash(
                sha256(Canonical.text(whole).getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS));
    }

    /** The SHA-256 of a content, in 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
