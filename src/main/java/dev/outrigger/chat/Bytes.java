package dev.outrigger.chat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of a message on the wire, compared by value: an array or a stretch of one. The array is handed over, not copied,
 * on the way in and out: whoever wraps it or asks for it must not write to it.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int size;

    private Bytes(byte[] array, int from, int size) {
        this.array = array;
        this.from = from;
        this.size = size;
    }

    /** These bytes, not copied. */
    public static Bytes of(byte[] array) {
        return of(array, 0, array.length);
    }

    /** So many bytes of the array from this offset on, not copied; the whole array stays in memory with them. */
    public static Bytes of(byte[] array, int from, int size) {
        if (from < 0 || size < 0 || from > array.length - size)
            throw new IndexOutOfBoundsException(size + " bytes from " + from + " of " + array.length);
        return size == 0 ? EMPTY : new Bytes(array, from, size);
    }

    /** The text's UTF-8 bytes. */
    public static Bytes of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The array they stand in, from {@link #from()} on, not copied. */
    public byte[] backing() {
        return array;
    }

    /** Where they begin in their {@link #backing()}. */
    public int from() {
        return from;
    }

    /** An array of nothing but these bytes: the {@link #backing()} itself if it is that, else a copy. */
    public byte[] array() {
        return size == array.length ? array : Arrays.copyOfRange(array, from, from + size);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** So many of them from this offset on, not copied. */
    public Bytes slice(int offset, int length) {
        if (offset < 0 || length < 0 || offset > size - length)
            throw new IndexOutOfBoundsException(length + " bytes from " + offset + " of " + size);
        return of(array, from + offset, length);
    }

    /** The bytes read as UTF-8. */
    public String utf8() {
        return new String(array, from, size, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes
                && Arrays.equals(array, from, from + size, bytes.array, bytes.from, bytes.from + bytes.size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < from + size; i++) hash = 31 * hash + array[i];
        return hash;
    }

    /** The size alone: contents may be private. */
    @Override
    public String toString() {
        return size + " bytes";
    }
}
