package dev.outrigger.config;

/**
 * Where a piece of configuration stands.
 *
 * @param file as the operator would name it
 * @param line from 1
 * @param column from 1
 */
public record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
