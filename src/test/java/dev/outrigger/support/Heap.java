package dev.outrigger.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.Supplier;

/** What work takes on the heap, measured. */
public final class Heap {
    /** Threads that other tests left behind may be at work for seconds. */
    private static final int AGAIN = 12;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Heap() {}

    /** Bytes that the work allocates on this thread, what is let go again included, once it has been done before. */
    public static long allocated(Supplier<?> work) {
        var _ = work.get();
        return allocatedOnce(work);
    }

    /** The same of work that can be done but once. */
    public static long allocatedOnce(Supplier<?> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object result = work.get();
        try {
            return THREADS.getCurrentThreadAllocatedBytes() - before;
        } finally {
            Reference.reachabilityFence(result);
        }
    }

    /**
     * Bytes that are freed when the result is let go, or more of them if those are as few as expected. Measured again, a few times, while it is more than expected: another
     * thread may have kept something meanwhile.
     */
    public static long kept(Supplier<?> work, long expected) {
        // What was never allocated is not kept either, and counting that takes no collection.
        long allocated = allocated(work);
        if (allocated <= expected) return allocated;
        long kept = keptOnce(work);
        for (int again = 0; again < AGAIN && kept > expected; again++) kept = keptOnce(work);
        return kept;
    }

    private static long keptOnce(Supplier<?> work) {
        Object result = work.get();
        long with;
        try {
            with = used();
        } finally {
            Reference.reachabilityFence(result);
        }
        result = null;
        return with - used();
    }

    private static long used() {
        // That the serial collector leaves nothing dead is set where the tests are started.
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
