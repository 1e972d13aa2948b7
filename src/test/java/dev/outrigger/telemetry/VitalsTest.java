package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.admit.Limits;
import dev.outrigger.registry.Figures;
import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Offers;
import dev.outrigger.registry.Pace;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VitalsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<RegistryView> view = new AtomicReference<>(new RegistryView(List.of()));
    private final AtomicBoolean ready = new AtomicBoolean();
    private final Admission admission = new Admission();
    private final Vitals vitals = new Vitals(
            registry, admission, name -> Objects.requireNonNull(view.get()).named(name), ready::get);

    @Test
    void followsAModelFromStateToState() {
        vitals.watch(List.of("smol"), Map.of(), Map.of());

        view.set(of(new Health.Loading("encoder")));
        assertEquals(1, state("smol", "loading"));
        view.set(of(new Health.Ready()));

        assertEquals(0, state("smol", "loading"));
        assertEquals(1, state("smol", "ready"));
    }

    @Test
    void knowsEveryStateAModelCanBeIn() {
        List<String> labels = Stream.of(
                        new Health.Ready(),
                        new Health.Asleep(""),
                        new Health.Loading(""),
                        new Health.Resting("", Duration.ofSeconds(1)),
                        new Health.Unavailable(""))
                .map(Health::label)
                .toList();

        assertEquals(labels, Vitals.STATES);
        assertEquals(Health.class.getPermittedSubclasses().length, Vitals.STATES.size());
    }

    @Test
    void givesAModelThatLeftTheConfigurationNoState() {
        vitals.watch(List.of("smol"), Map.of(), Map.of());

        view.set(new RegistryView(List.of()));

        assertTrue(Vitals.STATES.stream().allMatch(state -> state("smol", state) == 0));
    }

    @Test
    @Row("before.401-probe")
    void tellsWhetherABackendsKeyIsRefused() {
        AtomicBoolean refused = new AtomicBoolean(true);
        vitals.watch(List.of(), Map.of("openai", refused::get), Map.of());
        assertEquals(1, key("openai"));

        refused.set(false);
        assertEquals(0, key("openai"));

        vitals.watch(List.of(), Map.of("openai", () -> true), Map.of());
        assertEquals(1, key("openai"));
        vitals.watch(List.of(), Map.of(), Map.of());
        assertEquals(0, key("openai"));
    }

    private double key(String backend) {
        return registry.get(Metric.UNAUTHORIZED)
                .tags(Label.BACKEND, backend)
                .gauge()
                .value();
    }

    @Test
    void tellsWhetherAModelsBreakerIsOpen() {
        AtomicBoolean open = new AtomicBoolean(true);
        vitals.watch(List.of("big"), Map.of(), Map.of("big", open::get));
        assertEquals(1, breaker("big"));

        open.set(false);
        assertEquals(0, breaker("big"));
    }

    private double breaker(String model) {
        return registry.get(Metric.BREAKER).tags(Label.MODEL, model).gauge().value();
    }

    @Test
    void watchesNoMoreModelsThanThereIsRoomFor() {
        vitals.watch(
                IntStream.rangeClosed(0, Bounds.LABEL_VALUES)
                        .mapToObj(i -> "m" + i)
                        .toList(),
                Map.of(),
                Map.of());

        assertEquals(
                Bounds.LABEL_VALUES * Vitals.STATES.size(),
                registry.get(Metric.MODEL_STATE).gauges().size());
    }

    @Test
    void showsWhatCountsAgainstTheBounds() {
        Limits limits = Room.limits(1, 1024, 1024);

        admission.tryConnect(limits);
        Holdings holdings = admission.holdings(limits);
        holdings.open().tryGrow(700);

        assertEquals(1, registry.get(Metric.CONNECTIONS).gauge().value());
        assertEquals(700, registry.get(Metric.BUFFERED).gauge().value());
        holdings.close();
        assertEquals(0, registry.get(Metric.BUFFERED).gauge().value());
    }

    @Test
    void saysWhetherItIsReady() {
        assertEquals(0, registry.get(Metric.READY).gauge().value());

        ready.set(true);

        assertEquals(1, registry.get(Metric.READY).gauge().value());
    }

    @Test
    void countsReloadsByWhatBecameOfThem() {
        vitals.reloaded(Vitals.Reload.REFUSED);

        assertEquals(1, reloads("refused"));
        assertEquals(0, reloads("applied"));
    }

    private double reloads(String outcome) {
        return registry.get(Metric.RELOADS)
                .tag(Label.OUTCOME, outcome)
                .counter()
                .count();
    }

    private double state(String model, String state) {
        return registry.get(Metric.MODEL_STATE)
                .tags(Label.MODEL, model, Label.STATE, state)
                .gauge()
                .value();
    }

    private static RegistryView of(Health health) {
        return new RegistryView(List.of(new ModelState(
                Stories.profile("smol", "here", "smollm2", Placement.LOCAL), health, 0, OptionalDouble.empty())));
    }

    @Test
    void givesAFigureThatIsUnknownNoNumber() {
        vitals.watch(List.of("smol"), Map.of(), Map.of());
        view.set(of(new Health.Ready()));

        for (String name : List.of(Metric.MODEL_ERRORS, Metric.MODEL_HEADROOM, Metric.MODEL_OFFERED))
            assertTrue(Double.isNaN(figure(name)), name);
    }

    @Test
    void followsAModelsFigures() {
        vitals.watch(List.of("smol"), Map.of(), Map.of());
        ModelState state = of(new Health.Ready()).models().getFirst();
        view.set(new RegistryView(List.of(new ModelState(
                state.profile(),
                state.health(),
                0,
                OptionalDouble.empty(),
                state.window(),
                new Figures(
                        Pace.UNKNOWN,
                        OptionalDouble.of(0.25),
                        new Headroom(OptionalLong.of(7), OptionalLong.empty()),
                        Figures.Warmth.WARM,
                        Map.of(),
                        Offers.Offer.NO,
                        Optional.empty())))));

        assertEquals(0.25, figure(Metric.MODEL_ERRORS));
        assertEquals(
                7,
                registry.get(Metric.MODEL_HEADROOM)
                        .tags(Label.PART, "requests")
                        .gauge()
                        .value());
        assertTrue(Double.isNaN(registry.get(Metric.MODEL_HEADROOM)
                .tags(Label.PART, "tokens")
                .gauge()
                .value()));
        assertEquals(0, figure(Metric.MODEL_OFFERED));
    }

    private double figure(String name) {
        return registry.get(name).tags(Label.MODEL, "smol").gauge().value();
    }
}
