package dev.outrigger.inject;

import dev.outrigger.chat.Bytes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells when a mounted folder holds something else than before. A change is told when two looks in a row have seen the
 * same, so that nobody is given a new certificate with the old key.
 */
final class Follower {
    private final MountedFolder folder;
    private final Consumer<Map<String, Bytes>> changed;
    private Optional<Map<String, Bytes>> told;
    private Optional<Map<String, Bytes>> last;

    /** Of a folder of which {@code known} is already in use. */
    Follower(MountedFolder folder, Map<String, Bytes> known, Consumer<Map<String, Bytes>> changed) {
        this.folder = folder;
        this.changed = changed;
        this.told = Optional.of(known);
        this.last = told;
    }

    /** Looks once. What cannot be read changes nothing: it was there, and will be again. */
    synchronized void check() {
        Map<String, Bytes> now;
        try {
            now = folder.look();
        } catch (IOException gone) {
            last = Optional.empty();
            return;
        }
        Optional<Map<String, Bytes>> seen = Optional.of(now);
        boolean isSettled = seen.equals(last);
        last = seen;
        if (!isSettled || seen.equals(told)) return;
        told = seen;
        changed.accept(now);
    }
}
