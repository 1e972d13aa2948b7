package dev.outrigger.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * oneDNN's cache of compiled primitives, which libtorch uses for bfloat16. It keeps one for each shape it has met, 1,024
 * of them if not told otherwise: with texts of all lengths that is 95 MB, a tenth of one each. Compiling one again takes
 * longer than running it, so the four of a layer are kept for each {@link PaddedLength} of a text alone, and some for
 * batches.
 *
 * <p>Source: <a href="https://oneapi-src.github.io/oneDNN/dev_guide_primitive_cache.html">Primitive Cache</a>.
 */
final class OneDnnCache {
    private static final String CAPACITY = "ONEDNN_PRIMITIVE_CACHE_CAPACITY";
    private static final String PRIMITIVES = Integer.toString(4 * PaddedLength.count() + 16);
    private static final int KEEP_WHAT_IS_SET = 0;

    private OneDnnCache() {}

    /**
     * Bounds the cache, unless the environment of the process does. Must come before the first primitive: oneDNN reads
     * it once.
     */
    @SuppressWarnings("restricted")
    static void bound() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) return;
        FunctionDescriptor form = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            int unusedStatus = (int) linker.downcallHandle(setenv.get(), form)
                    .invokeExact(arena.allocateFrom(CAPACITY), arena.allocateFrom(PRIMITIVES), KEEP_WHAT_IS_SET);
        } catch (Throwable cause) {
            throw new IllegalStateException("setenv cannot be called", cause);
        }
    }
}
