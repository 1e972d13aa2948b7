package dev.outrigger.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * glibc's heap, from which libtorch takes its tensors. Where there is no glibc, nothing happens.
 *
 * <p>Source: <a href="https://man7.org/linux/man-pages/man3/mallopt.3.html">mallopt(3)</a>.
 */
final class NativeHeap {
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int M_ARENA_MAX = -8;

    /** Larger blocks go back to the system when freed; glibc would raise the bound itself after the first large one. */
    private static final int MAPPED_FROM_BYTES = 4 << 20;

    /** Each arena keeps what was freed in it. */
    private static final int ARENAS = 2;

    private NativeHeap() {}

    /** Bounds what the heap keeps after a free; must come before the first tensor. */
    static void bound() {
        call("mallopt", M_MMAP_THRESHOLD, MAPPED_FROM_BYTES);
        call("mallopt", M_ARENA_MAX, ARENAS);
    }

    /** Returns free pages to the system. */
    static void trim() {
        call("malloc_trim", 0);
    }

    @SuppressWarnings("restricted")
    private static void call(String name, int... arguments) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> symbol = linker.defaultLookup().find(name);
        if (symbol.isEmpty()) return;
        try {
            if (arguments.length == 2) {
                MethodHandle handle = linker.downcallHandle(
                        symbol.get(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
                int unusedStatus = (int) handle.invokeExact(arguments[0], arguments[1]);
            } else {
                MethodHandle handle = linker.downcallHandle(
                        symbol.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
                int unusedStatus = (int) handle.invokeExact((long) arguments[0]);
            }
        } catch (Throwable cause) {
            throw new IllegalStateException(name + " cannot be called", cause);
        }
    }
}
