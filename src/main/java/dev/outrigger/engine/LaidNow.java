package dev.outrigger.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The adapters that lie over one model now. Thread-safe; one thread sets it. */
public final class LaidNow {
    private final List<Consumer<Laid>> listeners = new CopyOnWriteArrayList<>();
    private volatile Laid now = Laid.NONE;

    public Laid get() {
        return now;
    }

    /** Tells whoever listens, if it is something else than before. */
    public void set(Laid next) {
        if (next.equals(now)) return;
        now = next;
        listeners.forEach(each -> each.accept(next));
    }

    /** Calls this with each change from now on, on the thread that sets it, which must be left at once. */
    public void whenChanged(Consumer<Laid> then) {
        listeners.add(then);
    }
}
