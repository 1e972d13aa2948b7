package dev.outrigger.sensitive;

/**
 * Where something sensitive stands in a text; never what it is.
 *
 * @param start offset of its first character
 * @param end offset after its last
 */
public record Finding(SensitiveType type, int start, int end) {}
