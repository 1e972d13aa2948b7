package dev.outrigger.registry;

import java.util.OptionalDouble;

/**
 * What a model's answers take. Thread-safe. It is written at the begin and end of each and read at every decision, so its
 * figures are made when they change: a reader finds them.
 */
final class Stopwatch {
    private final Recent begun = new Recent();
    private final Recent wholes = new Recent();
    private final Recent streamed = new Recent();
    private final Recent shortened = new Recent();
    private final Recent speeds = new Recent();
    private volatile Pace pace = Pace.UNKNOWN;

    /** The first content of a stream came after so many seconds. */
    synchronized void begunAfter(double seconds) {
        begun.add(seconds);
        pace = new Pace(begun.quantiles(), pace.streamed(), pace.whole(), pace.shortAnswer(), pace.tokensPerSecond());
    }

    /** An answer that is not streamed came after so many seconds. */
    synchronized void wholeAfter(double seconds) {
        wholes.add(seconds);
        pace = new Pace(
                pace.firstContent(), pace.streamed(), wholes.quantiles(), pace.shortAnswer(), pace.tokensPerSecond());
    }

    /** An answer has come to its end. */
    synchronized void ended(Timing timing) {
        if (timing.stream()) streamed.add(timing.seconds());
        OptionalDouble cut = timing.shortened();
        if (cut.isPresent()) shortened.add(cut.getAsDouble());
        OptionalDouble speed = timing.tokensPerSecond();
        if (speed.isPresent()) speeds.add(speed.getAsDouble());
        pace = new Pace(
                pace.firstContent(),
                timing.stream() ? streamed.quantiles() : pace.streamed(),
                pace.whole(),
                shortened.median(Recent.FEW),
                speed.isPresent() ? speeds.median(Recent.SOME) : pace.tokensPerSecond());
    }

    Pace pace() {
        return pace;
    }

    OptionalDouble p95(boolean stream) {
        return (stream ? begun : wholes).p95();
    }

    OptionalDouble knownP95(boolean stream) {
        return (stream ? begun : wholes).knownP95();
    }

    OptionalDouble slowest() {
        return begun.greatest();
    }
}
