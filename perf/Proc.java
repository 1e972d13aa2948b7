import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process and those it has started, as Linux tells of them below {@code /proc}. */
record Proc(ProcessHandle root) {
    /**
     * What was used since the start.
     *
     * @param user seconds of the processor in the program itself
     * @param system seconds of the processor in the kernel for it
     * @param waits times a thread went to sleep by itself (voluntary context switches)
     * @param reads system calls of read, readv and their like
     * @param writes the same of write
     */
    record Usage(double user, double system, double waits, double reads, double writes) {
        static final Usage NONE = new Usage(0, 0, 0, 0, 0);

        double cpu() {
            return user + system;
        }

        Usage plus(Usage other) {
            return new Usage(user + other.user, system + other.system, waits + other.waits, reads + other.reads, writes + other.writes);
        }

        Usage minus(Usage other) {
            return new Usage(user - other.user, system - other.system, waits - other.waits, reads - other.reads, writes - other.writes);
        }
    }

    Usage usage() throws IOException {
        Usage all = Usage.NONE;
        for (long pid : pids()) all = all.plus(usage(pid));
        return all;
    }

    /** MiB that are resident; what several of them share is counted once (Pss). */
    double memory() throws IOException {
        double all = 0;
        for (long pid : pids()) all += number(file(pid, "smaps_rollup"), "Pss:") / 1024.0;
        return all;
    }

    private List<Long> pids() {
        return Stream.concat(Stream.of(root), root.descendants()).filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
    }

    private static Usage usage(long pid) throws IOException {
        String stat = Files.readString(file(pid, "stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double waits = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(file(pid, "task"))) {
            for (Path thread : threads) waits += number(thread.resolve("status"), "voluntary_ctxt_switches:");
        }
        Path io = file(pid, "io");
        // Linux reports the processor's time in hundredths of a second, whatever the kernel's own clock.
        return new Usage(Long.parseLong(words[11]) / 100.0, Long.parseLong(words[12]) / 100.0, waits, number(io, "syscr:"), number(io, "syscw:"));
    }

    /** Of a file of names and numbers; 0 when it is not there, for threads end meanwhile. */
    private static long number(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name)).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (java.nio.file.NoSuchFileException ended) {
            return 0;
        }
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
