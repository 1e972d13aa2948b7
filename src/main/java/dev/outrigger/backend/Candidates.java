package dev.outrigger.backend;

import dev.outrigger.backend.Breaker.Pass;
import dev.outrigger.chat.Failure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whom one exchange may still ask. Who rests is passed over and stays a candidate: its rest may have ended when nobody
 * else is left. Confined to one event loop.
 */
final class Candidates {
    private final Dispatcher dispatcher;
    private final Order order;
    private final Optional<ModelProfile> asked;
    private final CallLoop loop;
    private final Remaining remaining;
    private final Instructed prepared;
    private final Drafts drafts = new Drafts();

    Candidates(Dispatcher dispatcher, Order order) {
        this.dispatcher = dispatcher;
        this.order = order;
        this.asked = dispatcher.registry().asked(order.request().model());
        this.loop = new CallLoop(order, dispatcher.registry(), asked);
        Decision decision = order.decision();
        this.prepared = new Instructed(decision.instructions());
        List<Step.Ask> steps = new ArrayList<>(decision.asks());
        steps.addAll(decision.resting());
        this.remaining = new Remaining(loop.ordered(steps), asked, dispatcher::window);
    }

    /** One that is asked now, and how it was let through: what becomes of it must be told. */
    record Next(ModelProfile profile, Availability availability, Pass pass) {}

    /** The exchange's, in the app's own words. */
    Order order() {
        return order;
    }

    /**
     * The exchange's, as whoever answers it is asked: as its destination has it.
     *
     * @throws dev.outrigger.chat.FailureException where it cannot be said so
     */
    Order followed() {
        return prepared.followed(order);
    }

    /** The order, as it is told this one, which is asked now. */
    Call call(Order told, ModelProfile model) {
        // What a instructions changed is not what the app wrote: a refusal of it is nothing to hand on.
        Call.Choice choice = prepared.change() ? Call.Choice.OURS : Call.Choice.of(model, asked);
        return dispatcher.call(prepared.followed(told), model, choice, loop.reasoning(model), drafts);
    }

    /** What models of this process have made of the answer. */
    Drafts drafts() {
        return drafts;
    }

    /** Whether nobody is left. */
    boolean isDone() {
        return remaining.candidates().isEmpty();
    }

    /** Takes out the first that may be asked. */
    Optional<Next> next() {
        for (ModelProfile profile : remaining.candidates()) {
            Availability availability = availability(profile);
            Pass pass = availability.tryPass();
            if (pass == Pass.DENIED) continue;
            remaining.remove(profile);
            return Optional.of(new Next(profile, availability, pass));
        }
        return Optional.empty();
    }

    /** Takes out the first of another backend that nothing speaks against, if that backend's budget has a retry left. */
    Optional<Next> beside(ModelProfile slow) {
        // A person and a model do not race each other.
        if (slow.handoff()) return Optional.empty();
        Optional<ModelProfile> free = remaining.candidates().stream()
                .filter(profile -> !profile.backend().equals(slow.backend()) && !profile.handoff())
                .filter(profile -> loop.mayBeBeside(slow, profile))
                .filter(profile -> availability(profile).isFree())
                .findFirst()
                .filter(profile -> dispatcher.budget(profile).tryRetry());
        free.ifPresent(remaining::remove);
        return free.map(profile -> new Next(profile, availability(profile), Pass.FREE));
    }

    /**
     * Takes out the one whose rest ends first, though none may be asked: what is known of them may be stale. Not who would
     * only say again what it said, but for one request a minute where no wait cures it.
     */
    Optional<Next> leastBad() {
        List<ModelProfile> resting = remaining.candidates().stream()
                .sorted(Comparator.comparing(this::rest))
                .toList();
        Optional<ModelProfile> least = resting.stream()
                .filter(profile -> told(profile).isEmpty())
                .findFirst()
                .or(() -> resting.stream()
                        .filter(profile -> availability(profile).coolDown().tryEarly())
                        .findFirst());
        least.ifPresent(remaining::remove);
        return least.map(profile -> new Next(profile, availability(profile), Pass.DENIED));
    }

    /** What the one whose rest ends first said, that it would only say again. */
    Optional<Failure> told() {
        return firstToReturn().flatMap(this::told);
    }

    /** How long that wait would be now; absent when there is nobody. */
    Optional<Duration> turn() {
        return firstToReturn()
                .map(profile ->
                        rest(profile).plus(availability(profile).coolDown().turn()));
    }

    /** Asks to wait for the first rest to end before anybody was asked; runs what is returned when it waits no longer. */
    Optional<Runnable> tryWait() {
        return firstToReturn()
                .map(profile -> availability(profile).coolDown())
                .filter(CoolDown::tryWait)
                .map(coolDown -> coolDown::leave);
    }

    /** Whom it may go on to, if an attempt fails: the first of those meant whose rest, if any, ends within a time. */
    Optional<ModelProfile> after(Predicate<ModelProfile> isMeant, Duration within) {
        if (isDone()) return Optional.empty();
        List<ModelProfile> meant =
                remaining.candidates().stream().filter(isMeant).toList();
        return meant.stream()
                .filter(this::isReady)
                .findFirst()
                .or(() -> meant.stream()
                        .filter(profile -> rest(profile).compareTo(within) <= 0)
                        .findFirst());
    }

    /** What that one is to another; of one that rests only that it is another. */
    Step.Relation relation(ModelProfile before, ModelProfile next) {
        if (!isReady(next)) return Step.Relation.OTHER;
        return loop.relation(before, next).orElseGet(() -> remaining.relation(before, next));
    }

    /** How long until the first may be asked; zero when somebody is finding out; absent when there is nobody. */
    Optional<Duration> rest() {
        return firstToReturn().map(this::rest);
    }

    /** Takes a retry out of the budget of whoever may be asked first. */
    boolean tryRetry() {
        return firstToReturn()
                .filter(profile -> dispatcher.budget(profile).tryRetry())
                .isPresent();
    }

    /** Takes into account how an attempt failed. */
    void failed(ModelProfile profile, Failure failure) {
        remaining.failed(profile, failure);
    }

    /** Whether a loop of tool calls is open, which belongs to the model that made them. */
    boolean isInLoop() {
        return loop.isOpen();
    }

    /** It is asked before all others. */
    void first(String model) {
        remaining.first(model);
    }

    /** It is asked already, beside the plan. */
    void without(ModelProfile profile) {
        remaining.remove(profile);
    }

    /** It was to be asked again, and rests by now. */
    void putBack(ModelProfile profile) {
        remaining.putBack(profile);
    }

    private Optional<ModelProfile> firstToReturn() {
        return remaining.candidates().stream().min(Comparator.comparing(this::rest));
    }

    private Optional<Failure> told(ModelProfile profile) {
        return availability(profile).told(profile.name());
    }

    private boolean isReady(ModelProfile profile) {
        return rest(profile).isZero();
    }

    private Duration rest(ModelProfile profile) {
        return availability(profile).rest();
    }

    private Availability availability(ModelProfile profile) {
        return dispatcher.availability(profile.name());
    }
}
