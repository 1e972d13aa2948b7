package dev.outrigger.engine;

/** Where a generator's adapters come from. Called by the stepping thread, which it never keeps waiting. */
interface AdapterSource extends AutoCloseable {
    /** Looks for the adapter of this name; whatever it finds is there when the stepping thread is woken. */
    AdapterWish find(String name);

    /** Begins to read one that was found; wakes the stepping thread whenever there is more of it. */
    AdapterLoad load(AdapterVersion version);

    /** Gives up what is being looked for or read. */
    @Override
    void close();
}
