package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Memory this process may still take: what the machine has available, or less if its control group allows less. Pages of
 * files that nobody used lately count as free, for the kernel takes them back first.
 *
 * <p>Sources: <a href="https://man7.org/linux/man-pages/man5/proc_meminfo.5.html">proc_meminfo(5)</a>,
 * <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files">Control Group v2</a>.
 */
public final class MemoryRoom {
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
    private static final int KIBI = 1024;

    private final Path meminfo;
    private final Path group;

    MemoryRoom(Path meminfo, Path group) {
        this.meminfo = meminfo;
        this.group = group;
    }

    /** Of this process. In a container its own group is the root of what it sees. */
    public static MemoryRoom ofProcess() {
        return new MemoryRoom(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
    }

    /** Bytes; absent where nothing tells, as on other systems than Linux. Reads three small files. */
    public OptionalLong bytes() {
        return LongStream.concat(available().stream(), allowed().stream()).min();
    }

    private OptionalLong available() {
        OptionalLong kilobytes = value(meminfo, "MemAvailable:");
        return kilobytes.isPresent() ? OptionalLong.of(kilobytes.getAsLong() * KIBI) : OptionalLong.empty();
    }

    private OptionalLong allowed() {
        OptionalLong most = value(group.resolve("memory.max"), "");
        OptionalLong used = value(group.resolve("memory.current"), "");
        if (most.isEmpty() || used.isEmpty()) return OptionalLong.empty();
        long idle = value(group.resolve("memory.stat"), "inactive_file ").orElse(0);
        return OptionalLong.of(Math.max(0, most.getAsLong() - used.getAsLong() + idle));
    }

    /** The number in the first line that begins so; absent for {@code max}, which is no number. */
    private static OptionalLong value(Path file, String key) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(key))
                    .limit(1)
                    .map(line ->
                            NOT_DIGITS.matcher(line.substring(key.length())).replaceAll(""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException | NumberFormatException untold) {
            return OptionalLong.empty();
        }
    }
}
