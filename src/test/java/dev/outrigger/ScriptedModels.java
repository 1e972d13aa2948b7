package dev.outrigger;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Generator;
import dev.outrigger.registry.Skills;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Loads nothing, and does as it is told: fails, waits, or says that there is no room. */
final class ScriptedModels implements ModelLoader {
    /** What was loaded and freed, in order: {@code +smol/4}, {@code -smol/4}, {@code +reader a}. */
    final List<String> story = new CopyOnWriteArrayList<>();

    final Map<String, Supplier<Throwable>> failures = new ConcurrentHashMap<>();
    final Map<String, Runnable> delays = new ConcurrentHashMap<>();
    final Map<String, Hash> files = new HashMap<>();
    final Map<String, Skills> skills = new HashMap<>();
    volatile boolean hasRoom = true;

    @Override
    public LearnedReader load(Wanted.Reader wanted) throws IOException {
        String name = "reader " + wanted.heads();
        begin(name, wanted.heads());
        TextClassifier classifier = text -> Future.failedFuture("not asked");
        return new LearnedReader(
                classifier, hash(wanted).orElseThrow(), "cpu", () -> story.add("-" + name), lost -> {});
    }

    @Override
    public Generator load(Wanted.Answering wanted) throws IOException {
        String name = wanted.model() + "/" + wanted.settings().slots();
        begin(name, wanted.model());
        return new Silent(() -> story.add("-" + name));
    }

    private void begin(String name, String key) throws IOException {
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

    @Override
    public boolean hasRoom(Wanted.Reader wanted) {
        return hasRoom;
    }

    @Override
    public boolean hasRoom(Wanted.Answering wanted) {
        return hasRoom;
    }

    private record Silent(Runnable freed) implements Generator {
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
        public void close() {
            freed.run();
        }
    }
}
