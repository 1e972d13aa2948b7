package dev.outrigger.support;

import dev.outrigger.analyze.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock that stands until the test moves it. It does not begin at 0: nobody may count on that. */
public final class FakeTime implements LongSupplier, Timer {
    private final List<Armed> alarms = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5_000_000_000L;

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Armed alarm = new Armed(now + delay.toNanos(), task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Alarms that are set. */
    public int armed() {
        return alarms.size();
    }

    /** Lets time pass, and alarms go off in their order. */
    public void pass(Duration time) {
        long until = now + time.toNanos();
        while (true) {
            List<Armed> due = alarms.stream()
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

    private record Armed(long at, Runnable task) {}
}
