package dev.outrigger.engine;

import java.nio.file.Path;

/**
 * Where a generator's adapters lie, and how much of them it holds.
 *
 * @param folder whose folders are the adapters, by their names; it is looked at when one is asked for
 * @param resident adapters in memory at once, 1 to 64; those in use and those used last
 * @param bytes of memory for all of them, as they are held; one that takes more alone is refused
 * @param rank of an adapter's pair of matrices at most, 1 to 1,024
 */
public record AdapterSettings(Path folder, int resident, long bytes, int rank) {
    public AdapterSettings {
        check("resident", resident, 1, 64);
        check("rank", rank, 1, 1024);
        if (bytes < 1) throw new IllegalArgumentException("bytes must be at least 1, was " + bytes);
    }

    /** The largest file that is opened: numbers in it may take twice what they take in memory. */
    long fileBytes() {
        return 2 * bytes;
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + "–" + most + ", was " + value);
        }
    }
}
