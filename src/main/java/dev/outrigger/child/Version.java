package dev.outrigger.child;

import dev.outrigger.config.Hash;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names all that two processes say to each other, to the last component: of one build they agree, and of two that differ
 * in it they do not.
 *
 * @param name twelve hexadecimal digits
 */
public record Version(String name) {
    private static final int DIGITS = 12;

    /** With the records that models are named by beside what this package says. */
    public static Version of(List<Class<? extends Record>> wanted) {
        String all = Stream.concat(Stream.of(Asked.class, Told.class), wanted.stream())
                .map(Encodings::describe)
                .toList()
                .toString();
        return new Version(Hash.of(all).hex().substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return name;
    }
}
