package dev.outrigger;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Shared;
import dev.outrigger.life.Agenda;
import dev.outrigger.life.Berth;
import dev.outrigger.life.Ledger;
import dev.outrigger.life.Life;
import dev.outrigger.life.LoadListener;
import dev.outrigger.life.Place;
import dev.outrigger.life.Residence;
import dev.outrigger.life.Succession;
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Keeps the models of this process as they are wanted. One thread loads what is named and not there, one after the
 * other. A model whose settings changed is loaded beside the one that serves, takes its place, and the one before is freed
 * after its last answer; where memory does not hold both, it is freed first. One that cannot be loaded leaves the one
 * before in its place, one that is lost is loaded again, and one that nobody asks may rest.
 *
 * <p>Whatever happens, the thread looks at all of them again and does what is due; then it sleeps until the next time at
 * which something will be.
 *
 * <p>A native crash in a load does not repeat itself: {@link LoadMarker} tells of it at the next start, which then goes
 * without local models for a while.
 */
final class LocalFleet implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LocalFleet.class.getName());

    private final ModelLoader models;
    private final LoadMarker marker;
    private final InstantSource clock;
    private final LoadListener listener;
    private final Agenda agenda;
    private final BooleanSupplier isNews;
    private final Ledger ledger;
    private final Succession succession;
    private final Berth<Wanted.Reader, LearnedReader> reader = new Berth<>();
    private final Berths<Wanted.Answering, Generator> generators = new Berths<>();
    private final Berths<Wanted.Embedding, Embedder> embedders = new Berths<>();
    private volatile Optional<Wanted> wanted = Optional.empty();
    private volatile boolean isClosed;

    /** When the thread wakes next. Its own. */
    private Optional<Instant> nextLook = Optional.empty();

    /** @param isNews whether requests are read by other heads than were told of last */
    LocalFleet(
            ModelLoader models,
            LoadMarker marker,
            InstantSource clock,
            LoadListener listener,
            Agenda agenda,
            BooleanSupplier isNews) {
        this.models = models;
        this.marker = marker;
        this.clock = clock;
        this.listener = listener;
        this.agenda = agenda;
        this.isNews = isNews;
        this.ledger = new Ledger(listener);
        this.succession = new Succession(ledger, listener, clock, agenda, () -> isClosed, this::look);
    }

    Berth<Wanted.Reader, LearnedReader> reader() {
        return reader;
    }

    Optional<Berth<Wanted.Answering, Generator>> generator(String name) {
        return generators.find(name);
    }

    Optional<Berth<Wanted.Embedding, Embedder>> embedder(String name) {
        return embedders.find(name);
    }

    /** How each model is doing that answers or makes vectors. */
    SequencedMap<String, Life<?>> lives() {
        SequencedMap<String, Life<?>> lives = new TreeMap<>();
        embedders.lives(lives);
        generators.lives(lives);
        return lives;
    }

    SequencedMap<String, Footprint> held() {
        return ledger.held();
    }

    /** Runs this on the loader's thread, after all that it has to do by now. */
    void run(Runnable task) {
        if (!agenda.run(task)) LOG.log(Level.DEBUG, "closed: {0} is not run", task);
    }

    /** Loads what is named and not there yet; returns at once. */
    void want(Wanted now) {
        generators.open(now.generators().keySet());
        embedders.open(now.embedders().keySet());
        wanted = Optional.of(now);
        run(() -> {
            take(now);
            look();
        });
    }

    /** Loads what reads requests, and nothing else. */
    void wantReader(Wanted now) {
        Wanted alone =
                new Wanted(now.reader(), new LinkedHashMap<>(), new LinkedHashMap<>(), Map.of(), now.modelBytes());
        wanted = Optional.of(alone);
        run(() -> settleReader(alone));
    }

    /** Frees what answers or makes vectors and is not wanted any more. */
    void forget() {
        run(() -> wanted.ifPresent(now -> {
            generators.forget(now.generators().keySet());
            embedders.forget(now.embedders().keySet());
        }));
    }

    /** Has a model that rests loaded, or waits for that with the others; see {@link dev.outrigger.backend.LocalModel.Wake}. */
    Future<Shared.Loan<Generator>> rouse(String name, BooleanSupplier isGivenUp) {
        Optional<Berth<Wanted.Answering, Generator>> known = generators.find(name);
        Optional<Wanted.Answering> named = wanted.map(now -> now.generators().get(name));
        if (known.isEmpty() || named.isEmpty()) return Future.failedFuture(unknown(name));
        Berth<Wanted.Answering, Generator> berth = known.get();
        Future<Shared.Loan<Generator>> loan = berth.enter(isGivenUp, named.get().places());
        // Refused, because the room is full: those in it have asked already.
        if (loan.failed()) return loan;
        boolean isHeard = agenda.run(() -> {
            berth.wake();
            look();
            // It may have come, or failed to, while this one entered.
            berth.callIn();
        });
        if (!isHeard) berth.callIn();
        return loan;
    }

    private static FailureException unknown(String name) {
        return new FailureException(
                new Failure.Overloaded(503, "local model " + name + " is no longer configured", Optional.empty()));
    }

    // ---- the loader's thread --------------------------------------------------------------------------------------

    private void take(Wanted now) {
        ledger.bound(now.modelBytes());
        generators.dismiss(now.generators().keySet());
        embedders.dismiss(now.embedders().keySet());
        places(now).forEach(succession::renew);
    }

    /** Does what is due of all that is wanted, and plans to look again when something will be. */
    private void look() {
        if (wanted.isEmpty() || isClosed) return;
        Wanted now = wanted.get();
        boolean isAnyDue = false;
        for (Place<?, ?> place : places(now)) isAnyDue |= succession.tend(place);
        try {
            if (isAnyDue) load(now);
        } finally {
            plan(now);
        }
    }

    private void plan(Wanted now) {
        Optional<Instant> next = places(now).stream()
                .map(succession::nextAt)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        if (next.isEmpty() || nextLook.filter(at -> !at.isAfter(next.get())).isPresent()) return;
        nextLook = next;
        Duration wait = Duration.between(clock.instant(), next.get());
        agenda.after(wait.isNegative() ? Duration.ZERO : wait, () -> {
            if (nextLook.equals(next)) nextLook = Optional.empty();
            look();
        });
    }

    private Place<Wanted.Reader, LearnedReader> reader(Wanted now) {
        return new Place<>(now.reader().encoder(), reader, now.reader(), Residence.FOR_GOOD);
    }

    private List<Place<Wanted.Answering, Generator>> generators(Wanted now) {
        return generators.places(now.generators(), now.residences());
    }

    private List<Place<Wanted.Embedding, Embedder>> embedders(Wanted now) {
        return embedders.places(now.embedders(), Map.of());
    }

    /** All of them, in the order in which they are loaded. */
    private List<Place<?, ?>> places(Wanted now) {
        List<Place<?, ?>> places = new ArrayList<>(List.of(reader(now)));
        places.addAll(generators(now));
        places.addAll(embedders(now));
        return places;
    }

    private void load(Wanted now) {
        try {
            switch (marker.standing()) {
                case LoadMarker.Standing.Clear clear -> loadMarked(now);
                case LoadMarker.Standing.Due due -> loadMarked(now);
                case LoadMarker.Standing.Waiting(int crashes, Instant retryAt) -> postpone(now, crashes, retryAt);
                // Two sidecars on one cache, as in tests on one machine: the other's load says nothing about ours.
                case LoadMarker.Standing.Elsewhere elsewhere -> settleAll(now);
            }
        } catch (IOException unwritable) {
            LOG.log(Level.WARNING, "load marker cannot be kept: {0}", unwritable.getMessage());
            settleAll(now);
        }
    }

    private void loadMarked(Wanted now) throws IOException {
        try (LoadMarker.Loading loading = marker.begin()) {
            LOG.log(Level.DEBUG, "{0}", loading);
            settleAll(now);
        }
    }

    private void postpone(Wanted now, int crashes, Instant retryAt) {
        String why = "the process crashed " + crashes + " times while it loaded models";
        LOG.log(Level.WARNING, "going on without local models: {0}; next try at {1}", why, retryAt);
        places(now).forEach(place -> succession.postpone(place, why, retryAt));
    }

    private void settleAll(Wanted now) {
        settleReader(now);
        for (Place<Wanted.Answering, Generator> place : generators(now))
            if (isCurrent(now)) succession.settle(place, models.generators());
        for (Place<Wanted.Embedding, Embedder> place : embedders(now))
            if (isCurrent(now)) succession.settle(place, models.embedders());
    }

    private void settleReader(Wanted now) {
        if (isCurrent(now)) succession.settle(reader(now), models.readers());
        if (isNews.getAsBoolean()) listener.learned();
    }

    /** Nothing newer is wanted, and somebody will free what is loaded. */
    private boolean isCurrent(Wanted now) {
        return !isClosed && wanted.equals(Optional.of(now));
    }

    /** Frees every model; answers that run fail. */
    @Override
    public void close() {
        isClosed = true;
        agenda.close();
        generators.freeNow();
        embedders.freeNow();
        reader.freeNow();
    }
}
