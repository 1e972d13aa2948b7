package dev.outrigger.child;

import java.io.IOException;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** What an engine's process writes, line by line in this one's log, and no line longer than a screen is wide. */
final class Relayed {
    private static final Logger LOG = System.getLogger("dev.outrigger.engine");
    private static final int MOST_CHARS = 300;

    private Relayed() {}

    /** Until it ends. */
    static void start(Process process) {
        Reader lines = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("outrigger-engine-log").start(() -> relay(process.pid(), lines));
    }

    private static void relay(long pid, Reader lines) {
        StringBuilder line = new StringBuilder();
        try (lines) {
            for (int character = lines.read(); character >= 0; character = lines.read()) {
                if (character == '\n') say(pid, line);
                else if (line.length() < MOST_CHARS) line.append((char) character);
            }
        } catch (IOException ended) {
            // It says no more.
        }
        say(pid, line);
    }

    private static void say(long pid, StringBuilder line) {
        if (!line.isEmpty()) LOG.log(Level.INFO, "engine {0}: {1}", Long.toString(pid), line.toString());
        line.setLength(0);
    }
}
