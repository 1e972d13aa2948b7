package dev.outrigger.rollout;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.config.Hash;
import dev.outrigger.route.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The versions of a policy that decide beside each other, and the one that is watched.
 *
 * @param arms those on trial first, and last the one that serves all others; their shares are 1 together
 * @param shadow decides too, and nobody acts by it
 * @param salt draws the conversations of those on trial: the same as long as the store says the same, whatever models cost
 */
record Trial(List<Arm> arms, Optional<Policy> shadow, String salt) {
    private static final double UNITS = 1L << 53;

    Trial {
        arms = List.copyOf(arms);
        double sum = 0;
        for (Arm arm : arms) sum += arm.share();
        if (Math.abs(sum - 1) > 1e-9) throw new IllegalArgumentException("shares must be 1 together, were " + sum);
    }

    /** Drawn by the first version itself. */
    Trial(List<Arm> arms, Optional<Policy> shadow) {
        this(arms, shadow, arms.getFirst().policy().hash());
    }

    /** A version, and the share of conversations that it decides. */
    record Arm(Policy policy, double share) {
        Arm {
            if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share must be 0 to 1, was " + share);
        }
    }

    /** One version alone. */
    static Trial of(Policy policy) {
        return new Trial(List.of(new Arm(policy, 1)), Optional.empty());
    }

    /**
     * The version for a conversation: the same at each of its turns and in every pod. A share that grows keeps the
     * conversations it had.
     *
     * @param session names the conversation; asked only where there is a choice
     */
    Choice choose(LongSupplier session) {
        if (arms.size() == 1) return new Choice(arms.getFirst(), this);
        double place = place(session.getAsLong());
        for (Arm arm : arms) {
            if (place < arm.share()) return new Choice(arm, this);
            place -= arm.share();
        }
        return new Choice(arms.getLast(), this);
    }

    /** From 0 to 1. Another version on trial has other conversations: nobody is always the first to try. */
    private double place(long session) {
        String name = arms.getFirst().policy().name();
        long drawn = Long.parseLong(Hash.of(name, salt).hex(), 16);
        return (mixed(session ^ mixed(drawn)) >>> 11) / UNITS;
    }

    /** Every bit of it depends on every bit. Source: Stafford, "Better Bit Mixing", variant 13. */
    private static long mixed(long number) {
        long once = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }

    /** What any of them reads: they are compared over the same. */
    Set<Dimension> dimensions() {
        if (arms.size() == 1 && shadow.isEmpty())
            return arms.getFirst().policy().dimensions();
        return policies().stream()
                .flatMap(policy -> policy.dimensions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** For people, to follow what serves. */
    String words() {
        StringBuilder words = new StringBuilder();
        for (Arm arm : arms.subList(0, arms.size() - 1))
            words.append(", ")
                    .append(arm.policy().hash())
                    .append(" for ")
                    .append(arm.share() * 100)
                    .append(" %");
        shadow.ifPresent(policy -> words.append(", ").append(policy.hash()).append(" watched"));
        return words.toString();
    }

    /** Each that is on trial, and the one that is not. */
    List<Policy> policies() {
        List<Policy> all = new ArrayList<>();
        Stream.concat(arms.stream().map(Arm::policy), shadow.stream()).forEach(all::add);
        return all;
    }
}
