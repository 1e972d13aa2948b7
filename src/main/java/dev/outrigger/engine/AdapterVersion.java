package dev.outrigger.engine;

/**
 * An adapter as its files were at one time. Equal ones hold the same numbers, as far as sizes, times and identities of files
 * tell.
 *
 * @param stamp of its files
 * @param bytes of memory that it takes
 */
public record AdapterVersion(String name, String stamp, long bytes) {
    @Override
    public String toString() {
        return name;
    }
}
