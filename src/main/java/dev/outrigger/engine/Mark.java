package dev.outrigger.engine;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** What a {@link LoadMarker}'s file says, in one line of text. */
sealed interface Mark {
    /** A load is under way, or died under way, after so many crashes in a row before it. */
    record Loading(int earlierCrashes) implements Mark {
        @Override
        public int crashes() {
            return earlierCrashes;
        }
    }

    /** So many loads in a row crashed; the next may begin at {@code retryAt}. */
    record Crashed(int crashes, Instant retryAt) implements Mark {}

    /** Crashes in a row that are known of. */
    int crashes();

    /** The line. */
    default String line() {
        return switch (this) {
            case Loading loading -> "loading " + loading.earlierCrashes() + "\n";
            case Crashed crashed -> "crashed " + crashed.crashes() + " " + crashed.retryAt() + "\n";
        };
    }

    /** Reads the line; one that makes no sense counts as a load that died, which is the cautious reading. */
    static Mark parse(String line) {
        var words = line.strip().split(" ", -1);
        try {
            if (words.length == 3 && words[0].equals("crashed")) {
                return new Crashed(Math.max(1, Integer.parseInt(words[1])), Instant.parse(words[2]));
            }
            if (words.length == 2 && words[0].equals("loading")) {
                return new Loading(Math.max(0, Integer.parseInt(words[1])));
            }
        } catch (NumberFormatException | DateTimeParseException senseless) {
            return new Loading(0);
        }
        return new Loading(0);
    }
}
