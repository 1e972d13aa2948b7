package dev.outrigger;

import dev.outrigger.analyze.Predictions;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.backend.LocalEmbedder;
import dev.outrigger.backend.LocalModel;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Laid;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Shared;
import dev.outrigger.life.Absent;
import dev.outrigger.life.Agenda;
import dev.outrigger.life.Berth;
import dev.outrigger.life.Degraded;
import dev.outrigger.life.Failed;
import dev.outrigger.life.LoadListener;
import dev.outrigger.life.Loading;
import dev.outrigger.life.Serving;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Skills;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;

/**
 * The models of this process, as those see them who ask for them. {@link LocalFleet} brings them on a thread of its own
 * while requests are served.
 */
final class LocalEngine implements AutoCloseable {
    private static final String READER = "the analyzer's model";

    private final ModelLoader models;
    private final LocalFleet fleet;
    private Optional<Hash> told = Optional.empty();

    LocalEngine(ModelLoader models, LoadMarker marker, InstantSource clock, LoadListener listener) {
        this(models, marker, clock, listener, Agenda.onThread("outrigger-loader"));
    }

    LocalEngine(ModelLoader models, LoadMarker marker, InstantSource clock, LoadListener listener, Agenda agenda) {
        this.models = models;
        this.fleet = new LocalFleet(models, marker, clock, listener, agenda, this::isNews);
    }

    /** Loads what these settings name and is not there yet; returns at once. */
    void want(Settings settings) {
        fleet.want(Wanted.of(settings));
    }

    /** Frees what is not wanted any more; to be called when nobody is served by an earlier configuration. */
    void forget() {
        fleet.forget();
    }

    /** Calls this, on the loader's thread, when what was wanted until now has been loaded or given up. */
    void whenLoaded(Runnable then) {
        fleet.run(then);
    }

    /** Loads the analyzer's models alone, and returns when that is done. */
    void loadReaderNow(Settings settings) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        fleet.wantReader(Wanted.of(settings));
        fleet.run(() -> over.complete(null));
        over.join();
    }

    /**
     * Names the heads that requests are read by: those that are loaded; until then those that these settings load; absent
     * when there are none.
     */
    synchronized Optional<Hash> heads(Settings settings) {
        told = loadedHeads().or(() -> models.hash(Wanted.of(settings).reader()));
        return told;
    }

    /** The heads that read requests now are not those that were told of last. */
    private synchronized boolean isNews() {
        Optional<Hash> loaded = loadedHeads();
        return loaded.isPresent() && !loaded.equals(told);
    }

    private Optional<Hash> loadedHeads() {
        return fleet.reader().life().model().flatMap(Shared::borrow).map(loan -> {
            try (loan) {
                return loan.model().hash();
            }
        });
    }

    /** What was measured of the local model of this name. */
    Skills skills(String model) {
        return models.skills(model);
    }

    /** The state of a profile's model now. */
    LocalModel generator(ModelProfile profile) {
        String name = profile.model().value();
        Optional<Berth<Wanted.Answering, Generator>> berth = fleet.generator(name);
        if (berth.isEmpty()) return new LocalModel.Unavailable("no such local model is configured");
        return switch (berth.get().life()) {
            case Serving<Generator> serving -> new LocalModel.Ready(serving.shared());
            case Loading<Generator> coming ->
                switch (coming.cause()) {
                    case REQUEST, SCHEDULE -> new LocalModel.Asleep(coming.words(), wake(name));
                    case SETTINGS -> new LocalModel.Loading(detail(coming), Optional.of(wake(name)));
                    case RETRY -> new LocalModel.Loading(detail(coming), Optional.empty());
                };
            case Absent<Generator> none ->
                none.why() == Absent.Why.UNLOADED
                        ? new LocalModel.Asleep(none.note(), wake(name))
                        : new LocalModel.Unavailable(none.note());
            case Failed<Generator> failed -> new LocalModel.Unavailable(failed.words());
        };
    }

    private LocalModel.Wake wake(String name) {
        return isGivenUp -> fleet.rouse(name, isGivenUp);
    }

    /** The adapters that lie over the model of this name; over one that does not serve lie none. */
    Laid laid(String name) {
        return fleet.generator(name)
                .flatMap(berth -> berth.life().model())
                .flatMap(Shared::borrow)
                .map(loan -> {
                    try (loan) {
                        return loan.model().laid().get();
                    }
                })
                .orElse(Laid.NONE);
    }

    /** Tokens of a request as a model that is not loaded would read it; blocks. */
    int countUnloaded(ModelProfile profile, ChatRequest request) throws IOException {
        return models.countTokens(profile.model().value(), request);
    }

    /** Likewise of one that makes vectors. */
    LocalEmbedder embedder(ModelProfile profile) {
        return fleet.embedder(profile.model().value())
                .<LocalEmbedder>map(berth -> switch (berth.life()) {
                    case Serving<Embedder> serving -> new LocalEmbedder.Ready(serving.shared());
                    case Loading<Embedder> coming -> new LocalEmbedder.Loading(detail(coming));
                    case Absent<Embedder> none -> new LocalEmbedder.Unavailable(none.note());
                    case Failed<Embedder> failed -> new LocalEmbedder.Unavailable(failed.words());
                })
                .orElseGet(() -> new LocalEmbedder.Unavailable("no such local model is configured"));
    }

    /** Health says itself that it is loading. */
    private static String detail(Loading<?> coming) {
        return coming.words().substring("loading: ".length());
    }

    /** The state of the analyzer's model now. */
    TextClassifier.State classifier() {
        return switch (fleet.reader().life()) {
            case Serving<LearnedReader> serving -> new TextClassifier.State.Ready(this::predict);
            case Loading<LearnedReader> coming -> new TextClassifier.State.Loading();
            case Absent<LearnedReader> none ->
                none.why() == Absent.Why.NO_FILES
                        ? new TextClassifier.State.Unfetched()
                        : new TextClassifier.State.Broken();
            case Failed<LearnedReader> failed -> new TextClassifier.State.Broken();
        };
    }

    private Future<Predictions> predict(String text) {
        for (Optional<Shared<LearnedReader>> model = fleet.reader().life().model();
                model.isPresent();
                model = fleet.reader().life().model()) {
            Optional<Shared.Loan<LearnedReader>> loan = model.get().borrow();
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

    /** The same in words. */
    String classifierDetail() {
        return fleet.reader().life().words();
    }

    /** Models that serve, but not as they are wanted, by name, and why; for people. */
    SequencedMap<String, String> shortcomings() {
        SequencedMap<String, String> notes = new LinkedHashMap<>();
        fleet.lives().forEach((name, life) -> {
            if (life instanceof Degraded<?>) notes.put(name, life.words());
        });
        return notes;
    }

    /** Where models compute, for people; absent where that is this process. */
    Optional<String> place() {
        return models.place();
    }

    /** What each model holds in memory. */
    SequencedMap<String, Footprint> held() {
        return fleet.held();
    }

    /** Frees every model; answers that run fail. */
    @Override
    public void close() {
        models.stop();
        fleet.close();
    }
}
