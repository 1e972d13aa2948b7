package dev.outrigger.registry;

import dev.outrigger.dialect.OfferedModels;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which models the servers say they have, by backend: those that are asked for their lists at all. It decides nothing: a
 * list may leave out what a name still reaches. Thread-safe.
 */
public final class Offers {
    /** Names of one backend; of a longer list what is beyond is not known. */
    public static final int MOST_MODELS = 1_000;

    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    /** Whether a server offers a model. */
    public enum Offer {
        YES,
        NO,
        /** It was not asked, did not tell, or did not tell all; or no list would have such a name. */
        UNKNOWN
    }

    /**
     * A server's list.
     *
     * @param at when it came
     * @param models in order
     * @param whole whether there are no others
     */
    public record Listing(Instant at, List<String> models, boolean whole) {
        public Listing {
            List<String> sorted = List.copyOf(new TreeSet<>(models));
            whole &= sorted.size() <= MOST_MODELS;
            models = sorted.subList(0, Math.min(sorted.size(), MOST_MODELS));
        }
    }

    /** A list, and every way to say one of its names. */
    private record Heard(Listing listing, Set<String> names) {
        private static Heard of(Listing listing) {
            Set<String> names = new HashSet<>();
            for (String model : listing.models()) {
                names.add(untagged(model));
                names.add(Snapshots.bare(untagged(model)));
            }
            return new Heard(listing, Set.copyOf(names));
        }

        private Offer offer(String model) {
            String name = untagged(model);
            boolean is = names.contains(name) || (names.contains(Snapshots.bare(name)) && !isDated(name));
            if (is) return Offer.YES;
            return listing.whole() && OfferedModels.isOfLists(model) ? Offer.NO : Offer.UNKNOWN;
        }

        private static boolean isDated(String name) {
            return Snapshots.undated(name).isPresent();
        }

        private static String untagged(String model) {
            String bare = model.startsWith("models/") ? model.substring("models/".length()) : model;
            return bare.endsWith(":latest") ? bare.substring(0, bare.length() - ":latest".length()) : bare;
        }
    }

    /** A backend has told its list. */
    public void told(String backend, Listing listing) {
        heard.put(backend, Heard.of(listing));
    }

    /** Forgets all backends but these. */
    public void retain(Collection<String> backends) {
        heard.keySet().retainAll(backends);
    }

    /** What a backend last told; absent when it told nothing. */
    public Optional<Listing> of(String backend) {
        return Optional.ofNullable(heard.get(backend)).map(Heard::listing);
    }

    /** Whether the model's server offers it. */
    public Offer offer(ModelProfile profile) {
        Heard told = heard.get(profile.backend());
        return told == null ? Offer.UNKNOWN : told.offer(profile.model().value());
    }
}
