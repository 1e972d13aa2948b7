package dev.outrigger;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * What the signals that end the process do: the first one lets it end in order, which may take as long as the drain
 * time, and a Ctrl-C after it ends it at once. Supervisors repeat SIGTERM of their own accord, so that one asks for
 * nothing more. Thread-safe.
 */
final class Endings {
    private final IntConsumer inOrder;
    private final IntConsumer atOnce;
    private final AtomicReference<Optional<Ending>> first = new AtomicReference<>(Optional.empty());

    /** With what ends the process in order, and what does at once; both are given the exit status. */
    Endings(IntConsumer inOrder, IntConsumer atOnce) {
        this.inOrder = inOrder;
        this.atOnce = atOnce;
    }

    /** Of this process. Before anything else ends, while every port still answers, the drain has its time. */
    static Endings ofProcess(Runnable drain) {
        Runtime runtime = Runtime.getRuntime();
        return new Endings(
                status -> {
                    drain.run();
                    runtime.exit(status);
                },
                runtime::halt);
    }

    /** From now on the signals mean this. A signal that whoever started the process has set aside stays set aside. */
    void listen() {
        for (Ending ending : Ending.values()) Signals.listen(ending.signal(), () -> received(ending));
    }

    /** A signal came; blocks for as long as the end takes. */
    void received(Ending ending) {
        if (first.compareAndSet(Optional.empty(), Optional.of(ending))) inOrder.accept(ending.status());
        else if (ending == Ending.INTERRUPTED) atOnce.accept(ending.status());
    }
}
