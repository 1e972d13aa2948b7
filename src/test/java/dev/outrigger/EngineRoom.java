package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.backend.LocalModel;
import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Loss;
import dev.outrigger.engine.Shared;
import dev.outrigger.life.Life;
import dev.outrigger.life.LoadListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link LocalEngine} without models: what it loads is scripted, what it says is kept, and time passes when it is told. */
final class EngineRoom implements AutoCloseable {
    final ScriptedModels models = new ScriptedModels();
    final List<String> outcomes = new CopyOnWriteArrayList<>();
    final List<String> losses = new CopyOnWriteArrayList<>();
    final Map<String, Footprint> held = new ConcurrentHashMap<>();
    final AtomicInteger learned = new AtomicInteger();
    volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final FakeAgenda agenda = new FakeAgenda(() -> now);
    private final Path folder;
    private Optional<LocalEngine> running = Optional.empty();

    EngineRoom(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    LocalEngine engine() {
        LoadMarker marker = new LoadMarker(new CacheFolder(folder), "test", () -> now);
        LoadListener listener = new LoadListener() {
            @Override
            public void loaded(String model, Outcome outcome, Life.Cause cause) {
                outcomes.add(model + " " + outcome + " " + cause);
            }

            @Override
            public void lost(String model, Loss.Kind how) {
                losses.add(model + " " + how);
            }

            @Override
            public void held(String model, Footprint footprint) {
                held.put(model, footprint);
            }

            @Override
            public void learned() {
                learned.incrementAndGet();
            }
        };
        LocalEngine engine = new LocalEngine(models, marker, () -> now, listener, agenda);
        running = Optional.of(engine);
        return engine;
    }

    /** What became of the model smol, in order. */
    List<String> smols() {
        return models.story.stream().filter(told -> told.contains("smol")).toList();
    }

    /** So much time passes, and what is due by then is done. */
    void pass(LocalEngine engine, Duration time) {
        Instant end = now.plus(time);
        for (Optional<Instant> at = agenda.next(end); at.isPresent(); at = agenda.next(end)) {
            now = at.get();
            agenda.runDue();
            drain(engine);
        }
        now = end;
        drain(engine);
    }

    static Settings with(String engine, String more) {
        return settings("""
                backends: { here: { kind: engine%s } }
                models: { smol: { backend: here, model: smol } }
                %s
                """.formatted(engine.isEmpty() ? "" : ", " + engine, more));
    }

    /** With the model that answers told more of itself. */
    static Settings smolWith(String engine, String model) {
        return settings("""
                backends: { here: { kind: engine, %s } }
                models: { smol: { backend: here, model: smol, %s } }
                """.formatted(engine, model));
    }

    static Settings settings(String yaml) {
        return SettingsReader.read("a.yaml", Bytes.of(yaml).array()).orElseThrow();
    }

    static Settings slots(int slots) {
        return with("slots: " + slots, "");
    }

    static Settings heads(String heads) {
        return with("slots: 1", "analyzer: { heads: " + heads + " }");
    }

    static Settings nothingLocal() {
        return settings("");
    }

    /** Wants these and waits until they are loaded or given up. */
    static void settle(LocalEngine engine, Settings settings) {
        engine.want(settings);
        drain(engine);
    }

    /** Waits for what the loader has to do now. */
    static void drain(LocalEngine engine) {
        CountDownLatch over = new CountDownLatch(1);
        engine.whenLoaded(over::countDown);
        passed(over);
    }

    static LocalModel smol(LocalEngine engine) {
        return engine.generator(slots(1).profiles().getFirst());
    }

    static Shared.Loan<Generator> borrow(LocalEngine engine) {
        return assertInstanceOf(LocalModel.Ready.class, smol(engine))
                .generator()
                .borrow()
                .orElseThrow();
    }

    /** Waits for it, as native work does: no interruption hurries that. */
    static void passed(CountDownLatch gate) {
        boolean wasInterrupted = false;
        while (gate.getCount() > 0) {
            try {
                if (!gate.await(10, TimeUnit.SECONDS)) throw new AssertionError("it was waited for in vain");
            } catch (InterruptedException hurried) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) Thread.currentThread().interrupt();
    }

    @Override
    public void close() {
        running.ifPresent(LocalEngine::close);
    }
}
