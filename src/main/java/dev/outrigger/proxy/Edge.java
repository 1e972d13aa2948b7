package dev.outrigger.proxy;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Aside;
import dev.outrigger.exchange.ExchangeIds;
import dev.outrigger.exchange.Sessions;
import dev.outrigger.rollout.Naming;
import dev.outrigger.route.Occasion;
import dev.outrigger.telemetry.Recorder;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What the data port's handlers share for as long as the process lives.
 *
 * @param live the configuration that new exchanges are served with
 * @param aside where long requests are looked through
 * @param open the exchanges that have begun and not ended
 * @param sessions where conversations were answered
 * @param nanos a ticker, as {@link System#nanoTime}
 * @param instance this process's own name
 * @param naming how conversations and prompts are called where that is written down
 * @param shadows answers of versions that are only watched
 */
public record Edge(
        LiveSwitch live,
        Admission admission,
        Aside aside,
        OpenExchanges open,
        Recorder recorder,
        Sessions sessions,
        ExchangeIds ids,
        InstantSource clock,
        LongSupplier nanos,
        String instance,
        Naming naming,
        Shadows shadows) {
    /** Likewise, of a process that has answered no conversation yet. */
    public Edge(
            LiveSwitch live,
            Admission admission,
            Aside aside,
            OpenExchanges open,
            Recorder recorder,
            ExchangeIds ids,
            InstantSource clock,
            LongSupplier nanos,
            String instance) {
        this(
                live,
                admission,
                aside,
                open,
                recorder,
                new Sessions(),
                ids,
                clock,
                nanos,
                instance,
                Naming.PLAIN,
                new Shadows(() -> ThreadLocalRandom.current().nextDouble()));
    }

    /** Likewise, with threads of this process to look through long requests. */
    public Edge(
            LiveSwitch live,
            Admission admission,
            OpenExchanges open,
            Recorder recorder,
            ExchangeIds ids,
            InstantSource clock,
            LongSupplier nanos,
            String instance) {
        this(
                live,
                admission,
                Aside.ofProcess(() -> live.peek().limits().checks()),
                open,
                recorder,
                ids,
                clock,
                nanos,
                instance);
    }

    /** The same, in which conversations have other names. */
    public Edge naming(Naming other) {
        return new Edge(live, admission, aside, open, recorder, sessions, ids, clock, nanos, instance, other, shadows);
    }

    /** The moment, as it is for a request of nobody in particular. */
    public Occasion occasion() {
        return Occasions.at(this, live.peek(), clock.instant());
    }

    /** Serves the next configuration, and ends conversations that it would not let begin; see {@link LiveSwitch#swap}. */
    public void swap(Live next, Runnable free) {
        live.swap(next, free);
        open.reconsider();
    }
}
