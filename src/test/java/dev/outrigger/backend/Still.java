package dev.outrigger.backend;

import java.util.function.LongSupplier;

/** Whether a count stands where it stood when it was last looked at. */
final class Still {
    private final LongSupplier count;
    private long last = -1;

    Still(LongSupplier count) {
        this.count = count;
    }

    boolean stands() {
        long now = count.getAsLong();
        boolean stands = now == last;
        last = now;
        return stands;
    }
}
