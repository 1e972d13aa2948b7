package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import dev.outrigger.config.Binder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What providers ask for their models: a file that the product ships, pinned and dated. Immutable.
 *
 * <p>A model is found by its provider and its name there; one with a whole date behind it that is not listed is taken for
 * its name without. Nothing else is guessed: another provider's price is another price, and what is not listed has none.
 *
 * <p>The file is YAML with one model a line, of which only those that are asked for are parsed: a few, of hundreds.
 */
public final class PriceList {
    private static final String FILE = "prices.yaml";
    private static final Pattern DATE = Pattern.compile("(?m)^date: (\\d{4}-\\d{2}-\\d{2})$");

    /** The name that Gemini gives its models in lists. */
    private static final String PREFIX = "models/";

    private final String text;
    private final String date;

    PriceList(String text) {
        this.text = text;
        Matcher dated = DATE.matcher(text);
        if (!dated.find()) throw new IllegalStateException(FILE + " has no date");
        this.date = dated.group(1);
    }

    /** The one that the product ships. */
    public static PriceList shipped() {
        return Shipped.LIST;
    }

    /** The day its facts were true, as {@code 2026-11-30}. */
    public String date() {
        return date;
    }

    /** What it knows of a provider's model. */
    public Optional<Listed> find(String provider, ModelName model) {
        Optional<String> lines = section(provider);
        if (lines.isEmpty()) return Optional.empty();
        String name = model.value().startsWith(PREFIX) ? model.value().substring(PREFIX.length()) : model.value();
        return Stream.concat(Stream.of(name), Snapshots.undated(name).stream())
                .flatMap(one -> line(lines.get(), one).stream())
                .findFirst()
                .map(PriceList::parsed);
    }

    private Optional<String> section(String provider) {
        String head = "\n  " + provider + ":\n";
        int start = text.indexOf(head);
        if (start < 0) return Optional.empty();
        int from = start + head.length() - 1;
        int next = from;
        do next = text.indexOf("\n  ", next + 1);
        while (next >= 0 && text.charAt(next + 3) == ' ');
        return Optional.of(next < 0 ? text.substring(from) : text.substring(from, next + 1));
    }

    /** What stands behind the name, which is in quotes where YAML wants them. */
    private static Optional<String> line(String lines, String name) {
        return Stream.of("\n    " + name + ": {", "\n    \"" + name + "\": {")
                .filter(lines::contains)
                .findFirst()
                .map(head -> {
                    int start = lines.indexOf(head) + head.length() - 1;
                    return lines.substring(start, lines.indexOf('\n', start));
                });
    }

    private static Listed parsed(String line) {
        return Binder.bind(FILE, line.getBytes(StandardCharsets.UTF_8), Listed.class)
                .orElseThrow();
    }

    /** Read when the first model is looked for: a process without a provider never does. */
    private static final class Shipped {
        private static final PriceList LIST = read();

        private static PriceList read() {
            try (InputStream in = PriceList.class.getResourceAsStream(FILE)) {
                if (in == null) throw new IllegalStateException(FILE + " is not in the product");
                return new PriceList(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
