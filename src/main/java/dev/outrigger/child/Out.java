package dev.outrigger.child;

import java.nio.ByteBuffer;

/** Bytes to be sent, growing as they are written, up to a bound. */
final class Out {
    private static final int FIRST_BYTES = 256;

    private final int most;
    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);

    /** @param most bytes, beyond which writing fails with {@link WrongBytes} */
    Out(int most) {
        this.most = most;
    }

    void oneByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void int32(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void int64(long value) {
        room(Long.BYTES).putLong(value);
    }

    void bytes(byte[] value) {
        int32(value.length);
        room(value.length).put(value);
    }

    void ints(int[] values) {
        int32(values.length);
        room(Math.multiplyExact(values.length, Integer.BYTES));
        for (int value : values) bytes.putInt(value);
    }

    void floats(float[] values) {
        int32(values.length);
        room(Math.multiplyExact(values.length, Float.BYTES));
        for (float value : values) bytes.putFloat(value);
    }

    int size() {
        return bytes.position();
    }

    byte[] array() {
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private ByteBuffer room(int more) {
        long needed = (long) bytes.position() + more;
        if (needed > most) throw new WrongBytes("more than " + most + " bytes");
        if (needed > bytes.capacity()) {
            int capacity = (int) Math.min(most, Math.max(needed, 2L * bytes.capacity()));
            bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
        }
        return bytes;
    }
}
