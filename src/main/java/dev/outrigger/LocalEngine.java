package dev.outrigger;

import dev.outrigger.analyze.Predictions;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.backend.LocalModel;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Skills;
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The models of this process. A thread of its own loads what a configuration names and is not there yet, one after the
 * other, while requests are served. A model whose settings changed is loaded beside the one that serves, takes its
 * place, and the one before is freed after its last answer; where memory does not hold both, it is freed first. One that
 * cannot be loaded leaves the one before in its place.
 *
 * <p>A native crash in a load does not repeat itself: {@link LoadMarker} tells of it at the next start, which then goes
 * without local models for a while.
 */
final class LocalEngine implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LocalEngine.class.getName());
    private static final String READER = "the analyzer's model";

    private final ModelLoader models;
    private final LoadMarker marker;
    private final InstantSource clock;
    private final LoadListener listener;
    private final Succession succession;
    private final ScheduledExecutorService loader;
    private final Berth<Wanted.Reader, LearnedReader> reader = new Berth<>("waiting for its turn");
    private final Map<String, Berth<Wanted.Answering, Generator>> generators = new ConcurrentHashMap<>();
    private volatile Optional<Wanted> wanted = Optional.empty();
    private Optional<Hash> told = Optional.empty();
    private volatile boolean isClosed;

    LocalEngine(ModelLoader models, LoadMarker marker, InstantSource clock, LoadListener listener) {
        this.models = models;
        this.marker = marker;
        this.clock = clock;
        this.listener = listener;
        this.succession = new Succession(listener, () -> isClosed, () -> execute(this::loadMissing));
        this.loader = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("outrigger-loader").factory());
    }

    /** Loads what these settings name and is not there yet; returns at once. */
    void want(Settings settings) {
        Wanted now = Wanted.of(settings);
        now.generators().keySet().forEach(this::berth);
        wanted = Optional.of(now);
        loader.execute(this::loadMissing);
    }

    /** Frees what is not wanted any more; to be called when nobody is served by an earlier configuration. */
    void forget() {
        execute(() -> wanted.ifPresent(now -> generators.forEach((name, berth) -> {
            if (now.generators().containsKey(name)) return;
            generators.remove(name);
            berth.vacate(Berth.Phase.FAILED, "no longer configured");
            LOG.log(Level.INFO, "local model {0}: freed", name);
        })));
    }

    /** Calls this, on the loader's thread, when what was wanted until now has been loaded or given up. */
    void whenLoaded(Runnable then) {
        loader.execute(then);
    }

    /** Loads the analyzer's models alone, and returns when that is done. */
    void loadReaderNow(Settings settings) {
        Wanted now = Wanted.of(settings);
        wanted = Optional.of(now);
        CompletableFuture.runAsync(() -> loadReader(now), loader).join();
    }

    /**
     * Names the heads that requests are read by: those that are loaded; until then those that these settings load; absent
     * when there are none.
     */
    synchronized Optional<Hash> heads(Settings settings) {
        told = reader.state() instanceof Berth.State.Serving<LearnedReader>(var shared, var note)
                ? hash(shared)
                : models.hash(Wanted.of(settings).reader());
        return told;
    }

    /** What was measured of the local model of this name. */
    Skills skills(String model) {
        return models.skills(model);
    }

    /** The state of a profile's model now. */
    LocalModel generator(ModelProfile profile) {
        Berth<Wanted.Answering, Generator> berth =
                generators.get(profile.model().value());
        if (berth == null) return new LocalModel.Unavailable("no such local model is configured");
        return switch (berth.state()) {
            case Berth.State.Serving<Generator>(Shared<Generator> model, String note) -> new LocalModel.Ready(model);
            case Berth.State.Empty<Generator>(Berth.Phase phase, String note) ->
                phase == Berth.Phase.LOADING ? new LocalModel.Loading(note) : new LocalModel.Unavailable(note);
        };
    }

    /** The state of the analyzer's model now. */
    TextClassifier.State classifier() {
        return switch (reader.state()) {
            case Berth.State.Serving<LearnedReader> serving -> new TextClassifier.State.Ready(this::predict);
            case Berth.State.Empty<LearnedReader>(Berth.Phase phase, String note) ->
                switch (phase) {
                    case LOADING -> new TextClassifier.State.Loading();
                    case ABSENT -> new TextClassifier.State.Unfetched();
                    case FAILED -> new TextClassifier.State.Broken();
                };
        };
    }

    /** The same in words. */
    String classifierDetail() {
        return reader.words();
    }

    /** Where models compute, for people; absent where that is this process. */
    Optional<String> place() {
        return models.place();
    }

    /** Models that serve with earlier settings, by name, and why; for people. */
    SequencedMap<String, String> successions() {
        SequencedMap<String, String> notes = new LinkedHashMap<>();
        generators.forEach((name, berth) -> {
            if (berth.isServing() && !berth.state().note().isEmpty()) notes.put(name, berth.words());
        });
        return notes;
    }

    private Berth<Wanted.Answering, Generator> berth(String name) {
        return generators.computeIfAbsent(name, fresh -> new Berth<>("waiting for its turn"));
    }

    private Future<Predictions> predict(String text) {
        while (reader.state() instanceof Berth.State.Serving<LearnedReader>(Shared<LearnedReader> model, String note)) {
            Optional<Shared.Loan<LearnedReader>> loan = model.borrow();
            if (loan.isPresent())
                return loan.get()
                        .model()
                        .classifier()
                        .predict(text)
                        .onComplete(over -> loan.get().close());
            // It was replaced and freed between the look and the loan: look again.
        }
        return Future.failedFuture(
                new FailureException(new Failure.Overloaded(503, READER + " is being replaced", Optional.empty())));
    }

    private static Optional<Hash> hash(Shared<LearnedReader> shared) {
        try (Shared.Loan<LearnedReader> loan = shared.borrow().orElseThrow()) {
            return Optional.of(loan.model().hash());
        }
    }

    // ---- the loader's thread --------------------------------------------------------------------------------------

    private void loadMissing() {
        Wanted now = wanted.orElseThrow();
        if (isSettled(now)) return;
        try {
            switch (marker.standing()) {
                case LoadMarker.Standing.Clear clear -> loadMarked(now);
                case LoadMarker.Standing.Due due -> loadMarked(now);
                case LoadMarker.Standing.Waiting(int crashes, Instant retryAt) -> postpone(now, crashes, retryAt);
                // Two sidecars on one cache, as in tests on one machine: the other's load says nothing about ours.
                case LoadMarker.Standing.Elsewhere elsewhere -> loadAll(now);
            }
        } catch (IOException unwritable) {
            LOG.log(Level.WARNING, "load marker cannot be kept: {0}", unwritable.getMessage());
            loadAll(now);
        }
    }

    private boolean isSettled(Wanted now) {
        if (!reader.serves(now.reader())) return false;
        reader.settle();
        for (Map.Entry<String, Wanted.Answering> each : now.generators().entrySet()) {
            Berth<Wanted.Answering, Generator> berth = berth(each.getKey());
            if (!berth.serves(each.getValue())) return false;
            berth.settle();
        }
        return true;
    }

    private void loadMarked(Wanted now) throws IOException {
        try (LoadMarker.Loading loading = marker.begin()) {
            LOG.log(Level.DEBUG, "{0}", loading);
            loadAll(now);
        }
        // A load that killed another process left its mark, and this one.
        if (marker.standing() instanceof LoadMarker.Standing.Waiting(int crashes, Instant retryAt))
            postpone(now, crashes, retryAt);
    }

    /** A model answers no more: until another is loaded in its place there is none. */
    private void lost(Berth<?, ?> berth, String why) {
        execute(() -> berth.vacate(Berth.Phase.LOADING, why).onComplete(left -> execute(this::loadMissing)));
    }

    private void postpone(Wanted now, int crashes, Instant retryAt) {
        String why = "the process crashed " + crashes + " times while it loaded models; next try at " + retryAt;
        LOG.log(Level.WARNING, "going on without local models: {0}", why);
        if (!reader.serves(now.reader())) reader.despair(why);
        now.generators().forEach((name, answering) -> {
            Berth<Wanted.Answering, Generator> berth = berth(name);
            if (!berth.serves(answering)) berth.despair(why);
        });
        long wait = Math.max(0, Duration.between(clock.instant(), retryAt).toMillis()) + 1;
        var unusedHandle = loader.schedule(this::loadMissing, wait, TimeUnit.MILLISECONDS);
    }

    private void loadAll(Wanted now) {
        loadReader(now);
        now.generators().forEach((name, key) -> {
            if (isCurrent(now))
                succession.settle(
                        new Succession.Place<>(name, berth(name), key),
                        () -> models.hasRoom(key),
                        () -> share(models.load(key), why -> lost(berth(name), why)));
        });
    }

    private void loadReader(Wanted now) {
        Wanted.Reader key = now.reader();
        if (isCurrent(now))
            succession.settle(
                    new Succession.Place<>(key.encoder(), reader, key),
                    () -> models.hasRoom(key),
                    () -> share(models.load(key), why -> lost(reader, why)));
        if (isNews()) listener.learned();
    }

    /** Nothing newer is wanted, and somebody will free what is loaded. */
    private boolean isCurrent(Wanted now) {
        return !isClosed && wanted.equals(Optional.of(now));
    }

    private static Shared<LearnedReader> share(LearnedReader reader, Consumer<String> lost) {
        reader.whenLost().accept(lost);
        return new Shared<>(reader, reader.free());
    }

    private static Shared<Generator> share(Generator generator, Consumer<String> lost) {
        generator.whenLost(lost);
        return new Shared<>(generator, generator::close);
    }

    /** The heads that read requests now are not those that were told of last. */
    private synchronized boolean isNews() {
        return reader.state() instanceof Berth.State.Serving<LearnedReader>(var shared, var note)
                && !hash(shared).equals(told);
    }

    private void execute(Runnable task) {
        try {
            loader.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.DEBUG, "closed: {0}", closed.getMessage());
        }
    }

    /** Frees every model; answers that run fail. */
    @Override
    public void close() {
        isClosed = true;
        loader.shutdownNow();
        generators.values().forEach(berth -> berth.freeNow());
        reader.freeNow();
    }
}
