package dev.outrigger.child;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** How a process ended, in words. */
final class ProcessEnd {
    /** A status above this is that of a shell: a signal's number and this. */
    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "HUP", 2, "INT", 4, "ILL", 6, "ABRT", 7, "BUS", 8, "FPE", 9, "KILL", 11, "SEGV", 15, "TERM");

    /** As signals that ask for an end leave them, HUP, INT and TERM. */
    private static final Set<Integer> ASKED = Set.of(SIGNALLED + 1, SIGNALLED + 2, SIGNALLED + 15);

    private ProcessEnd() {}

    /** Whether somebody asked it to end, so that it is not the fault of what it did. */
    static boolean wasAsked(int status) {
        return ASKED.contains(status);
    }

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
