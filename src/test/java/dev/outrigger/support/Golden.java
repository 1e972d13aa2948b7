package dev.outrigger.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts recorded in {@code src/test/resources/golden}. They change only when a test runs with
 * {@code -Dgolden.update=true}; the difference is then reviewed as code.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** Fails when the recorded text of this name is another one, or none. */
    public static void matches(String name, String actual) {
        matches(FOLDER.resolve(name), actual);
    }

    /** The same for a file that is part of the product, such as a generated table in a document. */
    public static void matches(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) Files.createDirectories(folder);
                Files.writeString(file, actual);
            }
            String recorded = Files.exists(file) ? Files.readString(file) : "";
            assertEquals(recorded, actual, () -> file + " differs; if the change is meant: -Dgolden.update=true");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
