package dev.outrigger;

import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Place;
import dev.outrigger.config.Seen;
import dev.outrigger.config.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the configuration comes from: a file, or the built-in default when there is none. */
record SettingsSource(Optional<Path> file, Map<String, String> environment) {
    /** The file that is looked for when none is named. */
    static final String FILE = "outrigger.yaml";

    /** The named file; else {@code OUTRIGGER_CONFIG}; else {@code outrigger.yaml} of the working folder if it is there. */
    static SettingsSource of(Optional<Path> named, Map<String, String> environment) {
        Optional<Path> file = named.or(() -> Optional.ofNullable(environment.get("OUTRIGGER_CONFIG"))
                        .filter(path -> !path.isBlank())
                        .map(Path::of))
                .or(() -> Optional.of(Path.of(FILE)).filter(Files::exists));
        return new SettingsSource(file, environment);
    }

    /** How it is called in what people read. */
    String name() {
        return file.map(Path::toString).orElse(DefaultConfig.NAME);
    }

    /** What stands there now. */
    Seen look() {
        return file.map(Watch::read).orElseGet(() -> new Seen.Content(Bytes.of(DefaultConfig.yaml(environment))));
    }

    /** What it means, or everything that is wrong with it. */
    Bound<Settings> read(Seen seen) {
        return switch (seen) {
            case Seen.Content(Bytes content) ->
                SettingsReader.read(name(), content.array(), StoredModels.of(environment));
            case Seen.Gone gone -> unreadable(name() + " is not there");
            case Seen.Unreadable(String why) -> unreadable(why);
        };
    }

    private Bound<Settings> unreadable(String why) {
        return new Bound.Wrong<>(List.of(new Mistake("", new Place(name(), 1, 1), why)));
    }
}
