package dev.outrigger;

import dev.outrigger.backend.EnginePlace;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.child.EngineCrashed;
import dev.outrigger.child.Packed;
import dev.outrigger.child.Supervisor;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.life.LoadListener;
import dev.outrigger.life.Loaded;
import dev.outrigger.life.Loader;
import dev.outrigger.registry.Skills;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * Models where the configuration wants them: in this process, or in one of their own. A load that kills that one is marked
 * as one that kills this one would be, and the next ones wait likewise.
 */
final class PlacedModels implements ModelLoader {
    private final NativeModels here;
    private final Supervisor there;
    private final LoadMarker marker;

    /** @param marker that of the loads that this is asked for */
    PlacedModels(NativeModels here, Supervisor there, LoadMarker marker) {
        this.here = here;
        this.there = there;
        this.marker = marker;
    }

    /** What serves the models of this machine, in this process and one like it. */
    static LocalEngine engine(Map<String, String> environment, InstantSource clock, LoadListener listener) {
        CacheFolder cache = CacheFolder.of(environment, Path.of(System.getProperty("user.home")));
        ModelStore store = new ModelStore(cache, Manifests.read(Manifests.folder(environment)));
        LoadMarker marker = new LoadMarker(cache, "engine", clock);
        Supervisor there = new Supervisor(() -> OwnCommand.again(cache.run(), environment), cache.run());
        return new LocalEngine(
                new PlacedModels(new NativeModels(store, MemoryRoom.ofProcess()), there, marker),
                marker,
                clock,
                listener);
    }

    @Override
    public Loader<Wanted.Reader, LearnedReader> readers() {
        return new Placed<>(
                here.readers(),
                Wanted.Reader::place,
                (wanted, progress) ->
                        here.reader(wanted, () -> marked(() -> there.encoder(Packed.of(wanted), progress))));
    }

    @Override
    public Loader<Wanted.Answering, Generator> generators() {
        return new Placed<>(here.generators(), Wanted.Answering::place, (wanted, progress) -> {
            Generator generator = marked(() -> there.generator(Packed.of(wanted), progress));
            return new Loaded<>(generator, generator.device(), generator::close, generator::whenLost);
        });
    }

    @Override
    public Loader<Wanted.Embedding, Embedder> embedders() {
        return new Placed<>(here.embedders(), Wanted.Embedding::place, (wanted, progress) -> {
            Embedder embedder = marked(() -> there.embedder(Packed.of(wanted), progress));
            return new Loaded<>(embedder, embedder.device(), embedder::close, embedder::whenLost);
        });
    }

    @Override
    public int countTokens(String model, ChatRequest request) throws IOException {
        return here.countTokens(model, request);
    }

    /** Brings a model into the other process. */
    private interface Remote<K, M> {
        Loaded<M> load(K terms, DoubleConsumer progress) throws IOException;
    }

    /** What a model holds is known here, wherever it is. */
    private record Placed<K, M>(Loader<K, M> here, Function<K, EnginePlace> place, Remote<K, M> there)
            implements Loader<K, M> {
        @Override
        public Loaded<M> load(K terms, DoubleConsumer progress) throws IOException {
            return switch (place.apply(terms)) {
                case IN_PROCESS -> here.load(terms, progress);
                case CHILD -> there.load(terms, progress);
            };
        }

        @Override
        public Footprint footprint(K terms) throws IOException {
            return here.footprint(terms);
        }

        @Override
        public boolean hasRoom(K terms) {
            return here.hasRoom(terms);
        }
    }

    private interface Load<M> {
        M load() throws IOException;
    }

    private <M> M marked(Load<M> load) throws IOException {
        if (marker.standing() instanceof LoadMarker.Standing.Waiting waiting)
            throw new IOException("the engine's process crashed in a load; next try at " + waiting.retryAt());
        try {
            return load.load();
        } catch (EngineCrashed crashed) {
            marker.crashed();
            throw crashed;
        }
    }

    @Override
    public Optional<Hash> hash(Wanted.Reader wanted) {
        return here.hash(wanted);
    }

    @Override
    public Skills skills(String model) {
        return here.skills(model);
    }

    @Override
    public Optional<String> place() {
        return there.words();
    }

    /** The other process ends with all that is in it, so that nobody waits for each of its models. */
    @Override
    public void stop() {
        there.close();
    }
}
