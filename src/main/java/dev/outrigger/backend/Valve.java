package dev.outrigger.backend;

/** Starts and stops the flow into a {@link FrameQueue}. Called on the queue's context. */
public interface Valve {
    /** Of an answer that is whole: nothing flows. */
    Valve NONE = new Valve() {
        @Override
        public void open() {}

        @Override
        public void close() {}

        @Override
        public void shut() {}
    };

    /** More is wanted. */
    void open();

    /** Enough for now. */
    void close();

    /** Nothing is wanted any more: give back what it costs. */
    void shut();
}
