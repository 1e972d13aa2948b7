package dev.outrigger.child;

/** How values of one type become bytes and are read from them again. Thread-safe. */
interface Encoding<T> {
    /** Writes it, or fails with {@link WrongBytes} when there is no room for it. */
    void write(T value, Out out);

    /** Reads one, or fails with {@link WrongBytes} when the bytes are none. */
    T read(In in);

    /** All bytes of a value. */
    default byte[] bytes(T value, int most) {
        Out out = new Out(most);
        write(value, out);
        return out.array();
    }

    /** The value that all these bytes mean. */
    default T of(byte[] bytes) {
        In in = new In(bytes);
        T value = read(in);
        in.end();
        return value;
    }
}
