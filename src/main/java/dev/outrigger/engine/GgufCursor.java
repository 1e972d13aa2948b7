package dev.outrigger.engine;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a GGUF header's values one after another (little-endian). Every length is checked against what is left of the
 * file before it is believed, so that a damaged file ends in a message and never in a huge allocation.
 */
final class GgufCursor {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_NESTING = 4;

    private final MemorySegment file;
    private long at;

    GgufCursor(MemorySegment file) {
        this.file = file;
    }

    /** Bytes read so far. */
    long position() {
        return at;
    }

    int readInt() throws IOException {
        return file.get(INT, advance(Integer.BYTES));
    }

    long readLong() throws IOException {
        return file.get(LONG, advance(Long.BYTES));
    }

    /** A number of things that each take at least so many bytes. */
    int readCount(int leastBytes) throws IOException {
        long count = readLong();
        long left = file.byteSize() - at;
        if (count < 0 || count > left / leastBytes || count > Integer.MAX_VALUE - 8) {
            throw new IOException("truncated or damaged: byte " + (at - Long.BYTES) + " announces "
                    + Long.toUnsignedString(count) + " items, and " + left + " bytes are left");
        }
        return (int) count;
    }

    String readText() throws IOException {
        byte[] bytes = new byte[readCount(1)];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, advance(bytes.length), bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A value of the kind that the next four bytes name. */
    GgufValue readValue() throws IOException {
        return readValue(readInt(), 0);
    }

    private GgufValue readValue(int kind, int depth) throws IOException {
        return switch (kind) {
            case 0 -> new GgufValue.Whole(readByte() & 0xff);
            case 1 -> new GgufValue.Whole(readByte());
            case 2 -> new GgufValue.Whole(readShort() & 0xffff);
            case 3 -> new GgufValue.Whole(readShort());
            case 4 -> new GgufValue.Whole(Integer.toUnsignedLong(readInt()));
            case 5 -> new GgufValue.Whole(readInt());
            case 6 -> new GgufValue.Real(Float.intBitsToFloat(readInt()));
            case 7 -> new GgufValue.Truth(readByte() != 0);
            case 8 -> new GgufValue.Text(readText());
            case 9 -> readArray(depth + 1);
            case 10, 11 -> new GgufValue.Whole(readLong());
            case 12 -> new GgufValue.Real(Double.longBitsToDouble(readLong()));
            default ->
                throw new IOException("damaged: no kind of value has number " + kind + " (before byte " + at + ")");
        };
    }

    private GgufValue readArray(int depth) throws IOException {
        if (depth > MAX_NESTING) throw new IOException("damaged: arrays nest deeper than " + MAX_NESTING);
        int kind = readInt();
        int count = readCount(1);
        List<GgufValue> values = new ArrayList<>();
        for (int i = 0; i < count; i++) values.add(readValue(kind, depth));
        return new GgufValue.Array(values);
    }

    private byte readByte() throws IOException {
        return file.get(ValueLayout.JAVA_BYTE, advance(1));
    }

    private short readShort() throws IOException {
        return file.get(SHORT, advance(Short.BYTES));
    }

    /** Steps over so many bytes and returns where they begin. */
    private long advance(int bytes) throws IOException {
        if (bytes > file.byteSize() - at) throw new IOException("truncated: the file ends at byte " + file.byteSize());
        long from = at;
        at += bytes;
        return from;
    }
}
