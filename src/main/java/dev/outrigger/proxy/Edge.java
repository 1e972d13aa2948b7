package dev.outrigger.proxy;

import dev.outrigger.admit.Admission;
import dev.outrigger.exchange.ExchangeIds;
import dev.outrigger.telemetry.Recorder;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the data port's handlers share for as long as the process lives.
 *
 * @param live the configuration that new exchanges are served with
 * @param open the exchanges that have begun and not ended
 * @param nanos a ticker, as {@link System#nanoTime}
 * @param instance this process's own name
 */
public record Edge(
        LiveSwitch live,
        Admission admission,
        OpenExchanges open,
        Recorder recorder,
        ExchangeIds ids,
        InstantSource clock,
        LongSupplier nanos,
        String instance) {
    /** Serves the next configuration, and ends conversations that it would not let begin; see {@link LiveSwitch#swap}. */
    public void swap(Live next, Runnable free) {
        live.swap(next, free);
        open.reconsider();
    }
}
