package dev.outrigger.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.Supplier;

/** Bytes that a piece of work allocates: how much it does, told without a clock. */
public final class Allocated {
    private static final int ROUNDS = 5;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {}

    /** The least of several rounds: in the first ones classes are loaded. */
    public static long by(Supplier<?> work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Object made = work.get();
            try {
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            } finally {
                Reference.reachabilityFence(made);
            }
        }
        return least;
    }
}
