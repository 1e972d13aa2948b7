package dev.outrigger.child;

import java.nio.ByteBuffer;

/**
 * Bytes that were received. Whoever sent them is not believed: no size that they name is taken before as many bytes are
 * seen to be there, and they nest no deeper than what we write does. What is wrong fails with {@link WrongBytes}.
 */
final class In {
    private static final int DEEPEST = 256;

    private final ByteBuffer bytes;
    private int depth;

    In(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int oneByte() {
        return there(1, Byte.BYTES).get() & 0xff;
    }

    int int32() {
        return there(1, Integer.BYTES).getInt();
    }

    long int64() {
        return there(1, Long.BYTES).getLong();
    }

    /** How many elements follow, each of at least so many bytes. */
    int count(int elementBytes) {
        int count = int32();
        there(count, elementBytes);
        return count;
    }

    byte[] bytes() {
        byte[] value = new byte[count(Byte.BYTES)];
        bytes.get(value);
        return value;
    }

    int[] ints() {
        int[] values = new int[count(Integer.BYTES)];
        for (int i = 0; i < values.length; i++) values[i] = bytes.getInt();
        return values;
    }

    float[] floats() {
        float[] values = new float[count(Float.BYTES)];
        for (int i = 0; i < values.length; i++) values[i] = bytes.getFloat();
        return values;
    }

    /** A value within the one that is being read begins. */
    void enter() {
        if (++depth > DEEPEST) throw new WrongBytes("values nest deeper than " + DEEPEST);
    }

    /** It ended. */
    void leave() {
        depth--;
    }

    void end() {
        if (bytes.hasRemaining()) throw new WrongBytes(bytes.remaining() + " bytes are left over");
    }

    private ByteBuffer there(int count, int each) {
        if (count < 0 || (long) count * each > bytes.remaining()) throw new WrongBytes("the bytes end too early");
        return bytes;
    }
}
