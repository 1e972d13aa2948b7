package dev.outrigger.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages as registries hold them, made in memory. */
final class Packages {
    private static final int BLOCK_BYTES = 512;

    private Packages() {}

    static byte[] zip(Map<String, byte[]> members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] tgz(Map<String, byte[]> members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new GZIPOutputStream(bytes)) {
            for (var member : members.entrySet()) tarMember(tar, member.getKey(), '0', member.getValue());
            tar.write(new byte[2 * BLOCK_BYTES]);
        }
        return bytes.toByteArray();
    }

    /** Header, content, and the zeros up to a whole block. */
    static void tarMember(OutputStream tar, String name, char type, byte[] content) throws IOException {
        var header = new byte[BLOCK_BYTES];
        put(header, 0, name);
        put(header, 124, "%011o".formatted(content.length));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        tar.write(header);
        tar.write(content);
        tar.write(new byte[(BLOCK_BYTES - content.length % BLOCK_BYTES) % BLOCK_BYTES]);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Pin pin(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new Pin(content.length, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void put(byte[] header, int at, String text) {
        var field = bytes(text);
        System.arraycopy(field, 0, header, at, field.length);
    }
}
