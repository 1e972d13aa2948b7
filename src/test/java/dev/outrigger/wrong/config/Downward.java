package dev.outrigger.wrong.config;

import dev.outrigger.wrong.chat.Upstart;

/** Imports what is above it, as it may; only the other direction is wrong. */
public interface Downward {
    Upstart above();
}
