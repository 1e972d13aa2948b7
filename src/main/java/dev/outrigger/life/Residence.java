package dev.outrigger.life;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a model stays in memory.
 *
 * @param unloadAfter without a request; absent where it stays for good
 * @param wakeAt times of day, UTC, at which it is loaded again if it is not there
 */
public record Residence(Optional<Duration> unloadAfter, List<LocalTime> wakeAt) {
    /** It stays. */
    public static final Residence FOR_GOOD = new Residence(Optional.empty(), List.of());

    public Residence {
        wakeAt = List.copyOf(wakeAt);
    }

    /** What satisfies both: the longer stay, at the times of day of either. */
    public Residence longer(Residence other) {
        if (unloadAfter.isEmpty() || other.unloadAfter.isEmpty()) return FOR_GOOD;
        Duration here = unloadAfter.get();
        Duration there = other.unloadAfter.get();
        return new Residence(
                Optional.of(here.compareTo(there) > 0 ? here : there),
                Stream.concat(wakeAt.stream(), other.wakeAt.stream()).distinct().toList());
    }

    /** The first of its times of day after this moment. */
    Optional<Instant> nextWake(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return wakeAt.stream()
                .flatMap(time -> Stream.of(today, today.plusDays(1))
                        .map(day -> day.atTime(time).toInstant(ZoneOffset.UTC)))
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo);
    }

    /** What is said of one that was taken out of memory. */
    String unloadedNote() {
        String after = unloadAfter.map(Residence::words).orElseThrow();
        return "unloaded after " + after + " without a request; loads with the next";
    }

    /** As the configuration writes it: 10m, 1h30m. */
    private static String words(Duration time) {
        return time.toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT);
    }
}
