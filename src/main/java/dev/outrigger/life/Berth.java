package dev.outrigger.life;

import dev.outrigger.engine.BackOff;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Loss;
import dev.outrigger.engine.Shared;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A place for one model of this process: how it is doing, what it was loaded by, what became of the one before, and who
 * waits for it. Its state may be read by any thread; all else is the loader's, but for the progress of a load.
 *
 * @param <K> all that the loading of a model depends on
 * @param <M> the loaded model
 */
public final class Berth<K extends Terms<K>, M> {
    /** After a failed load, or a loss. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** Until the full terms are tried again where lesser ones serve, for that may cost what serves. */
    static final Duration FIRST_BETTER = LONGEST_WAIT;

    static final Duration LONGEST_BETTER = Duration.ofHours(1);

    /** What was lost and has served for so long since is well again. */
    static final Duration TRIAL = Duration.ofMinutes(5);

    private volatile Life<M> life = new Loading<>(Life.Cause.SETTINGS, "waiting for its turn", 0);
    private final WaitingRoom<M> waiting = new WaitingRoom<>();
    private final BackOff retries = new BackOff(FIRST_WAIT, LONGEST_WAIT);
    private final BackOff betters = new BackOff(FIRST_BETTER, LONGEST_BETTER);
    private Optional<Lodger<K>> lodger = Optional.empty();

    /** Of the last loss, until it is made good. */
    private Optional<Aftermath<K>> aftermath = Optional.empty();

    /** Of one that served here before, until its last answer has ended. */
    private Future<Void> left = Future.succeededFuture();

    /** What serves: what was wanted, and the terms it was loaded by. */
    record Lodger<K>(K wanted, K terms, Device device, Footprint footprint) {}

    /** What the next load does differently, and why. */
    private record Aftermath<K>(K wanted, Optional<K> lesser, String why) {}

    /** How it is doing now. */
    public Life<M> life() {
        return life;
    }

    public boolean isServing() {
        return life() instanceof Serving<M>;
    }

    /** Waits for the load that somebody must see to; see {@link WaitingRoom#enter}. */
    public Future<Shared.Loan<M>> enter(BooleanSupplier isGivenUp, int places) {
        return waiting.enter(isGivenUp, places);
    }

    /** Those who wait get what serves, or hear that nothing will. Nothing while something is coming. */
    public void callIn() {
        switch (life()) {
            case Serving<M> serving -> waiting.serve(serving.shared());
            case Loading<M> coming -> {}
            case Absent<M> none -> waiting.fail(none.words());
            case Failed<M> none -> waiting.fail(none.words());
        }
    }

    /** Whether the model that serves here was loaded for this, if with lesser terms. */
    public boolean serves(K wanted) {
        return isServing() && lodger.filter(one -> one.wanted().equals(wanted)).isPresent();
    }

    /** What the one holds that serves. */
    Footprint held() {
        return isServing() ? lodger.map(Lodger::footprint).orElse(Footprint.NOTHING) : Footprint.NOTHING;
    }

    /** Completes when nothing that served here before is in memory any more. */
    Future<Void> left() {
        return left;
    }

    /** Whether something is to be loaded here now. */
    boolean isDue(K wanted, Instant now) {
        if (life() instanceof Ready<M>) return !serves(wanted);
        return life().isDue(now) && !(serves(wanted) && isOfEarlier());
    }

    private boolean isOfEarlier() {
        return life() instanceof Degraded<M> lacking && lacking.lack() == Degraded.Lack.EARLIER;
    }

    /** By what to load: what is wanted, or less where that was lost. */
    K terms(K wanted) {
        return aftermath
                .filter(loss -> loss.wanted().equals(wanted))
                .flatMap(Aftermath::lesser)
                .orElse(wanted);
    }

    /** The settings were read again. */
    void renew(K wanted, boolean mayRest) {
        if (serves(wanted)) become(Life::settle);
        else if (!mayRest && life() instanceof Absent<M>) become(now -> now.begin("waiting for its turn"));
        else become(now -> now.renew("waiting for its turn"));
    }

    void expect(String note) {
        become(now -> now.begin(note));
    }

    /** From any thread, in a load. */
    void advance(double share) {
        become(now -> now.advance(share));
    }

    /** No files to load. */
    void miss(K wanted, String why, Instant now) {
        Instant retryAt = now.plus(isLesserOf(wanted) ? betters.next() : LONGEST_WAIT);
        become(before -> before.miss(why, retryAt));
        callIn();
    }

    /** Nothing is coming for now, for this reason; what serves goes on. */
    void fail(K wanted, String why, Instant now) {
        Instant retryAt = now.plus(isLesserOf(wanted) ? betters.next() : retries.next());
        fail(retryAt, why);
    }

    /** Its lesser one serves: a try of the whole is an improvement, and may cost that one. */
    private boolean isLesserOf(K wanted) {
        return serves(wanted) && life() instanceof Degraded<M> lacking && lacking.lack() == Degraded.Lack.LESS;
    }

    /** These terms were too much to be loaded: the next try takes less, if there is less and nothing serves meanwhile. */
    void fail(K wanted, K terms, Loss loss, Instant now) {
        Optional<K> lesser = terms.lesser(loss.kind(), loss.where());
        if (lesser.isPresent() && !isServing()) aftermath = Optional.of(new Aftermath<>(wanted, lesser, loss.why()));
        fail(wanted, loss.why(), now);
    }

    /** Likewise, not before then. */
    void fail(Instant retryAt, String why) {
        become(before -> before.fail(why, retryAt));
        callIn();
    }

    /** This model serves from now on; the one before it is freed after its last answer. */
    void lodge(Lodger<K> next, Shared<M> model, Instant now) {
        K wanted = next.wanted();
        K terms = next.terms();
        Optional<Shared<M>> before = life().model();
        lodger = Optional.of(next);
        Optional<Aftermath<K>> loss = aftermath.filter(each -> each.wanted().equals(wanted));
        aftermath = loss;
        // First the successor, then the farewell: whoever finds the one before freed looks again and finds this one.
        if (!terms.equals(wanted)) {
            Instant better = now.plus(betters.next());
            String note = terms.shortfall(wanted) + ", after this: "
                    + loss.orElseThrow().why();
            become(any -> any.serve(model, Degraded.Lack.LESS, note, better));
        } else if (loss.isPresent()) {
            String note = "loaded again after this: " + loss.get().why();
            become(any -> any.serve(model, Degraded.Lack.TRUST, note, now.plus(TRIAL)));
        } else {
            retries.reset();
            become(any -> any.serve(model));
        }
        before.ifPresent(this::retire);
        callIn();
    }

    /** Whether this is what serves, and not one that was replaced. */
    boolean holds(Shared<M> model) {
        return life().model().filter(each -> each == model).isPresent();
    }

    /** What serves can answer no more: it is freed, and loaded again after a wait. */
    void lose(Loss loss, Instant now) {
        Lodger<K> lost = lodger.orElseThrow();
        Optional<K> lesser = lost.terms().lesser(loss.kind(), lost.device());
        boolean wasLesser = !lost.terms().equals(lost.wanted());
        Optional<K> next = lesser.isPresent() || !wasLesser ? lesser : Optional.of(lost.terms());
        aftermath = Optional.of(new Aftermath<>(lost.wanted(), next, loss.why()));
        Instant retryAt = now.plus(retries.next());
        Optional<Shared<M>> before = life().model();
        become(any -> any.lose("lost: " + loss.why(), retryAt));
        before.ifPresent(this::retire);
        callIn();
    }

    /** Lets time pass: what has served for long enough is trusted again, and where less serves the full terms are due. */
    void tend(Instant now) {
        if (!(life() instanceof Degraded<M> lacking)) return;
        if (lacking.nextAt().filter(at -> !at.isAfter(now)).isEmpty()) return;
        switch (lacking.lack()) {
            case EARLIER -> {}
            case LESS ->
                aftermath = aftermath.map(loss -> new Aftermath<>(loss.wanted(), Optional.empty(), loss.why()));
            case TRUST -> {
                aftermath = Optional.empty();
                retries.reset();
                betters.reset();
                become(Life::prove);
            }
        }
    }

    /** Goes on with less: the full terms are tried again later. */
    void stayLesser(String why, Instant now) {
        fail(now.plus(betters.next()), why);
    }

    boolean isLesser() {
        return lodger.filter(one -> !one.terms().equals(one.wanted())).isPresent();
    }

    /** It is taken out of memory until somebody asks. */
    void unload(String note, Optional<Instant> wakeAt) {
        Optional<Shared<M>> before = life().model();
        become(now -> now.unload(note, wakeAt));
        before.ifPresent(this::retire);
    }

    /** Somebody asks for it. */
    public void wake() {
        wake(Life.Cause.REQUEST);
    }

    void wake(Life.Cause cause) {
        become(now -> now.wake(cause, "waiting for its turn"));
    }

    /** What serves makes room for its successor. */
    void cede(String note) {
        Optional<Shared<M>> before = life().model();
        become(now -> now.cede(note));
        before.ifPresent(this::retire);
    }

    /** Nobody wants it any more. */
    public void leave(String note) {
        Optional<Shared<M>> before = life().model();
        become(now -> now.leave(note));
        before.ifPresent(this::retire);
        callIn();
    }

    /** Frees what serves on this thread, because the process ends; its answers fail. */
    public void freeNow() {
        Optional<Shared<M>> before = life().model();
        become(now -> now.leave("the process is stopping"));
        before.ifPresent(Shared::freeNow);
        callIn();
    }

    private void retire(Shared<M> before) {
        left = before.retire();
    }

    private synchronized void become(UnaryOperator<Life<M>> next) {
        life = next.apply(life);
    }
}
