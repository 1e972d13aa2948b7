package dev.outrigger.dialect.json;

import dev.outrigger.chat.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a message's values stand in, until they are let go: from then on reading one is a fault of ours. Safe
 * for use by several threads.
 */
public final class JsonSource {
    private final int size;
    private volatile @Nullable Bytes bytes;

    public JsonSource(Bytes bytes) {
        this.bytes = bytes;
        this.size = bytes.size();
    }

    public Bytes bytes() {
        Bytes there = bytes;
        if (there == null) throw new IllegalStateException("a message was read after it was let go");
        return there;
    }

    /** Whether the memory was freed. */
    public boolean isGone() {
        return bytes == null;
    }

    /** How many bytes there are, or were. */
    public int size() {
        return size;
    }

    /** Frees the memory; nothing may be read any more. */
    public void letGo() {
        bytes = null;
    }
}
