package dev.outrigger.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a model can answer no more, though nobody closed it.
 *
 * <p>What libtorch throws has no types, only messages: those that are known to leave a device or an allocator unusable
 * are named here. A loss crosses process borders as its words, and is told by them on either side.
 *
 * @param why for people; nothing of what anybody asked
 */
public record Loss(Kind kind, String why) {
    /** Steps, or batches, that fail in a row until the model is at fault and no request. */
    static final int FAILURES = 3;

    private static final int LONGEST_WHY = 200;

    /** Of libtorch's allocators, of glibc, and of C++; CUDA's own says it too. */
    private static final List<String> MEMORY_WORDS =
            List.of("DefaultCPUAllocator", "out of memory", "Cannot allocate memory", "std::bad_alloc");

    /** After any of these each later call on the device fails likewise. */
    private static final List<String> DEVICE_WORDS =
            List.of("CUDA error", "CUBLAS_STATUS", "cuDNN error", "no CUDA-capable device");

    private static final String IN_A_ROW = "in a row failed";

    /** What to do about it depends on this. */
    public enum Kind {
        /** What it holds or takes is too much. */
        OUT_OF_MEMORY,
        DEVICE_LOST,
        /** Its steps fail, and nobody knows why. */
        STEPS_FAILED,
        /** Its loop, or the process it ran in, ended. */
        ENDED
    }

    /** The loss that these words tell of, as {@link Generator#whenLost} gives them. */
    public static Loss of(String why) {
        if (MEMORY_WORDS.stream().anyMatch(why::contains)) return new Loss(Kind.OUT_OF_MEMORY, why);
        if (DEVICE_WORDS.stream().anyMatch(why::contains)) return new Loss(Kind.DEVICE_LOST, why);
        return new Loss(why.contains(IN_A_ROW) ? Kind.STEPS_FAILED : Kind.ENDED, why);
    }

    /** Words for so many failures one after the other. */
    static String inARow(String what, Throwable last) {
        return FAILURES + " " + what + " " + IN_A_ROW + ", the last with "
                + last.getClass().getSimpleName();
    }

    /** The line that says that memory or device are gone; absent where none does. */
    static Optional<String> fatal(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .flatMap(each -> String.valueOf(each.getMessage()).lines())
                .filter(line -> Stream.concat(MEMORY_WORDS.stream(), DEVICE_WORDS.stream())
                        .anyMatch(line::contains))
                .map(line -> line.strip().substring(0, Math.min(line.strip().length(), LONGEST_WHY)))
                .findFirst();
    }

    /** Words for a loop that this ended. Messages are not told: who knows what they hold. */
    static String words(Throwable thrown) {
        if (thrown instanceof LostException lost) return lost.why();
        return fatal(thrown).orElseGet(() -> thrown.getClass().getSimpleName());
    }
}
