package dev.outrigger.telemetry;

import dev.outrigger.admit.Admission;
import dev.outrigger.engine.Laid;
import dev.outrigger.registry.ModelState;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The state of the process as metrics: ready or not, each model's health, reloads of the configuration, and
 * what counts against its bounds. Gauges read
 * their suppliers when they are scraped, on the scraper's thread.
 */
public final class Vitals {
    /** The labels of {@link dev.outrigger.registry.Health}. */
    static final List<String> STATES = List.of("ready", "asleep", "loading", "resting", "unavailable");

    private final MeterRegistry registry;
    private final Function<String, Optional<ModelState>> states;
    private final Labels models = new Labels();
    private final Labels loads = new Labels();
    private final Labels backends = new Labels();
    private final Map<String, AtomicLong> held = new ConcurrentHashMap<>();
    private final Set<String> adapted = ConcurrentHashMap.newKeySet();
    private volatile Map<String, BooleanSupplier> keys = Map.of();
    private volatile Map<String, BooleanSupplier> breakers = Map.of();

    /** @param states of models as they are now, by their names: each is asked for at a scrape, so that it must not cost a look at all */
    public Vitals(
            MeterRegistry registry,
            Admission admission,
            Function<String, Optional<ModelState>> states,
            BooleanSupplier ready) {
        this.registry = registry;
        this.states = states;
        Gauge.builder(Metric.READY, ready, supplier -> supplier.getAsBoolean() ? 1 : 0)
                .description("1 when the data port is bound and not draining.")
                .strongReference(true)
                .register(registry);
        Gauge.builder(Metric.CONNECTIONS, admission, Admission::connections)
                .description("Connections of apps.")
                .strongReference(true)
                .register(registry);
        Gauge.builder(Metric.BUFFERED, admission, Admission::bufferedBytes)
                .description("What exchanges hold in memory.")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        for (Reload outcome : Reload.values()) reloads(outcome);
    }

    /** What became of a changed configuration. */
    public enum Reload {
        APPLIED,
        /** It has mistakes: the last good one stays. */
        REFUSED
    }

    /**
     * Watches these models and backends; one of them that leaves the configuration later has no state: all its gauges are 0.
     *
     * @param refused by backend, whether its key was lately
     * @param open by model, whether its breaker is, and was found so lately
     */
    public void watch(
            Collection<String> names, Map<String, BooleanSupplier> refused, Map<String, BooleanSupplier> open) {
        keys = Map.copyOf(refused);
        breakers = Map.copyOf(open);
        for (String backend : keys.keySet()) if (backends.admit(backend).equals(backend)) key(backend);
        List<String> fresh =
                names.stream().filter(name -> !models.of(name).equals(name)).toList();
        models.learn(names);
        for (String name : fresh) if (models.of(name).equals(name)) model(name);
    }

    /** How a load of a local model ended. */
    public enum Load {
        READY,
        /** With less than was wanted. */
        DEGRADED,
        /** The one before it goes on serving, if there was one. */
        FAILED
    }

    /** Why a local model was loaded. */
    public enum LoadCause {
        SETTINGS,
        /** It was asked after it had been unloaded. */
        REQUEST,
        SCHEDULE,
        /** It had failed to load, or was lost. */
        RETRY
    }

    /** Why a local model could answer no more. */
    public enum LossReason {
        OUT_OF_MEMORY,
        DEVICE_LOST,
        STEPS_FAILED,
        ENDED
    }

    /** These local models may fail to load, or be lost: what counts that is there from now on, so that the first is a rise. */
    public void expect(Collection<String> locals) {
        for (String model : locals) {
            for (LoadCause cause : LoadCause.values()) loads(model, Load.FAILED, cause);
            for (LossReason reason : LossReason.values()) losses(model, reason);
        }
    }

    /** Counts a load of a local model. */
    public void loaded(String model, Load outcome, LoadCause cause) {
        loads(model, outcome, cause).increment();
    }

    /** Counts a local model that could answer no more though nobody had taken it away. */
    public void lost(String model, LossReason reason) {
        losses(model, reason).increment();
    }

    private Counter loads(String model, Load outcome, LoadCause cause) {
        return Counter.builder(Metric.LOADS)
                .description("Loads of local models.")
                .tags(Label.MODEL, loads.admit(model), Label.OUTCOME, word(outcome), Label.CAUSE, word(cause))
                .register(registry);
    }

    private Counter losses(String model, LossReason reason) {
        return Counter.builder(Metric.LOSSES)
                .description("Local models that could answer no more.")
                .tags(Label.MODEL, loads.admit(model), Label.REASON, word(reason))
                .register(registry);
    }

    /** A local model holds so many bytes of memory now. */
    public void held(String model, long weights, long cache, long adapters) {
        String label = loads.admit(model);
        held(label, "weights", weights);
        held(label, "cache", cache);
        held(label, "adapters", adapters);
    }

    private void held(String model, String part, long bytes) {
        held.computeIfAbsent(model + " " + part, fresh -> {
                    AtomicLong now = new AtomicLong();
                    Gauge.builder(Metric.MODEL_BYTES, now, AtomicLong::get)
                            .description("What local models hold in memory.")
                            .baseUnit("bytes")
                            .tags(Label.MODEL, model, Label.PART, part)
                            .strongReference(true)
                            .register(registry);
                    return now;
                })
                .set(bytes);
    }

    /** Watches the adapters that lie over a local model. */
    public void laid(String model, Supplier<Laid> now) {
        // A model watched before stays watched; what has no label of its own cannot be told apart.
        if (!loads.admit(model).equals(model) || !adapted.add(model)) return;
        Gauge.builder(Metric.ADAPTERS, now, supplier -> supplier.get().count())
                .description("Adapters that lie over a local model, ready to be used.")
                .tags(Label.MODEL, model)
                .strongReference(true)
                .register(registry);
        Gauge.builder(Metric.ADAPTER_BYTES, now, supplier -> supplier.get().bytes())
                .description("What the adapters over a local model take in memory, with those on their way.")
                .baseUnit("bytes")
                .tags(Label.MODEL, model)
                .strongReference(true)
                .register(registry);
    }

    /** Counts a reload. */
    public void reloaded(Reload outcome) {
        reloads(outcome).increment();
    }

    private static String word(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void key(String backend) {
        flag(Metric.UNAUTHORIZED, "1 while a backend's key is refused.", Label.BACKEND, backend, () -> keys);
    }

    private void breaker(String model) {
        flag(
                Metric.BREAKER,
                "1 while a model is not asked because it kept failing.",
                Label.MODEL,
                model,
                () -> breakers);
    }

    /** 1 while it is so of what has this name now, 0 where nothing has it any more. */
    private void flag(
            String metric,
            String description,
            String label,
            String name,
            Supplier<Map<String, BooleanSupplier>> known) {
        Gauge.builder(metric, () -> known.get().getOrDefault(name, () -> false).getAsBoolean() ? 1 : 0)
                .description(description)
                .tags(label, name)
                .strongReference(true)
                .register(registry);
    }

    private void model(String name) {
        for (String state : STATES) model(name, state);
        breaker(name);
        new FigureGauges(registry, states, name).register();
    }

    private void model(String name, String state) {
        Gauge.builder(Metric.MODEL_STATE, states, now -> is(now.apply(name), state))
                .description("1 for the state a model is in.")
                .tags(Label.MODEL, name, Label.STATE, state)
                .strongReference(true)
                .register(registry);
    }

    private static double is(Optional<ModelState> now, String state) {
        return now.filter(model -> model.health().label().equals(state)).isPresent() ? 1 : 0;
    }

    private Counter reloads(Reload outcome) {
        return Counter.builder(Metric.RELOADS)
                .description("Changes of the configuration.")
                .tags(Label.OUTCOME, word(outcome))
                .register(registry);
    }
}
