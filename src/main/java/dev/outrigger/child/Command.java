package dev.outrigger.child;

import java.nio.file.Path;
import java.util.List;

/**
 * How the engine's process is started.
 *
 * @param java the command and its flags, with all that says which program it is
 * @param crash where the JVM writes what it knows of a crash
 */
public record Command(List<String> java, Path crash) {
    public Command {
        java = List.copyOf(java);
    }
}
