package dev.outrigger.backend;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Runs a decision's plan until one step commits. The one owner of the attempt budget and the deadline: nothing below it
 * retries. Thread-safe; each {@link Dispatch} is confined to its exchange's event loop.
 */
public final class Dispatcher {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final Map<String, Backend> backends;
    private final Map<String, Availability> availabilities;
    private final Registry registry;
    private final LongSupplier nanos;
    private final Timer timer;
    private final DoubleSupplier jitter;
    private final Bounds bounds;
    private final Losses losses;
    private final Map<String, RetryBudget> budgets;
    private final Remembered remembered = new Remembered();

    /**
     * @param backends by name
     * @param availabilities by the model's profile name
     * @param jitter 0 to 1, for the waits before retries
     * @param registry its models have their backend and their availability in these maps
     */
    public Dispatcher(
            Map<String, Backend> backends,
            Map<String, Availability> availabilities,
            Registry registry,
            LongSupplier nanos,
            Timer timer,
            DoubleSupplier jitter,
            Bounds bounds) {
        this.backends = Map.copyOf(backends);
        this.availabilities = Map.copyOf(availabilities);
        this.registry = registry;
        this.nanos = nanos;
        this.timer = timer;
        this.jitter = jitter;
        this.bounds = bounds;
        this.losses = new Losses(bounds.translation());
        this.budgets = backends.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> new RetryBudget(nanos)));
        // At the start, not at the first request.
        for (Cell cell : registry.cells()) {
            backend(cell.profile().backend());
            availability(cell.profile().name());
        }
    }

    /**
     * Begins with the plan's first step, on the calling context.
     *
     * @param startNanos the exchange's start on the dispatcher's ticker
     * @param left until the exchange's deadline
     */
    public Dispatch dispatch(Order order, long startNanos, Duration left) {
        Dispatch dispatch = new Dispatch(this, order.until(nanos.getAsLong() + left.toNanos()), startNanos);
        dispatch.begin(left);
        return dispatch;
    }

    /** Why whom the order's plan asks first is not asked for an answer that no app gets; absent where it may be. */
    public Optional<LeftOut> leavesOut(Order order, Clearance clearance, long tokens, int others) {
        return first(order)
                .map(cell -> ShadowCall.bar(cell, clearance, tokens, others))
                .orElseGet(() -> Optional.of(LeftOut.NOBODY));
    }

    /**
     * Asks whom the order's plan asks first for an answer that no app gets, on the calling context. Completes when it has ended,
     * however; never fails.
     *
     * @param startNanos as for {@link #dispatch}
     * @param within how long it has
     */
    public Future<ShadowCall.Told> shadow(Order order, long startNanos, Duration within) {
        return ShadowCall.begin(this, first(order).orElseThrow(), order, startNanos, within);
    }

    private Optional<Cell> first(Order order) {
        return order.decision().first().flatMap(registry::cell);
    }

    /** The backend that reaches the model over HTTP; absent when it is in this process. */
    public Optional<HttpBackend> remote(ModelProfile model) {
        return backend(model.backend()) instanceof HttpBackend remote ? Optional.of(remote) : Optional.empty();
    }

    /** The backend of this process that has the model; absent when it is reached over HTTP. */
    public Optional<EngineBackend> local(ModelProfile model) {
        return backend(model.backend()) instanceof EngineBackend local ? Optional.of(local) : Optional.empty();
    }

    /** Whether there is a backend of the same name at the same server, be it another one otherwise. */
    public boolean reaches(HttpBackend other) {
        Backend backend = backends.get(other.name());
        return backend != null && backend.server().equals(other.server());
    }

    Backend backend(String name) {
        Backend backend = backends.get(name);
        if (backend == null) throw new IllegalStateException("no backend is named " + name);
        return backend;
    }

    Availability availability(String model) {
        Availability availability = availabilities.get(model);
        if (availability == null) throw new IllegalStateException("no model is named " + model);
        return availability;
    }

    /** How often the model's backend may be asked again. */
    RetryBudget budget(ModelProfile model) {
        RetryBudget budget = budgets.get(model.backend());
        if (budget == null) throw new IllegalStateException("no backend is named " + model.backend());
        return budget;
    }

    /** An attempt of this model begins, and counts as in flight until it ends. */
    AttemptLog log(int number, Attempt.Cause cause, ModelProfile model, long start) {
        AttemptLog log = new AttemptLog(number, cause, backend(model.backend()), model, start);
        registry.cell(model.name()).ifPresent(log::occupies);
        return log;
    }

    /** Takes a failed attempt into account. */
    void blame(Trial trial, Failure failure) {
        trial.failed(failure);
        ModelProfile model = trial.log().profile();
        if (failure instanceof Failure.TooLong told) StatedWindow.of(told).ifPresent(tokens -> learn(model, tokens));
    }

    private void learn(ModelProfile model, int tokens) {
        if (cell(model).learnWindow(tokens))
            LOG.log(
                    Level.INFO,
                    "model {0} takes {1} tokens, says its upstream",
                    model.name(),
                    Integer.toString(tokens));
    }

    /** How many tokens a model takes, as far as is known by now. */
    OptionalInt window(ModelProfile model) {
        return cell(model).window();
    }

    private Cell cell(ModelProfile model) {
        return registry.cell(model.name()).orElseThrow();
    }

    /** The order, for this model. */
    Call call(Order order, ModelProfile model, Call.Choice choice, Rewrite.Reasoning reasoning, Drafts drafts) {
        Optional<String> adapter = AskedAdapter.of(order.request(), model, registry);
        return order.call(model, cell(model).slowest(), choice, reasoning, drafts, losses)
                .over(adapter);
    }

    /** What an attempt leaves to this candidate. */
    Duration reserve(ModelProfile next, boolean stream, Duration left) {
        return Reserve.of(left, cell(next).p95(stream));
    }

    /** What judges chose. */
    Remembered remembered() {
        return remembered;
    }

    Registry registry() {
        return registry;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    Timer timer() {
        return timer;
    }

    DoubleSupplier jitter() {
        return jitter;
    }

    int attempts() {
        return bounds.attempts();
    }

    /**
     * What an exchange may cost.
     *
     * @param attempts of one exchange at most, whatever their cause
     * @param translation what may get lost on the way to another dialect
     */
    public record Bounds(int attempts, TranslationSettings translation) {}
}
