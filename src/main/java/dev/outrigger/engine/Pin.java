package dev.outrigger.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The exact content a file must have.
 *
 * @param bytes its length
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Pin(long bytes, String sha256) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int CHUNK_BYTES = 1 << 16;

    public Pin {
        if (bytes <= 0) throw new IllegalArgumentException("bytes must be positive, was " + bytes);
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256 must be 64 lower-case hexadecimal digits, was \"" + sha256 + "\"");
        }
    }

    /**
     * Writes a stream out, and fails when it is not the pinned content. It never reads more than one byte too many, so
     * an archive that unpacks without end does no harm. On failure what was written is left to the caller to remove.
     */
    void copy(InputStream in, OutputStream out) throws IOException {
        var digest = sha256Digest();
        var chunk = new byte[CHUNK_BYTES];
        long seen = 0;
        int read;
        while ((read = in.read(chunk)) >= 0) {
            seen += read;
            if (seen > bytes) throw new IOException("longer than the " + bytes + " bytes of the manifest");
            digest.update(chunk, 0, read);
            out.write(chunk, 0, read);
        }
        if (seen < bytes) throw new IOException("ends after " + seen + " of " + bytes + " bytes");
        var found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(sha256)) throw new IOException("sha256 is " + found + ", the manifest says " + sha256);
    }

    /** What is wrong with a file's content, read whole; empty when it is the pinned one. */
    Optional<String> problem(Path file) {
        try (var in = Files.newInputStream(file)) {
            copy(in, OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException mismatch) {
            return Optional.of(file.getFileName() + " " + mismatch.getMessage());
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
