package dev.outrigger.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The content of one member of a tar archive. Reads the POSIX ustar header, the path and size of pax headers, and GNU
 * long names; source: IEEE Std 1003.1 <i>pax</i>, "ustar Interchange Format" and "pax Header Block".
 */
final class TarStream extends InputStream {
    private static final int BLOCK_BYTES = 512;
    /** A pax header or long name beyond it is no honest archive. */
    private static final int EXTENSION_BYTES = 1 << 16;

    private static final Pattern PAX_PATH = Pattern.compile("(?m)^\\d+ path=(.*)$");
    private static final Pattern PAX_SIZE = Pattern.compile("(?m)^\\d+ size=(\\d+)$");

    private final InputStream in;
    private long left;
    private long padding;

    TarStream(InputStream in) {
        this.in = in;
    }

    /** Moves to the regular file of that name; false when the archive ends before it. */
    boolean seek(String member) throws IOException {
        var extension = "";
        var longName = "";
        while (true) {
            in.skipNBytes(left + padding);
            left = 0;
            padding = 0;
            var header = in.readNBytes(BLOCK_BYTES);
            if (header.length < BLOCK_BYTES || header[0] == 0) return false;
            enter(number(header, 124, 12));
            switch (header[156]) {
                case 'x' -> extension = readExtension();
                case 'L' -> longName = text(readExtension());
                case 'g' -> readExtension();
                default -> {
                    PAX_SIZE.matcher(extension)
                            .results()
                            .findFirst()
                            .ifPresent(size -> enter(Long.parseLong(size.group(1))));
                    if (isFile(header[156]) && name(header, extension, longName).equals(member)) return true;
                    extension = "";
                    longName = "";
                }
            }
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0) return -1;
        var read = in.read(into, from, (int) Math.min(length, left));
        if (read < 0) throw new EOFException("the archive ends inside a member");
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void enter(long bytes) {
        left = bytes;
        padding = (BLOCK_BYTES - bytes % BLOCK_BYTES) % BLOCK_BYTES;
    }

    private String readExtension() throws IOException {
        if (left > EXTENSION_BYTES) throw new IOException("a header of " + left + " bytes in a tar archive");
        return new String(readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean isFile(byte type) {
        return type == '0' || type == 0;
    }

    private static String name(byte[] header, String extension, String longName) {
        var pax = PAX_PATH.matcher(extension);
        if (pax.find()) return pax.group(1);
        if (!longName.isEmpty()) return longName;
        var prefix = text(new String(header, 345, 155, StandardCharsets.UTF_8));
        var name = text(new String(header, 0, 100, StandardCharsets.UTF_8));
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(String field) {
        var end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }

    private static long number(byte[] header, int from, int length) throws IOException {
        var digits = text(new String(header, from, length, StandardCharsets.US_ASCII))
                .strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException notOctal) {
            throw new IOException("not a tar archive: \"" + digits + "\" is no size", notOctal);
        }
    }
}
