package dev.outrigger.analyze;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.util.zip.CRC32;

/**
 * A file of numbers on the class path that was learned, read from its head to its end, big endian. Everything that cannot be
 * so fails with an {@link IOException} that names the file.
 */
final class Artifact {
    /** More words, heads or labels than any sensible one has: a corrupt count must not become an array. */
    private static final int MOST = 256;
    /** Likewise of vectors, and of landmarks among them. */
    private static final int WIDEST = 4_096;

    private final String name;
    private final byte[] bytes;
    private final DataInputStream in;
    private final String version;

    /** What reads a part of it. */
    interface Part<T> {
        T read(DataInputStream in) throws IOException;
    }

    private Artifact(String name, String format, byte[] bytes) throws IOException {
        this.name = name;
        this.bytes = bytes.clone();
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
        check(text().equals(format), "is of another format");
        this.version = text();
    }

    /** Those of a file on the class path, beside this class. */
    static byte[] bytes(String name) throws IOException {
        try (InputStream file = Artifact.class.getResourceAsStream(name)) {
            if (file == null) throw new IOException("the class path has no " + name);
            return file.readAllBytes();
        }
    }

    /**
     * Begins to read.
     *
     * @param name in messages
     * @param format that it must say it is of
     */
    static Artifact open(String name, String format, byte[] bytes) throws IOException {
        return new Artifact(name, format, bytes);
    }

    String version() {
        return version;
    }

    /** Of all of it: one that the JVM computes in native code from the start; a cryptographic one would take most of the load. */
    long checksum() {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    String text() throws IOException {
        return part(from -> from.readUTF());
    }

    /** From 1 to {@value #MOST}. */
    int count() throws IOException {
        int count = part(DataInputStream::readInt);
        check(count >= 1 && count <= MOST, "cannot have " + count + " words, heads or labels");
        return count;
    }

    /** A power of two, no more than there are buckets. */
    int rows() throws IOException {
        int rows = part(DataInputStream::readInt);
        check(rows > 0 && rows <= HashedText.BUCKETS && Integer.bitCount(rows) == 1, "has " + rows + " rows");
        return rows;
    }

    /** From 1 to {@value #WIDEST}. */
    int width() throws IOException {
        int width = part(DataInputStream::readInt);
        check(width >= 1 && width <= WIDEST, "cannot be " + width + " wide");
        return width;
    }

    /** Numbers in half precision. */
    float[] halves(int count) throws IOException {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Float.float16ToFloat(part(DataInputStream::readShort));
            check(Float.isFinite(numbers[i]), "has a number that is not finite");
        }
        return numbers;
    }

    float number() throws IOException {
        float number = part(DataInputStream::readFloat);
        check(Float.isFinite(number), "has a number that is not finite");
        return number;
    }

    float[] numbers(int count) throws IOException {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = number();
        return numbers;
    }

    byte[] bytes(int count) throws IOException {
        return part(from -> {
            byte[] taken = new byte[count];
            from.readFully(taken);
            return taken;
        });
    }

    void end() throws IOException {
        check(part(from -> from.read()) < 0, "goes on after its weights");
    }

    void check(boolean holds, String fault) throws IOException {
        if (!holds) throw new IOException(name + " " + fault);
    }

    private <T> T part(Part<T> part) throws IOException {
        try {
            return part.read(in);
        } catch (EOFException cut) {
            throw new IOException(name + " is cut short", cut);
        } catch (UTFDataFormatException garbled) {
            throw new IOException(name + " has a word that is none", garbled);
        }
    }
}
