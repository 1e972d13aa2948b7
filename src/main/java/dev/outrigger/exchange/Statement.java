package dev.outrigger.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the ledger says, told by one thing.
 *
 * @param since when the first exchange in it ended; absent before
 * @param total of all since then
 * @param days by UTC day, newest first
 */
public record Statement(By by, Optional<Instant> since, Window total, List<Day> days) {
    public Statement {
        days = List.copyOf(days);
    }

    /** What costs are told by. */
    public enum By {
        APP,
        TENANT,
        USER,
        POLICY,
        BACKEND,
        PROVIDER,
        MODEL;

        /** Its name in reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this name. */
        public static Optional<By> named(String word) {
            for (By by : values()) if (by.word().equals(word)) return Optional.of(by);
            return Optional.empty();
        }
    }

    /**
     * A time.
     *
     * @param all of it
     * @param rows of those that cost most, the dearest first
     * @param others what is in no row of its own; absent where every one has one
     */
    public record Window(Amounts all, List<Row> rows, Optional<Amounts> others) {
        public Window {
            rows = List.copyOf(rows);
        }
    }

    /** What one of them came to; without a name are those of whom it is not said. */
    public record Row(Optional<String> name, Amounts amounts) {}

    /** A UTC day. */
    public record Day(LocalDate date, Window window) {}
}
