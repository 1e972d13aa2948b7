package dev.outrigger.sensitive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

/** A text beside this class whose lines stand in sections, {@code [section]}; those with a {@code #} in front say nothing. */
final class Sections {
    private Sections() {}

    /** Gives each line with the name of its section in capitals. */
    static void read(String name, BiConsumer<String, String> each) {
        try (InputStream file = Objects.requireNonNull(Sections.class.getResourceAsStream(name));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            String section = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("["))
                    section = line.substring(1, line.indexOf(']')).toUpperCase(Locale.ROOT);
                else if (!line.startsWith("#") && !line.isBlank()) each.accept(section, line);
            }
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
