package dev.outrigger.proxy;

import dev.outrigger.admit.Holdings;
import dev.outrigger.backend.Order;
import dev.outrigger.backend.Overlap;
import dev.outrigger.backend.ShadowCall;
import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Shadowed;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.rollout.Choice;
import dev.outrigger.rollout.ShadowSettings;
import dev.outrigger.route.Decision;
import dev.outrigger.telemetry.Recording;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * Answers of versions that are only watched. One begins when its exchange is over and accounted for: so it can neither delay
 * nor change the app's answer, and nobody pays for one that could not be compared. It holds memory and a place of its own, of
 * which there are few; what finds none is left out and counted. Thread-safe.
 */
public final class Shadows {
    /** Longer requests are not kept for it. */
    static final int MOST_REQUEST_BYTES = 1024 * 1024;

    private final DoubleSupplier draw;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean isDraining;

    /** @param draw 0 to 1, whose turn it is */
    public Shadows(DoubleSupplier draw) {
        this.draw = draw;
    }

    /** Whether this request's turn has come. */
    boolean draws(Live live, Choice choice) {
        Optional<ShadowSettings> settings = live.shadow();
        return settings.isPresent()
                && choice.isWatched()
                && draw.getAsDouble() < settings.get().share();
    }

    /** Why nothing need be kept of this request, as it will not be asked again; absent where it may be. */
    static Optional<LeftOut> bar(Inbound request) {
        if (request.request().tools().stream().anyMatch(tool -> tool.kind() == Tool.Kind.HOSTED))
            return Optional.of(LeftOut.TOOLS);
        return request.size() > MOST_REQUEST_BYTES ? Optional.of(LeftOut.LONG) : Optional.empty();
    }

    /** None begins any more: this process is about to end. */
    public void drain() {
        isDraining = true;
    }

    /** How many answer now. */
    int inFlight() {
        return inFlight.get();
    }

    /** The exchange is over: the version that was watched answers too, if its turn had come. On the exchange's event loop. */
    void answer(OpenExchange exchange, Exchange done, Recording recording) {
        exchange.account().unechoed().ifPresent(recording::leftOut);
        exchange.account().echo().ifPresent(echo -> {
            Optional<LeftOut> why = tryAnswer(exchange, done, recording, echo);
            why.ifPresent(recording::leftOut);
        });
    }

    private Optional<LeftOut> tryAnswer(OpenExchange exchange, Exchange done, Recording recording, Echo echo) {
        Optional<Attempt> served = done.verdict() instanceof Verdict.Answered ? done.served() : Optional.empty();
        Optional<Decision> other = done.basis().flatMap(Basis::shadow);
        if (served.isEmpty()) return Optional.of(LeftOut.UNANSWERED);
        if (other.isEmpty()) return Optional.of(LeftOut.NOBODY);
        if (done.decision().filter(decision -> isSame(decision, other.get())).isPresent())
            return Optional.of(LeftOut.SAME);
        if (isDraining) return Optional.of(LeftOut.DRAINING);
        Tenancy tenancy = exchange.edge().live().enter();
        Holdings holdings = exchange.edge().admission().holdings(tenancy.live().limits());
        Order order = order(exchange, done, other.get(), echo, holdings);
        Optional<LeftOut> bar = bar(exchange, done, tenancy, order);
        if (bar.isPresent()) {
            holdings.close();
            tenancy.leave();
            return bar;
        }
        ShadowSettings settings = tenancy.live().shadow().orElseThrow();
        tenancy.live()
                .dispatcher()
                .shadow(order, exchange.start(), settings.deadline())
                .onComplete(told -> {
                    inFlight.decrementAndGet();
                    holdings.close();
                    tenancy.leave();
                    recording.shadowed(shadowed(tenancy.live(), done, served.get(), told.result(), echo));
                });
        return Optional.empty();
    }

    /** To ask the same model the same again compares nothing but its moods. */
    private static boolean isSame(Decision decision, Decision other) {
        return decision.first().equals(other.first()) && decision.instructions().equals(other.instructions());
    }

    private static Order order(OpenExchange exchange, Exchange done, Decision other, Echo echo, Holdings holdings) {
        return new Order(
                done.id(),
                echo.dialect(),
                echo.request(),
                echo.headers(),
                other,
                holdings,
                exchange.context(),
                done.basis().orElseThrow().query().occasion());
    }

    /** Takes a place, and room for the request, or says why not. */
    private Optional<LeftOut> bar(OpenExchange exchange, Exchange done, Tenancy tenancy, Order order) {
        Optional<ShadowSettings> settings = tenancy.live().shadow();
        // Another configuration may not know the models that were decided on, or trust them less.
        boolean isSame = tenancy.live().dispatcher().equals(exchange.live().dispatcher());
        if (!isSame || settings.isEmpty()) return Optional.of(LeftOut.RELOADED);
        long tokens = done.basis().orElseThrow().query().outline().tokens();
        Optional<LeftOut> bar = tenancy.live().dispatcher().leavesOut(order, done.clearance(), tokens, inFlight.get());
        if (bar.isPresent()) return bar;
        if (inFlight.incrementAndGet() <= settings.get().inFlight()
                && order.holdings()
                        .open()
                        .tryGrow(order.request().size() + order.request().readBytes())) return Optional.empty();
        inFlight.decrementAndGet();
        return Optional.of(LeftOut.FULL);
    }

    private static Shadowed shadowed(Live live, Exchange done, Attempt served, ShadowCall.Told told, Echo echo) {
        Optional<Cost> cost = new Costs(live.registry(), false).of(told.attempt());
        Optional<Cost> paid = done.attemptCosts().get(done.attempts().indexOf(served));
        boolean isHeard = told.attempt().verdict() instanceof Verdict.Heard;
        Echo.Said app = echo.said();
        Echo.Said shadow = Echo.Said.of(told.frames());
        Decision decision = done.decision().orElseThrow();
        Compared compared = new Compared(
                done.id().value(),
                done.start(),
                decision.policy(),
                decision.hash(),
                done.basis().flatMap(Basis::shadow).orElseThrow().hash(),
                Compared.Side.of(served, paid, Optional.of(app.characters()), Optional.of(app.calls())),
                Compared.Side.of(
                        told.attempt(),
                        cost,
                        isHeard ? Optional.of(shadow.characters()) : Optional.empty(),
                        isHeard ? Optional.of(shadow.calls()) : Optional.empty()),
                app.text().flatMap(one -> shadow.text().map(other -> likeness(one, other))));
        // What may not be told to everybody is not kept in a file either, whoever was told it.
        Shadowed.Texts texts = done.clearance().permits(false)
                ? new Shadowed.Texts(app.text(), shadow.text())
                : new Shadowed.Texts(Optional.empty(), Optional.empty());
        return new Shadowed(done.origin(), compared, told.attempt(), cost, texts);
    }

    private static Compared.Likeness likeness(String one, String other) {
        return new Compared.Likeness(one.equals(other), Overlap.of(one, other));
    }
}
