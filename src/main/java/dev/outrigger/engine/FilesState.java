package dev.outrigger.engine;

import java.util.List;

/** Whether a model's files can be loaded. */
public sealed interface FilesState {
    /** Every file is there. */
    record Ready() implements FilesState {}

    /** These files are not there; {@code models pull} fetches them. */
    record Missing(List<String> files) implements FilesState {
        public Missing {
            files = List.copyOf(files);
        }
    }

    /** These problems were found; {@code models pull} fetches the files again. */
    record Corrupt(List<String> problems) implements FilesState {
        public Corrupt {
            problems = List.copyOf(problems);
        }
    }

    /** One word. */
    default String label() {
        return switch (this) {
            case Ready ready -> "ready";
            case Missing missing -> "missing";
            case Corrupt corrupt -> "corrupt";
        };
    }

    /** The word, and what is wrong. */
    default String detail() {
        return switch (this) {
            case Ready ready -> label();
            case Missing missing -> "missing: " + String.join(", ", missing.files());
            case Corrupt corrupt -> "corrupt: " + String.join("; ", corrupt.problems());
        };
    }
}
