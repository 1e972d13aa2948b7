package dev.outrigger.inject;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what is held for those who have not asked their question yet: connections, and bytes of bodies that are not
 * whole. One address may have half of each, so that no pod alone keeps the API server out. Thread-safe.
 */
final class Intake {
    /** Connections. The API server opens one a question that is under way. */
    static final int MAX_CONNECTIONS = 512;

    /** Bytes of bodies. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    private static final int SHARES = 2;

    private final Map<String, Held> byAddress = new HashMap<>();
    private final Held all = new Held();

    /** Whether one more connection of this address is let in; it has to be closed then. */
    synchronized boolean open(String address) {
        Held own = byAddress.getOrDefault(address, new Held());
        if (all.connections >= MAX_CONNECTIONS || own.connections >= MAX_CONNECTIONS / SHARES) return false;
        all.connections++;
        own.connections++;
        byAddress.put(address, own);
        return true;
    }

    synchronized void close(String address) {
        all.connections--;
        change(address, -1, 0);
    }

    /** Whether there is room for these bytes; they have to be released then. */
    synchronized boolean hold(String address, int bytes) {
        Held own = byAddress.getOrDefault(address, new Held());
        if (all.bytes + bytes > MAX_BYTES || own.bytes + bytes > MAX_BYTES / SHARES) return false;
        all.bytes += bytes;
        own.bytes += bytes;
        byAddress.put(address, own);
        return true;
    }

    synchronized void release(String address, int bytes) {
        all.bytes -= bytes;
        change(address, 0, -bytes);
    }

    /** Addresses of which something is held. */
    synchronized int addresses() {
        return byAddress.size();
    }

    private void change(String address, int connections, int bytes) {
        Held own = byAddress.getOrDefault(address, new Held());
        own.connections += connections;
        own.bytes += bytes;
        if (own.connections == 0 && own.bytes == 0) byAddress.remove(address);
    }

    private static final class Held {
        private int connections;
        private int bytes;
    }
}
