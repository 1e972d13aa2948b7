package dev.outrigger;

import dev.outrigger.life.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread as the real one has; what is planned for later runs when it is told that time has passed. */
final class FakeAgenda implements Agenda {
    private final Agenda thread = Agenda.onThread("test-loader");
    private final InstantSource clock;
    private final Queue<Planned> planned = new PriorityQueue<>(Comparator.comparing(Planned::at));

    FakeAgenda(InstantSource clock) {
        this.clock = clock;
    }

    private final AtomicInteger handed = new AtomicInteger();

    private record Planned(Instant at, Runnable task) {}

    @Override
    public boolean run(Runnable task) {
        handed.incrementAndGet();
        return thread.run(task);
    }

    @Override
    public synchronized void after(Duration wait, Runnable task) {
        planned.add(new Planned(clock.instant().plus(wait), task));
    }

    /** Tasks that it was handed by now. */
    int handed() {
        return handed.get();
    }

    /** When the first thing is planned that is by then. */
    synchronized Optional<Instant> next(Instant end) {
        return Optional.ofNullable(planned.peek()).map(Planned::at).filter(at -> !at.isAfter(end));
    }

    /** Hands over what is planned until now. */
    synchronized void runDue() {
        while (next(clock.instant()).isPresent()) {
            boolean unusedWhenClosed = run(planned.remove().task());
        }
    }

    /** What is planned, in order. */
    synchronized List<Instant> plans() {
        return planned.stream().map(Planned::at).sorted().toList();
    }

    @Override
    public void close() {
        thread.close();
    }
}
