package dev.outrigger;

import dev.outrigger.child.EngineCrashed;
import dev.outrigger.child.Packed;
import dev.outrigger.child.Supervisor;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.registry.Skills;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

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
    public LearnedReader load(Wanted.Reader wanted) throws IOException {
        return switch (wanted.place()) {
            case IN_PROCESS -> here.load(wanted);
            case CHILD ->
                here.reader(wanted, () -> marked(() -> there.encoder(Packed.of(wanted))), encoder -> encoder::whenLost);
        };
    }

    @Override
    public Generator load(Wanted.Answering wanted) throws IOException {
        return switch (wanted.place()) {
            case IN_PROCESS -> here.load(wanted);
            case CHILD -> marked(() -> there.generator(Packed.of(wanted)));
        };
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
    public boolean hasRoom(Wanted.Reader wanted) {
        return here.hasRoom(wanted);
    }

    @Override
    public boolean hasRoom(Wanted.Answering wanted) {
        return here.hasRoom(wanted);
    }

    @Override
    public Optional<String> place() {
        return there.words();
    }
}
