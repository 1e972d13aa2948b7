package dev.outrigger.config;

import dev.outrigger.chat.Bytes;

/** What stands at a file's path at this moment. */
public sealed interface Seen {
    /** A file with this content. */
    record Content(Bytes bytes) implements Seen {}

    /** No file. */
    record Gone() implements Seen {}

    /** Something that cannot be read; {@code why} names no content. */
    record Unreadable(String why) implements Seen {}
}
