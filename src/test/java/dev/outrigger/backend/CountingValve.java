package dev.outrigger.backend;

/** A valve that only remembers how it stands. It begins open, as a response does. */
final class CountingValve implements Valve {
    boolean isOpen = true;
    boolean isShut;

    @Override
    public void open() {
        isOpen = true;
    }

    @Override
    public void close() {
        isOpen = false;
    }

    @Override
    public void shut() {
        isShut = true;
    }
}
