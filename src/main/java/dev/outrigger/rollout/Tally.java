package dev.outrigger.rollout;

import dev.outrigger.chat.Usage;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What is counted while decisions are replayed. Not thread-safe. */
final class Tally {
    /** Differences that are told one by one. */
    static final int MOST_TOLD = 20;

    private final Map<String, Mean> took = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Long> cannot = new TreeMap<>();
    private final Map<String, Long> moved = new TreeMap<>();
    private final Judged judged;
    private final Side then = new Side();
    private final Side instead = new Side();
    private final OffPolicy answered = new OffPolicy();
    private final OffPolicy dollars = new OffPolicy();
    private final OffPolicy seconds = new OffPolicy();
    private long decisions;
    private long reproduced;
    private long differing;
    private long unread;
    private long replayed;
    private long agreeing;
    private long nobody;
    private long leaving;
    private long weaker;
    private long comparable;
    private double spent;
    private double spends;

    /** @param outcomes that somebody found out otherwise */
    Tally(Outcomes outcomes) {
        this.judged = new Judged(outcomes);
    }

    void read(Entry entry) {
        decisions++;
        entry.outcome()
                .filter(Outcome::isAnswered)
                .ifPresent(outcome -> outcome.served()
                        .ifPresent(model ->
                                took.computeIfAbsent(model, fresh -> new Mean()).add(outcome.seconds())));
    }

    void unread(String why) {
        unread++;
        tell(why);
    }

    void reproduced() {
        reproduced++;
    }

    void differs(String why) {
        differing++;
        tell(why);
    }

    private void tell(String why) {
        if (differences.size() < MOST_TOLD) differences.add(why);
    }

    void cannot(String why) {
        cannot.merge(why, 1L, Long::sum);
    }

    /** What the other policy made of an entry. */
    void decided(Entry entry, Decision decision) {
        replayed++;
        Usage usage = entry.outcome().map(Outcome::usage).orElse(Usage.ABSENT);
        Planned before = Planned.of(entry.decision(), usage);
        Planned after = Planned.of(decision, usage);
        boolean agrees = before.opening().equals(after.opening());
        if (agrees) agreeing++;
        else moved.merge(before.opening().words() + " → " + after.opening().words(), 1L, Long::sum);
        then.add(before);
        instead.add(after);
        compare(before, after);
        risks(before, after);
        judged.add(entry.exchange(), before.opening(), after.opening());
        if (entry.propensity() < 1)
            entry.outcome().ifPresent(outcome -> weigh(outcome, agrees ? 1 / entry.propensity() : 0));
    }

    private void compare(Planned before, Planned after) {
        if (before.dollars().isEmpty() || after.dollars().isEmpty()) return;
        comparable++;
        spent += before.dollars().getAsDouble();
        spends += after.dollars().getAsDouble();
    }

    private void risks(Planned before, Planned after) {
        if (after.first().isEmpty() && before.first().isPresent()) nobody++;
        if (before.first().isPresent() && after.first().isPresent() && before.isHere() && !after.isHere()) leaving++;
        OptionalDouble had = before.first().map(ModelProfile::quality).orElse(OptionalDouble.empty());
        OptionalDouble gets = after.first().map(ModelProfile::quality).orElse(OptionalDouble.empty());
        if (had.isPresent() && gets.isPresent() && gets.getAsDouble() < had.getAsDouble()) weaker++;
    }

    private void weigh(Outcome outcome, double weight) {
        answered.add(weight, outcome.isAnswered() ? 1 : 0);
        seconds.add(weight, outcome.seconds());
        outcome.dollars().ifPresent(cost -> dollars.add(weight, cost));
    }

    /** @param mixes in which tasks are weighed; none for as they come */
    ReplayReport report(List<Mix> mixes) {
        return new ReplayReport(
                decisions,
                new ReplayReport.Check(reproduced, differing, unread, differences),
                replayed,
                cannot,
                agreeing,
                moved,
                then.expected(took),
                instead.expected(took),
                new ReplayReport.Compared(comparable, spent, spends),
                new ReplayReport.Risks(nobody, leaving, weaker),
                new ReplayReport.OffPolicyEstimates(answered.estimate(), dollars.estimate(), seconds.estimate()),
                judged.report(mixes));
    }
}
