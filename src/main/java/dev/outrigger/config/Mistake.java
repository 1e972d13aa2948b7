package dev.outrigger.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path of the key, for example {@code limits.deadline}; empty for the document itself
 * @param place the line to mend
 * @param message names the key, the value and the rule: {@code limits.deadline must be 1s–1h, was 0s}
 */
public record Mistake(String path, Place place, String message) {
    /** The line to mend, from 1. */
    public int line() {
        return place.line();
    }

    /** The message with its place: {@code limits.deadline must be 1s–1h, was 0s (outrigger.yaml:14)}. */
    @Override
    public String toString() {
        return message + " (" + place + ")";
    }
}
