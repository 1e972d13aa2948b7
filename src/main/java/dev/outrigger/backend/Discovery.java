package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.OfferedModels;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Offers;
import dev.outrigger.registry.Registry;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Asks backends now and then which models they have, and tells the registry. Never at a request's time, and nothing waits for
 * it: a backend that does not tell stays as it is known.
 *
 * <p>A control call, so its guard is SmallRye Fault Tolerance's: a timeout, two retries of what may pass, and a breaker that
 * leaves alone for half an hour who has failed two looks. A configured model that its server does not offer is warned of
 * once, and asked all the same: lists leave out deployments, fine-tuned models and names that are only another's.
 */
public final class Discovery implements AutoCloseable {
    /** From one look to the next. */
    public static final Duration EVERY = Duration.ofMinutes(10);

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int RETRIES = 2;
    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final Context context;
    private final Supplier<? extends Collection<Listed>> asked;
    private final Supplier<Registry> registry;
    private final InstantSource clock;
    /** A backend whose settings changed is another one, whose guard knows nothing of the one before. */
    private final Map<HttpBackend, TypedGuard<CompletionStage<OfferedModels>>> guards = new ConcurrentHashMap<>();

    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private volatile long timer = -1;

    /**
     * A backend, and where it tells which models it has.
     *
     * @param lists one or more, which together are all
     */
    public record Listed(HttpBackend backend, List<URI> lists) {
        public Listed {
            lists = List.copyOf(lists);
        }
    }

    /** @param asked who is, at each look */
    public Discovery(
            Vertx vertx,
            Supplier<? extends Collection<Listed>> asked,
            Supplier<Registry> registry,
            InstantSource clock) {
        this.context = vertx.getOrCreateContext();
        this.asked = asked;
        this.registry = registry;
        this.clock = clock;
    }

    /** Looks now, and from now on. */
    public void start() {
        timer = context.owner().setPeriodic(EVERY.toMillis(), at -> look());
        look();
    }

    /** Looks now; returns at once. */
    public void look() {
        Collection<Listed> listed = asked.get();
        List<HttpBackend> backends = listed.stream().map(Listed::backend).toList();
        registry.get().offers().retain(backends.stream().map(HttpBackend::name).toList());
        guards.keySet().retainAll(Set.copyOf(backends));
        listed.forEach(this::ask);
    }

    private void ask(Listed listed) {
        HttpBackend backend = listed.backend();
        Enquiry enquiry = new Enquiry(backend, listed.lists());
        guards.computeIfAbsent(backend, one -> guard())
                .get(() -> onContext(enquiry::ask))
                .whenComplete((told, thrown) -> context.runOnContext(then -> {
                    if (thrown == null) heard(backend, told);
                    else unheard(backend, enquiry, thrown);
                }));
    }

    private static TypedGuard<CompletionStage<OfferedModels>> guard() {
        return TypedGuard.create(new OfferedModelsType())
                .withTimeout()
                .duration(TIMEOUT.toMillis(), ChronoUnit.MILLIS)
                .done()
                .withRetry()
                .maxRetries(RETRIES)
                .delay(500, ChronoUnit.MILLIS)
                .jitter(250, ChronoUnit.MILLIS)
                .whenException(Discovery::mayPass)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(2 * (RETRIES + 1))
                .failureRatio(1)
                .delay(30, ChronoUnit.MINUTES)
                .done()
                .build();
    }

    private static boolean mayPass(Throwable thrown) {
        return !(thrown instanceof FailureException failed) || failed.failure().weight() == Failure.Weight.FAILURE;
    }

    /** A retry begins on a thread of the guard's. */
    private CompletionStage<OfferedModels> onContext(Supplier<Future<OfferedModels>> call) {
        Promise<OfferedModels> told = Promise.promise();
        context.runOnContext(now -> call.get().onComplete(told));
        return told.future().toCompletionStage();
    }

    private void heard(HttpBackend backend, OfferedModels told) {
        silent.remove(backend.name());
        Registry now = registry.get();
        now.offers().told(backend.name(), new Offers.Listing(clock.instant(), told.names(), told.whole()));
        for (Cell cell : now.cells()) {
            if (!cell.profile().backend().equals(backend.name())) continue;
            if (now.offers().offer(cell.profile()) == Offers.Offer.NO) warn(cell.profile());
            else warned.remove(cell.profile().name());
        }
    }

    /** Once, until it is offered again. Names of models that have left the configuration stay: they are few. */
    private void warn(ModelProfile missing) {
        if (!warned.add(missing.name())) return;
        LOG.log(
                Level.WARNING,
                "model {0}: backend {1} does not list {2}",
                missing.name(),
                missing.backend(),
                missing.model().value());
    }

    /** Said once, until it tells. */
    private void unheard(HttpBackend backend, Enquiry enquiry, Throwable thrown) {
        enquiry.cancel();
        if (!silent.add(backend.name())) return;
        LOG.log(
                Level.INFO,
                "backend {0} does not tell which models it has: {1}",
                backend.name(),
                thrown instanceof FailureException failed
                        ? failed.failure().label()
                        : thrown.getClass().getSimpleName());
    }

    @Override
    public void close() {
        context.owner().cancelTimer(timer);
    }

    private static final class OfferedModelsType extends TypeLiteral<CompletionStage<OfferedModels>> {
        @java.io.Serial
        private static final long serialVersionUID = 1;
    }
}
