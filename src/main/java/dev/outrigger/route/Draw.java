package dev.outrigger.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Orders of replicas, drawn from a seed: the same seed draws the same. */
final class Draw {
    /*
     * Rendezvous hashing [1]: each replica draws a number from the seed and its own name, and the highest comes first. One
     * that is added or taken away changes the numbers of no other, so of n+1 replicas only one in n+1 prompts moves, and it
     * moves to the new one. With -ln(u)/w for the number u, and the lowest first, replicas come first in the shares of
     * their weights w [2]. Bounded loads [3]: a replica that has its capacity in flight, c times the average with this
     * request, comes after all that have room; as c >= 1, one always has. Of two that are drawn, the one whose latency times
     * its load is less [4] is first: nearly as good as asking all, and no herd runs to the best of a moment ago. The latency is
     * that of the view, in which a peak counts at once and fades with time [5].
     *
     * 1. D. Thaler, C. Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", IEEE/ACM ToN 6(1), 1998.
     * 2. C. Schindelhauer, G. Schomaker, "Weighted Distributed Hash Tables", SPAA 2005.
     * 3. V. Mirrokni, M. Thorup, M. Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018.
     * 4. M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 12(10), 2001.
     * 5. "Peak EWMA", https://twitter.github.io/finagle/guide/Clients.html
     */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Draw() {}

    private record Drawn(Candidate candidate, double number) {}

    /** By their numbers; those whose capacity is in flight behind all others. */
    static List<Candidate> bounded(List<Candidate> replicas, long seed, double capacity) {
        long inFlight = replicas.stream().mapToLong(Draw::inFlight).sum() + 1;
        double room = Math.ceil(capacity * inFlight / replicas.size());
        return sorted(
                drawn(replicas, seed),
                Comparator.<Drawn, Boolean>comparing(drawn -> inFlight(drawn.candidate()) + 1 > room)
                        .thenComparing(HIGHEST));
    }

    /** The quicker of the two with the highest numbers, the other one, and then the rest. */
    static List<Candidate> quickerOfTwo(List<Candidate> replicas, long seed) {
        List<Candidate> order = new ArrayList<>(sorted(drawn(replicas, seed), HIGHEST));
        if (isQuicker(order.get(1), order.get(0))) order.addFirst(order.remove(1));
        return order;
    }

    /** In the shares of their weights; those of weight 0 last. */
    static List<Candidate> weighted(List<Candidate> replicas, long seed, Map<String, Integer> weights) {
        return sorted(
                drawn(replicas, seed),
                Comparator.comparingDouble(drawn -> -Math.log(drawn.number())
                        / weights.getOrDefault(drawn.candidate().model(), 1)));
    }

    /** The fewest in flight first; of equals the one with the higher number. */
    static List<Candidate> leastBusy(List<Candidate> replicas, long seed) {
        return sorted(
                drawn(replicas, seed),
                Comparator.<Drawn>comparingInt(drawn -> inFlight(drawn.candidate()))
                        .thenComparing(HIGHEST));
    }

    private static final Comparator<Drawn> HIGHEST =
            Comparator.comparingDouble(Drawn::number).reversed();

    private static Stream<Drawn> drawn(List<Candidate> replicas, long seed) {
        return replicas.stream().map(candidate -> new Drawn(candidate, number(seed, candidate.model())));
    }

    private static List<Candidate> sorted(Stream<Drawn> drawn, Comparator<Drawn> order) {
        return drawn.sorted(order).map(Drawn::candidate).toList();
    }

    private static int inFlight(Candidate candidate) {
        return candidate.state().inFlight();
    }

    /** Where either's latency is unknown the load alone tells: one that nobody has asked is neither quick nor slow. */
    private static boolean isQuicker(Candidate one, Candidate other) {
        OptionalDouble oneTakes = latency(one);
        OptionalDouble otherTakes = latency(other);
        boolean areKnown = oneTakes.isPresent() && otherTakes.isPresent();
        return areKnown
                ? oneTakes.getAsDouble() * (inFlight(one) + 1) < otherTakes.getAsDouble() * (inFlight(other) + 1)
                : inFlight(one) < inFlight(other);
    }

    /** What counts as a replica's latency: seconds to the first token, as feared now. */
    private static OptionalDouble latency(Candidate candidate) {
        return candidate.state().firstTokenSeconds();
    }

    /** Of an exchange: another one at another time. */
    static long seed(long session, Instant time) {
        return mixed(session ^ mixed(time.getEpochSecond() * 1_000_000_000L + time.getNano()));
    }

    /** Between 0 and 1, neither of them; the same for the same seed and name. */
    static double number(long seed, String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        return ((mixed(seed + GOLDEN ^ mixed(hash)) >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** David Stafford's variant 13 of MurmurHash3's finalizer, as in SplittableRandom. */
    private static long mixed(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
