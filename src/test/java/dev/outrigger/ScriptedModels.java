package dev.outrigger;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.life.Loaded;
import dev.outrigger.life.Loader;
import dev.outrigger.registry.Skills;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** Loads nothing, and does as it is told: fails, waits, is lost, or says that there is no room. */
final class ScriptedModels implements ModelLoader {
    /** What one slot of any model holds. */
    static final long SLOT_BYTES = 10;

    /** What was loaded and freed, in order: {@code +smol/4}, {@code -smol/4}, {@code +reader a}. */
    final List<String> story = new CopyOnWriteArrayList<>();

    final Map<String, Supplier<Throwable>> failures = new ConcurrentHashMap<>();
    final Map<String, Runnable> delays = new ConcurrentHashMap<>();

    /** What the freeing of a model waits for. */
    final Map<String, Runnable> frees = new ConcurrentHashMap<>();

    final Map<String, Hash> files = new HashMap<>();
    final Map<String, Skills> skills = new HashMap<>();
    volatile boolean hasRoom = true;

    /** What the weights of any model hold. */
    volatile long weightBytes = 100;

    /** Where models compute that are not told where. */
    volatile Device device = Device.CPU;

    /** What hears of the progress of the load that runs. */
    volatile DoubleConsumer progress = share -> {};

    private final Map<String, CompletableFuture<String>> losses = new ConcurrentHashMap<>();

    /** Completing it with a reason, the model of this name, or the reader of these heads, that was loaded last is lost. */
    CompletableFuture<String> loss(String key) {
        CompletableFuture<String> loss = losses.get(key);
        if (loss == null) throw new IllegalStateException(key + " was never loaded");
        return loss;
    }

    @Override
    public Loader<Wanted.Reader, LearnedReader> readers() {
        return new Loader<>() {
            @Override
            public Loaded<LearnedReader> load(Wanted.Reader wanted, DoubleConsumer heard) throws IOException {
                String name = "reader " + wanted.heads() + where(wanted.device());
                begin(name, wanted.heads(), heard);
                TextClassifier classifier = text -> Future.failedFuture("not asked");
                LearnedReader model = new LearnedReader(classifier, hash(wanted).orElseThrow());
                return loaded(model, name, wanted.heads(), wanted.device());
            }

            @Override
            public Footprint footprint(Wanted.Reader wanted) {
                return new Footprint(weightBytes, 0, 0);
            }

            @Override
            public boolean hasRoom(Wanted.Reader wanted) {
                return hasRoom;
            }
        };
    }

    @Override
    public Loader<Wanted.Embedding, Embedder> embedders() {
        return new Loader<>() {
            @Override
            public Loaded<Embedder> load(Wanted.Embedding wanted, DoubleConsumer heard) throws IOException {
                String name = wanted.model() + where(wanted.device());
                begin(name, wanted.model(), heard);
                return loaded(new Mute(), name, wanted.model(), wanted.device());
            }

            @Override
            public Footprint footprint(Wanted.Embedding wanted) {
                return new Footprint(weightBytes, 0, 0);
            }

            @Override
            public boolean hasRoom(Wanted.Embedding wanted) {
                return hasRoom;
            }
        };
    }

    @Override
    public int countTokens(String model, ChatRequest request) throws IOException {
        return 7;
    }

    @Override
    public Loader<Wanted.Answering, Generator> generators() {
        return new Loader<>() {
            @Override
            public Loaded<Generator> load(Wanted.Answering wanted, DoubleConsumer heard) throws IOException {
                String name = wanted.model() + "/" + wanted.settings().slots() + where(wanted.device());
                begin(name, wanted.model(), heard);
                return loaded(new Silent(), name, wanted.model(), wanted.device());
            }

            @Override
            public Footprint footprint(Wanted.Answering wanted) {
                return new Footprint(weightBytes, SLOT_BYTES * wanted.settings().slots(), 0);
            }

            @Override
            public boolean hasRoom(Wanted.Answering wanted) {
                return hasRoom;
            }
        };
    }

    private static String where(Optional<Device> told) {
        return told.map(device -> " on " + device.word()).orElse("");
    }

    private <M> Loaded<M> loaded(M model, String name, String key, Optional<Device> where) {
        CompletableFuture<String> lost = new CompletableFuture<>();
        losses.put(key, lost);
        Consumer<Consumer<String>> whenLost = then -> {
            var unusedStage = lost.thenAccept(then);
        };
        Runnable free = () -> {
            frees.getOrDefault(key, () -> {}).run();
            story.add("-" + name);
        };
        return new Loaded<>(model, where.orElse(device), free, whenLost);
    }

    private void begin(String name, String key, DoubleConsumer heard) throws IOException {
        progress = heard;
        delays.getOrDefault(key, () -> {}).run();
        if (failures.containsKey(key)) {
            story.add("!" + name);
            switch (failures.get(key).get()) {
                case IOException missing -> throw missing;
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw new IllegalStateException("a load throws none of these");
            }
        }
        story.add("+" + name);
    }

    @Override
    public Optional<Hash> hash(Wanted.Reader wanted) {
        return Optional.of(files.getOrDefault(wanted.heads(), Hash.of(wanted.encoder(), wanted.heads())));
    }

    @Override
    public Skills skills(String model) {
        return skills.getOrDefault(model, Skills.NONE);
    }

    private record Mute() implements Embedder {
        @Override
        public int dimensions() {
            return 384;
        }

        @Override
        public int contextTokens() {
            return 256;
        }

        @Override
        public Device device() {
            return Device.CPU;
        }

        @Override
        public Future<Embedded> embed(String text) {
            return Future.failedFuture("not asked");
        }

        @Override
        public void whenLost(Consumer<String> then) {}

        @Override
        public void close() {}
    }

    private record Silent() implements Generator {
        @Override
        public int contextTokens() {
            return 1024;
        }

        @Override
        public Device device() {
            return Device.CPU;
        }

        @Override
        public int countTokens(ChatRequest request) {
            return 1;
        }

        @Override
        public void whenLost(Consumer<String> then) {}

        @Override
        public Flow.Publisher<Event> generate(Ask ask) {
            return new SubmissionPublisher<>();
        }

        @Override
        public void close() {}
    }
}
