package dev.outrigger.child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the engine's process is started.
 *
 * @param java the command and its flags, with all that says which program it is
 * @param environment all the variables that it has: it inherits none
 * @param version what it must be of
 * @param crash where the JVM writes what it knows of a crash
 */
public record Command(List<String> java, Map<String, String> environment, Version version, Path crash) {
    public Command {
        java = List.copyOf(java);
        environment = Map.copyOf(environment);
    }
}
