package dev.outrigger.engine;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages of libtorch's code that are in memory. Loading touches some 40 MB of it, to register thousands of operators that
 * no program here calls; they would stay resident until the machine runs short. What is dropped and needed again comes
 * back from the file, in microseconds while that is cached.
 *
 * <p>Only code is dropped: mappings that are executable and not writable, of which the kernel says that no page was ever
 * written. On other systems than Linux nothing happens.
 *
 * <p>Sources: <a href="https://man7.org/linux/man-pages/man2/madvise.2.html">madvise(2)</a>, MADV_DONTNEED;
 * <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5)</a>.
 */
final class LibraryPages {
    private static final int MADV_DONTNEED = 4;
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    /** Address range, permissions, …, path. */
    private static final Pattern HEAD = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S+) \\S+ \\S+ \\S+\\s+(.*)");

    private static final Pattern WRITTEN = Pattern.compile("(?:Private_Dirty|Shared_Dirty|Anonymous): +([1-9]\\d*) kB");
    private static final String CODE = "r-xp";

    private LibraryPages() {}

    /** A mapping of code that is as it is in the file. */
    record Code(long address, long bytes) {}

    /** Drops the pages that are not in use; those in use come back by themselves. */
    static void drop() {
        try {
            Optional<MemorySegment> madvise =
                    Linker.nativeLinker().defaultLookup().find("madvise");
            if (madvise.isEmpty() || Files.notExists(MAPPINGS)) return;
            for (Code code : code(Files.readAllLines(MAPPINGS), "libtorch")) drop(madvise.get(), code);
        } catch (IOException unreadable) {
            // It saves memory and nothing else: a system that does not tell its mappings keeps the pages.
        }
    }

    /** The mappings of libraries whose name begins so. */
    static List<Code> code(List<String> smaps, String library) {
        List<Code> all = new ArrayList<>();
        Optional<Code> current = Optional.empty();
        for (String line : smaps) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                current.ifPresent(all::add);
                current = Optional.of(head)
                        .filter(found -> isCode(found, library))
                        .map(LibraryPages::code);
            } else if (WRITTEN.matcher(line).matches()) {
                current = Optional.empty();
            }
        }
        current.ifPresent(all::add);
        return all;
    }

    private static boolean isCode(Matcher head, String library) {
        String path = head.group(4);
        return head.group(3).equals(CODE)
                && path.substring(path.lastIndexOf('/') + 1).startsWith(library);
    }

    private static Code code(Matcher head) {
        long from = Long.parseUnsignedLong(head.group(1), 16);
        return new Code(from, Long.parseUnsignedLong(head.group(2), 16) - from);
    }

    @SuppressWarnings("restricted")
    private static void drop(MemorySegment madvise, Code code) {
        FunctionDescriptor form = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        try {
            int unusedStatus = (int) Linker.nativeLinker()
                    .downcallHandle(madvise, form)
                    .invokeExact(code.address(), code.bytes(), MADV_DONTNEED);
        } catch (Throwable cause) {
            throw new IllegalStateException("madvise cannot be called", cause);
        }
    }
}
