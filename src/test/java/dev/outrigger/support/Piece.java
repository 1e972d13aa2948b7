package dev.outrigger.support;

import java.util.function.Supplier;

/**
 * A part of the way of a request that every request pays for, on input like an app's: what it takes is measured.
 *
 * @param name as in the recorded ceilings and the benchmarks
 * @param work the same each time; its result is what it made, so that none of it can be left out
 */
public record Piece(String name, Supplier<?> work) {}
