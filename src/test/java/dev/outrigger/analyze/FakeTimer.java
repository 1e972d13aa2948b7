package dev.outrigger.analyze;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so; a timer and a clock at once. */
public final class FakeTimer implements Timer {
    private final List<Pending> pending = new ArrayList<>();
    private long nowNanos;

    private record Pending(long atNanos, Runnable task) {}

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Pending alarm = new Pending(nowNanos + delay.toNanos(), task);
        pending.add(alarm);
        return () -> pending.remove(alarm);
    }

    /** The present, in nanoseconds. */
    public long nanos() {
        return nowNanos;
    }

    /** Lets time pass, and alarms go off in their order. */
    public void pass(Duration time) {
        nowNanos += time.toNanos();
        List<Pending> due = pending.stream()
                .filter(alarm -> alarm.atNanos() <= nowNanos)
                .sorted(Comparator.comparingLong(Pending::atNanos))
                .toList();
        pending.removeAll(due);
        due.forEach(alarm -> alarm.task().run());
    }

    /** How many alarms are set. */
    public int alarms() {
        return pending.size();
    }
}
