package dev.outrigger.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock that stands until the test moves it. It does not begin at 0: nobody may count on that. */
final class FakeTime implements LongSupplier, Timers {
    private final List<Alarm> alarms = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5_000_000_000L;

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(now + delay.toNanos(), task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Timers that are armed. */
    int armed() {
        return alarms.size();
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        while (true) {
            List<Alarm> due = alarms.stream()
                    .filter(alarm -> alarm.at() - until <= 0)
                    .sorted(Comparator.comparingLong(alarm -> alarm.at() - until))
                    .toList();
            if (due.isEmpty()) break;
            alarms.remove(due.getFirst());
            now = due.getFirst().at();
            due.getFirst().task().run();
        }
        now = until;
    }

    private record Alarm(long at, Runnable task) {}
}
