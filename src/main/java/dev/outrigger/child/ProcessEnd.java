package dev.outrigger.child;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How a process ended, in words. */
final class ProcessEnd {
    /** A status above this is that of a shell: a signal's number and this. */
    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS =
            Map.of(4, "ILL", 6, "ABRT", 7, "BUS", 8, "FPE", 9, "KILL", 11, "SEGV", 15, "TERM");

    private ProcessEnd() {}

    /** @param crash where its JVM would have written of a crash */
    static String words(int status, Path crash) {
        // The JVM ends itself then, with a status that says nothing.
        if (Files.exists(crash)) return "it crashed; " + crash + " tells where";
        if (status <= SIGNALLED) return "it ended with status " + status;
        int signal = status - SIGNALLED;
        String name = SIGNALS.get(signal);
        return "it was ended by signal " + signal + (name == null ? "" : " (" + name + ")");
    }
}
