package dev.outrigger.backend;

import dev.outrigger.analyze.Timer.Alarm;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The attempts of one exchange: those under way, which are one, or two until one of them begins to answer, and those that
 * have ended. Once one is no longer under way nothing of it is heard, and its alarms do not go off. Confined to one event
 * loop.
 */
final class Attempts {
    private final LongSupplier now;
    private final List<Entry> underWay = new ArrayList<>();
    private final List<Attempt> ended = new ArrayList<>();
    private int begun;

    /** @param now nanoseconds since the exchange's start */
    Attempts(LongSupplier now) {
        this.now = now;
    }

    private record Entry(Trial trial, Run run, List<Alarm> alarms) {
        private void disarm() {
            if (alarms.isEmpty()) return;
            alarms.forEach(Alarm::cancel);
            alarms.clear();
        }
    }

    /** How many have begun. */
    int begun() {
        return begun;
    }

    /** Those that have ended, in the order they began. */
    List<Attempt> ended() {
        List<Attempt> inOrder = new ArrayList<>(ended);
        if (inOrder.size() > 1) inOrder.sort(Comparator.comparingInt(Attempt::number));
        return Collections.unmodifiableList(inOrder);
    }

    /**
     * Why one of this model begins now.
     *
     * @param resuming whether an answer has broken off
     */
    Attempt.Cause cause(ModelProfile model, boolean resuming) {
        if (begun == 0) return Attempt.Cause.INITIAL;
        List<Attempt> askedFor = ended.stream().filter(made -> !isAside(made)).toList();
        if (begun - (ended.size() - askedFor.size()) == 0) return Attempt.Cause.INITIAL;
        if (resuming) return Attempt.Cause.RESUME;
        boolean again = askedFor.stream().anyMatch(made -> made.model().equals(model.name()));
        return again ? Attempt.Cause.RETRY : Attempt.Cause.FALLBACK;
    }

    /** Whether it was made beside those that are to answer. */
    private static boolean isAside(Attempt made) {
        return made.cause() == Attempt.Cause.JUDGE || made.cause() == Attempt.Cause.SAMPLE;
    }

    /** It has begun. */
    void begin(Trial trial, Run run) {
        begun++;
        underWay.add(new Entry(trial, run, new ArrayList<>()));
    }

    boolean isUnderWay(Trial trial) {
        return entry(trial).isPresent();
    }

    /** In the order they began. */
    List<Trial> underWay() {
        return underWay.stream().map(Entry::trial).toList();
    }

    /** What ends those under way. */
    List<Run> runs() {
        return underWay.stream().map(Entry::run).toList();
    }

    /** Sets an alarm of one that is under way. */
    void arm(Trial trial, Alarm alarm) {
        entry(trial).orElseThrow().alarms().add(alarm);
    }

    /** Its answer has begun: nothing hurries it any more. */
    void disarm(Trial trial) {
        entry(trial).orElseThrow().disarm();
    }

    /** Resets its upstream, or stops its generation; how it ended is still to be told. */
    void cancel(Trial trial) {
        leave(trial).ifPresent(left -> left.run().cancel());
    }

    /** It has ended so. */
    void end(Trial trial, Verdict how) {
        leave(trial);
        ended.add(trial.log().end(now.getAsLong(), how));
    }

    /** One that has ended: what it said is the app's after all. */
    void redeem(Trial trial) {
        ended.replaceAll(made -> made.number() == trial.log().number() ? made.ending(new Verdict.Answered()) : made);
    }

    private Optional<Entry> leave(Trial trial) {
        Optional<Entry> left = entry(trial);
        if (left.isEmpty()) return left;
        left.get().disarm();
        underWay.remove(left.get());
        return left;
    }

    private Optional<Entry> entry(Trial trial) {
        for (Entry entry : underWay) if (entry.trial().equals(trial)) return Optional.of(entry);
        return Optional.empty();
    }
}
