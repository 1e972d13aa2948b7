package dev.outrigger.child;

import dev.outrigger.chat.Bytes;

/** A record on its way to the other process, where it is read as the same record. */
public final class Packed {
    private Packed() {}

    /** Its bytes. */
    public static Bytes of(Record value) {
        return Bytes.of(Encodings.of((java.lang.reflect.Type) value.getClass()).bytes(value, Frames.MOST_BYTES));
    }

    /**
     * The record that the bytes mean.
     *
     * @throws IllegalArgumentException when they are none of it
     */
    public static <R extends Record> R read(Class<R> type, Bytes bytes) {
        try {
            return Encodings.of(type).of(bytes.array());
        } catch (WrongBytes wrong) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + wrong.getMessage(), wrong);
        }
    }
}
