package dev.outrigger.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A folder of adapters, each in a folder of its name. */
public record AdapterShelf(Path folder) {
    /** Nothing of a path can be said with it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Why there is no adapter of this name, for whoever asks; empty where one lies there. Looks at the disk. */
    public Optional<String> objection(String name) {
        if (!NAME.matcher(name).matches())
            return Optional.of("adapter names are up to 64 letters, digits, dots, dashes and underscores");
        return Files.isDirectory(place(name)) ? Optional.empty() : Optional.of("there is no adapter " + name);
    }

    /** Where the adapter of this name lies, if it does; of a name that nobody objects to. */
    Path place(String name) {
        return folder.resolve(name);
    }
}
