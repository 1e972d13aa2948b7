package dev.outrigger;

import dev.outrigger.backend.EnginePlace;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Sampling;
import dev.outrigger.child.Packed;
import dev.outrigger.child.Supervisor;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.GeneratorSettings;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import dev.outrigger.support.LocalCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The machine's models, in this process and in a real one beside it. */
final class ChildRoom implements AutoCloseable {
    static final String SMOLLM2 = "smollm2-135m-instruct";

    final NativeModels here;
    final Supervisor there;

    ChildRoom(Path folder) {
        Path cache = LocalCache.withModels(folder);
        CacheFolder own = new CacheFolder(cache);
        here = new NativeModels(new ModelStore(own, Manifests.read(Path.of("gpu-models"))), MemoryRoom.ofProcess());
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("OUTRIGGER_CACHE", cache.toString());
        there = new Supervisor(() -> OwnCommand.again(own.run(), environment), own.run());
    }

    static Wanted.Answering answering(int slots) {
        return new Wanted.Answering(SMOLLM2, new GeneratorSettings(slots, 512, 8, 64), 1, EnginePlace.CHILD);
    }

    static Wanted.Reader reader() {
        return new Wanted.Reader("all-minilm-l6-v2", "outrigger-analyzer", EnginePlace.CHILD);
    }

    static Wanted.Embedding embedding() {
        return new Wanted.Embedding("all-minilm-l6-v2", EnginePlace.CHILD);
    }

    Generator generator(int slots) throws IOException {
        return there.generator(Packed.of(answering(slots)), share -> {});
    }

    Encoder encoder() throws IOException {
        return there.encoder(Packed.of(reader()), share -> {});
    }

    Embedder embedder() throws IOException {
        return there.embedder(Packed.of(embedding()), share -> {});
    }

    static Bytes absent() {
        return Packed.of(new Wanted.Answering("nobody", GeneratorSettings.DEFAULT, 1, EnginePlace.CHILD));
    }

    static ChatRequest asking(String prompt, Sampling sampling) {
        return Asked.of(prompt).model(SMOLLM2).sampling(sampling).request();
    }

    static Sampling greedy(int tokens) {
        return new Drawn().temperature(0).maxTokens(tokens).sampling();
    }

    /** Sends a signal to the engine's process. */
    void signal(String name) throws IOException, InterruptedException {
        signal(there.pid().orElseThrow(), name);
    }

    static void signal(long pid, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0)
            throw new AssertionError("no process " + pid + " to be sent " + name);
    }

    @Override
    public void close() {
        there.close();
    }
}
