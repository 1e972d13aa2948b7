package dev.outrigger.backend;

import dev.outrigger.admit.Holdings;
import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.Decision;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.OnRefusal;
import dev.outrigger.route.Step;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Known;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A dispatcher over four models of as many backends and one beside {@code a}, all scripted in one, in its own time. */
final class DispatchFixture {
    static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Context CONTEXT = Vertx.vertx(
                    new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true))
            .getOrCreateContext();

    final FakeTime time = new FakeTime();
    /** The app's. */
    final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    /** 0 to 1: where in its range a random pause is. */
    double jitter = 0.5;

    /** More of the app's request. */
    String more = "";

    /** All of it, where that is said. */
    String body = "";

    /** Of the destination that it was sent to. */
    Optional<Instructions> instructions = Optional.empty();

    /** Who asks, and when. */
    Occasion occasion = Occasion.NONE;

    /** Its room. */
    Holdings holdings = Room.ample();

    Decision.Reason reason = Decision.Reason.ORDER;

    final ScriptedBackend backend = new ScriptedBackend();
    final Map<String, ModelProfile> profiles = List.of("a", "a2", "b", "c", "d").stream()
            .collect(Collectors.toMap(Function.identity(), DispatchFixture::profile));
    final Registry registry = new Registry(List.copyOf(profiles.values()));
    final Map<String, Availability> availabilities = profiles.keySet().stream()
            .collect(Collectors.toMap(
                    Function.identity(), name -> new Availability(new Breaker(time, () -> 0.5), new CoolDown(time))));
    final Dispatcher dispatcher;

    DispatchFixture() {
        this(3);
    }

    /** @param attempts of an exchange, at most */
    DispatchFixture(int attempts) {
        dispatcher = new Dispatcher(
                Map.of("a", backend, "b", backend, "c", backend, "d", backend),
                availabilities,
                registry,
                time,
                time,
                () -> jitter,
                new Dispatcher.Bounds(attempts, TranslationSettings.DEFAULT));
    }

    ModelProfile model(String name) {
        return registry.cell(name).orElseThrow().profile();
    }

    /** The weights of {@code a} are those of {@code d} too. */
    private static ModelProfile profile(String name) {
        return new Known(name, name.substring(0, 1), name + "-there")
                .replicas(name.equals("a") ? List.of("d") : List.of())
                // It can go on with what was said.
                .can(name.equals("d") ? Set.of(Capability.PREFILL) : Set.of())
                .profile();
    }

    /** Without patience: whoever fails is left at once. */
    Dispatch dispatch(String... plan) {
        return dispatch(new Conduct(Duration.ZERO, true), Step.Relation.OTHER, plan);
    }

    /** Likewise, but that one that takes long to begin is hedged. */
    Dispatch hedged(String... plan) {
        return dispatch(
                new Conduct(Duration.ZERO, true, false, true, HoldSettings.NONE, OnRefusal.STOP),
                Step.Relation.OTHER,
                plan);
    }

    /** With what each candidate is to the one before it. */
    Dispatch dispatch(Conduct conduct, Step.Relation relation, String... plan) {
        return dispatch(conduct, steps(relation, plan), List.of());
    }

    /** With those that rested when it was decided. */
    Dispatch resting(Conduct conduct, List<String> plan, String... resting) {
        return dispatch(
                conduct, steps(Step.Relation.OTHER, plan.toArray(String[]::new)), steps(Step.Relation.OTHER, resting));
    }

    private List<Step.Ask> steps(Step.Relation relation, String... names) {
        return List.of(names).stream()
                .<Step.Ask>map(
                        name -> new Step.Try(registry.cell(name).orElseThrow().profile(), relation, instructions))
                .toList();
    }

    /** These steps, and then those who are asked, without patience. */
    Dispatch steps(List<Step> first, String... plan) {
        List<Step> all = new ArrayList<>(first);
        all.addAll(steps(Step.Relation.OTHER, plan));
        return dispatch(new Conduct(Duration.ZERO, true), all, List.of());
    }

    private Dispatch dispatch(Conduct conduct, List<? extends Step> plan, List<Step.Ask> resting) {
        return dispatcher.dispatch(order(conduct, plan, resting), time.getAsLong(), DEADLINE);
    }

    /** As {@link #dispatch(String...)} would run it. */
    Order order(String... plan) {
        return order(new Conduct(Duration.ZERO, true), steps(Step.Relation.OTHER, plan), List.of());
    }

    private Order order(Conduct conduct, List<? extends Step> plan, List<Step.Ask> resting) {
        Decision decision = new Decision(
                "thrift",
                "hash",
                reason,
                List.copyOf(plan),
                resting,
                List.of(),
                List.of(
                        new Decision.Excluded("x", "window", "too small"),
                        new Decision.Excluded("y", "rule", "is remote"),
                        new Decision.Excluded("z", "named", "the app asked for x")),
                List.of(),
                conduct);
        return new Order(
                new ExchangeId("x-1"),
                HttpFixture.DIALECT,
                HttpFixture.inbound(body.isEmpty() ? OpenAiText.request("auto", more) : body),
                headers,
                decision,
                holdings,
                CONTEXT,
                occasion);
    }

    /** Lets this be known of how long a model's answers take to begin, of each kind. */
    void knows(String model, int answers, double seconds) {
        for (int i = 0; i < answers; i++) {
            registry.cell(model).orElseThrow().wholeAfter(seconds);
            registry.cell(model).orElseThrow().firstContentAfter(seconds);
        }
    }

    /** Opens a model's breaker. */
    void open(String model) {
        for (int i = 0; i < 7; i++) availability(model).failed(Pass.FREE, Failures.UNREACHABLE);
    }

    Availability availability(String model) {
        return Objects.requireNonNull(availabilities.get(model));
    }

    int inFlight(String model) {
        return registry.cell(model).orElseThrow().state().inFlight();
    }

    int inFlight() {
        return profiles.keySet().stream().mapToInt(this::inFlight).sum();
    }

    /** Each attempt: its model, why it was made, and how it ended. */
    static List<String> verdicts(Dispatch dispatch) {
        return dispatch.attempts().stream()
                .map(attempt -> attempt.model() + " " + attempt.cause().label() + " "
                        + attempt.verdict().label())
                .toList();
    }

    /** The same with their numbers. */
    static List<String> numbered(Dispatch dispatch) {
        return dispatch.attempts().stream()
                .map(attempt -> attempt.number() + " " + attempt.model() + " "
                        + attempt.cause().label() + " " + attempt.verdict().label())
                .toList();
    }

    static Failure failure(Dispatch dispatch) {
        if (!dispatch.answer().failed()) throw new AssertionError("it did not fail");
        return FailureException.of(dispatch.answer().cause());
    }
}
