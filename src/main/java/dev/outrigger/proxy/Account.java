package dev.outrigger.proxy;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.backend.Dispatch;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Request;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Registry;
import dev.outrigger.rollout.Choice;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.Query;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** What is written down of an exchange while it runs, until it becomes one {@link Exchange}. Confined to one event loop. */
final class Account {
    private final ExchangeId id;
    private final Instant start;
    private final String settingsHash;
    private final Registry registry;
    private Origin origin;
    private Optional<Dispatch> dispatch = Optional.empty();
    private Optional<Analysis> analysis = Optional.empty();
    private Optional<Decision> decision = Optional.empty();
    private Optional<Occasion> occasion = Optional.empty();
    private Optional<String> baseline = Optional.empty();
    private Function<Decision, Optional<Basis>> basis = nothing -> Optional.empty();
    private Clearance clearance = Clearance.OPEN;
    private long decideNanos;
    private OptionalLong firstByte = OptionalLong.empty();
    private long read;
    private OptionalLong deadline = OptionalLong.empty();
    private SortedSet<String> dropped = Collections.emptySortedSet();
    private int status = 499;
    private boolean saysNothing;
    private OptionalLong conversation = OptionalLong.empty();
    private Optional<Echo> echo = Optional.empty();
    private Optional<LeftOut> unechoed = Optional.empty();

    Account(ExchangeId id, Instant start, Live live, Origin origin) {
        this.id = id;
        this.start = start;
        this.origin = origin;
        this.settingsHash = live.hash();
        this.registry = live.registry();
    }

    ExchangeId id() {
        return id;
    }

    Instant start() {
        return start;
    }

    /** The request was read, as far as it is read before it is served; its deadline runs out at this time. */
    void read(long nanosSinceStart, long deadlineNanos) {
        read = nanosSinceStart;
        deadline = OptionalLong.of(deadlineNanos);
    }

    /** What it asks for is known now. */
    void asks(Request request) {
        saysNothing = request instanceof EmbeddingInbound;
        origin = new Origin(
                origin.dialect(),
                origin.method(),
                origin.route(),
                Optional.of(request.model()),
                request.stream(),
                origin.traceparent(),
                request.size(),
                origin.asker());
    }

    /** Candidates are being asked. */
    void dispatched(Dispatch begun) {
        dispatch = Optional.of(begun);
    }

    void analyzed(Analysis result) {
        analysis = Optional.of(result);
    }

    void decided(Decision result, Optional<String> policyBaseline, long tookNanos) {
        decision = Optional.of(result);
        baseline = policyBaseline;
        decideNanos = tookNanos;
    }

    /** Who asks, and when. */
    void asksOn(Occasion asked) {
        occasion = Optional.of(asked);
    }

    /** Absent where it is no chat, or was not decided yet. */
    Optional<Occasion> occasion() {
        return occasion;
    }

    /** Which conversation of its policy it belongs to. */
    void converses(long name) {
        conversation = OptionalLong.of(name);
    }

    /** Absent where {@link #occasion} is. */
    OptionalLong conversation() {
        return conversation;
    }

    /** What its decision rests on. */
    void rests(Choice choice, Query query) {
        basis = made -> Optional.of(choice.basis(query, made));
    }

    /** Its turn had come, and nothing is kept of it for this reason. */
    void echoesNot(LeftOut why) {
        unechoed = Optional.of(why);
    }

    Optional<LeftOut> unechoed() {
        return unechoed;
    }

    /** A version that is watched may answer it too. */
    void echoes(Echo kept) {
        echo = Optional.of(kept);
    }

    /** What is kept for that; absent where its turn has not come. */
    Optional<Echo> echo() {
        return echo;
    }

    /** Who may be told the request. */
    void cleared(Clearance by) {
        clearance = by;
    }

    /** What the answer's model was not told, in the app's words. */
    void dropped(SortedSet<String> names) {
        dropped = names;
    }

    /** And what the app was not told of the answer. */
    void unsaid(String name) {
        if (dropped.contains(name)) return;
        SortedSet<String> more = new TreeSet<>(dropped);
        more.add(name);
        dropped = more;
    }

    SortedSet<String> dropped() {
        return dropped;
    }

    /** The head of the answer goes to the app now. */
    void began(int withStatus, long nanosSinceStart) {
        status = withStatus;
        if (firstByte.isEmpty()) firstByte = OptionalLong.of(nanosSinceStart);
    }

    Optional<Analysis> analysis() {
        return analysis;
    }

    Optional<Decision> decision() {
        return decision;
    }

    long decideNanos() {
        return decideNanos;
    }

    /** How its candidates were asked; absent when none was. */
    Optional<Dispatch> dispatch() {
        return dispatch;
    }

    Exchange close(List<Attempt> attempts, Verdict verdict, long endNanos) {
        Costs costs = new Costs(registry, saysNothing);
        List<Optional<Cost>> ofEach = costs.each(attempts);
        return new Exchange(
                id,
                origin,
                start,
                settingsHash,
                analysis,
                decision,
                attempts,
                verdict,
                status,
                new Times(Math.min(read, endNanos), decideNanos, firstByte, deadline, endNanos),
                Costs.sum(ofEach),
                ofEach,
                baselineCost(costs, attempts),
                clearance,
                List.copyOf(dropped),
                decision.flatMap(basis));
    }

    /** What the policy's baseline would have cost for the tokens of the answer that the app got. */
    private OptionalDouble baselineCost(Costs costs, List<Attempt> attempts) {
        if (baseline.isEmpty() || attempts.isEmpty()) return OptionalDouble.empty();
        return costs.of(baseline.get(), Attempt.usage(attempts));
    }
}
