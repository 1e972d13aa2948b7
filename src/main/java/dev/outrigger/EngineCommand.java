package dev.outrigger;

import dev.outrigger.chat.Bytes;
import dev.outrigger.child.Host;
import dev.outrigger.child.Models;
import dev.outrigger.child.Packed;
import dev.outrigger.child.Version;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code engine}: serves local models to the sidecar that started it, and is over when that is. */
@Command(
        name = "engine",
        description =
                "Serve local models to one sidecar, which starts this itself where its engine's process is child.")
final class EngineCommand implements Callable<Integer> {
    /**
     * A terminal and systemd send these to the sidecar and to this at once: the sidecar drains then, and needs this until it
     * closes the connection. A sidecar that ends in any way ends this.
     */
    private static final List<String> ENDINGS = List.of("INT", "TERM", "HUP");

    private final Map<String, String> environment;
    private final IntConsumer end;

    @Option(names = "--socket", required = true, paramLabel = "PATH", description = "The Unix socket to listen at.")
    @SuppressWarnings("NullAway.Init")
    private Path socket;

    /** @param end ends the process at once with this status: whoever would tidy up is in native code */
    EngineCommand(Map<String, String> environment, IntConsumer end) {
        this.environment = environment;
        this.end = end;
    }

    /** What a sidecar and its engine must agree in. */
    static Version version() {
        return Version.of(List.of(Wanted.Reader.class, Wanted.Answering.class, Wanted.Embedding.class));
    }

    @Override
    public Integer call() throws IOException {
        ENDINGS.forEach(signal -> Signals.listen(signal, () -> {}));
        CacheFolder cache = CacheFolder.of(environment, Path.of(System.getProperty("user.home")));
        ModelStore store = new ModelStore(cache, Manifests.read(Manifests.folder(environment)));
        new Host(socket, version(), new Stored(new NativeModels(store, MemoryRoom.ofProcess())))
                .serve(ProcessHandle.current().parent());
        end.accept(0);
        return 0;
    }

    private record Stored(NativeModels models) implements Models {
        @Override
        public Generator generator(Bytes wanted, DoubleConsumer progress) throws IOException {
            return models.generators()
                    .load(Packed.read(Wanted.Answering.class, wanted), progress)
                    .model();
        }

        @Override
        public Encoder encoder(Bytes wanted, DoubleConsumer progress) throws IOException {
            return models.encoder(Packed.read(Wanted.Reader.class, wanted), progress);
        }

        @Override
        public Embedder embedder(Bytes wanted, DoubleConsumer progress) throws IOException {
            return models.embedders()
                    .load(Packed.read(Wanted.Embedding.class, wanted), progress)
                    .model();
        }
    }
}
