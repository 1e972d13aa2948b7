package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The adapters in the decoder's places: which version lies in each, which answers use it, and what is on its way there. An
 * answer that asks for one begins when it lies there whole, and keeps that version to its end. A place is given to another
 * adapter only when no answer uses it: first the one that was left longest ago. Who cannot have a place goes before all that
 * come later and ask for an adapter, so nobody waits for ever.
 *
 * <p>An adapter is handed to the decoder in pieces between steps: answers that run wait for a millisecond or two at a time.
 * Belongs to the stepping thread.
 *
 * <p>Sources: <a href="https://arxiv.org/abs/2311.03285">S-LoRA</a> (many adapters, unmerged, a pool of those in use),
 * <a href="https://arxiv.org/abs/2310.18547">Punica</a> (different ones in one batch).
 */
final class Adapters {
    /** Numbers that are handed over between two steps; the piece that goes beyond them is the last. */
    static final int NUMBERS = 1 << 20;

    private final Decoder decoder;
    private final AdapterSource source;
    private final long most;
    private final List<Place> places;
    private final Map<AdapterVersion, Failure> failed = new HashMap<>();
    private final LaidNow laid = new LaidNow();
    private Set<Generation> ready = Set.of();
    private long turn;

    /** One place of the decoder. */
    private static final class Place {
        private final int number;
        private @Nullable AdapterVersion version;
        private @Nullable AdapterLoad load;
        private int users;
        private boolean isSpokenFor;
        private long leftAt;

        private Place(int number) {
            this.number = number;
        }

        private boolean has(AdapterVersion other) {
            return other.equals(version);
        }

        /** Whether another version of the same lies here. */
        private boolean isEarlier(AdapterVersion other) {
            return version != null && version.name().equals(other.name());
        }

        private boolean isFree() {
            return version == null;
        }

        /** Whether what lies here may be dropped. */
        private boolean isIdle() {
            return version != null && load == null && users == 0 && !isSpokenFor;
        }

        private long bytes() {
            return version == null ? 0 : version.bytes();
        }
    }

    /**
     * @param places adapters at once
     * @param most bytes of all of them
     */
    Adapters(Decoder decoder, AdapterSource source, int places, long most) {
        this.decoder = decoder;
        this.source = source;
        this.most = most;
        this.places = IntStream.range(0, places).mapToObj(Place::new).toList();
    }

    /** Of a model that has none. */
    static Adapters none(Decoder decoder) {
        return new Adapters(decoder, new NoAdapters(), 0, 0);
    }

    /** Looks for one. */
    AdapterWish find(String name) {
        return source.find(name);
    }

    /** What lies there; any thread may look. */
    LaidNow laid() {
        return laid;
    }

    private void tell() {
        laid.set(new Laid(resident(), bytes()));
    }

    /** Memory that is taken, what is on its way included. */
    long bytes() {
        return places.stream().mapToLong(Place::bytes).sum();
    }

    /** How many lie there whole. */
    int resident() {
        return (int) places.stream()
                .filter(place -> !place.isFree() && place.load == null)
                .count();
    }

    /** Hands over some of what was read meanwhile; whether there was any. */
    boolean feed() {
        int left = NUMBERS;
        boolean isFed = false;
        for (Place place : places) {
            AdapterLoad load = place.load;
            if (load == null) continue;
            Optional<AdapterPair> pair = left > 0 ? load.poll() : Optional.empty();
            for (; pair.isPresent(); pair = left > 0 ? load.poll() : Optional.empty()) {
                left -= pair.get().numbers();
                isFed = true;
                add(place, load, pair.get());
            }
            settle(place, load);
        }
        return isFed;
    }

    /** Fails those that cannot have their adapters, whether or not it is their turn: they may be asked elsewhere at once. */
    void refuse(Collection<Generation> waiting) {
        for (Generation generation : waiting) {
            Optional<AdapterWish> wish = generation.overlay().wish();
            wish.flatMap(AdapterWish::refusal)
                    .or(() -> wish.flatMap(AdapterWish::version).map(failed::get))
                    .ifPresent(generation.outbox()::fail);
        }
        failed.clear();
    }

    /** Sees to the adapters of those that may begin, in their order. */
    void prepare(Collection<Generation> waiting) {
        ready = new HashSet<>();
        for (Place place : places) place.isSpokenFor = false;
        boolean isShort = false;
        for (Generation generation : waiting) {
            Optional<AdapterVersion> version = generation.overlay().wish().flatMap(AdapterWish::version);
            if (version.isEmpty() || generation.outbox().isCancelled()) continue;
            isShort = isShort || !prepare(generation, version.get());
        }
    }

    /** Whether it can begin as far as adapters go. */
    boolean isReady(Generation generation) {
        return generation.overlay().wish().isEmpty() || ready.contains(generation);
    }

    /** It begins: what it asked for stays until it leaves. */
    void take(Generation generation) {
        place(generation).ifPresent(place -> {
            place.users++;
            generation.lay(Objects.requireNonNull(place.version));
        });
    }

    /** It is over. */
    void leave(Generation generation) {
        place(generation).ifPresent(place -> {
            place.users--;
            place.leftAt = ++turn;
        });
    }

    /** The span, computed with the generation's adapter. */
    Span over(Generation generation, Span span) {
        return place(generation)
                .map(place -> span.over(OptionalInt.of(place.number)))
                .orElse(span);
    }

    void close() {
        source.close();
    }

    /** False where there is no place for it now. */
    private boolean prepare(Generation generation, AdapterVersion version) {
        Optional<Place> there = find(version);
        if (there.isEmpty()) {
            Optional<Place> made = makeRoom(version);
            if (made.isEmpty()) return false;
            begin(made.get(), version);
            return true;
        }
        there.get().isSpokenFor = true;
        if (there.get().load == null) ready.add(generation);
        return true;
    }

    private Optional<Place> find(AdapterVersion version) {
        return places.stream().filter(place -> place.has(version)).findFirst();
    }

    private Optional<Place> place(Generation generation) {
        return generation.overlay().wish().flatMap(AdapterWish::version).flatMap(this::find);
    }

    /** Drops earlier versions of it, and those left longest ago, as many as must go; none where that would not do. */
    private Optional<Place> makeRoom(AdapterVersion version) {
        List<Place> idle = places.stream()
                .filter(Place::isIdle)
                .sorted(Comparator.<Place, Boolean>comparing(place -> !place.isEarlier(version))
                        .thenComparingLong(place -> place.leftAt))
                .toList();
        long kept = bytes() - idle.stream().mapToLong(Place::bytes).sum();
        boolean hasPlace = !idle.isEmpty() || places.stream().anyMatch(Place::isFree);
        if (!hasPlace || kept + version.bytes() > most) return Optional.empty();
        for (Place place : idle) {
            if (places.stream().anyMatch(Place::isFree) && bytes() + version.bytes() <= most) break;
            empty(place);
        }
        return places.stream().filter(Place::isFree).findFirst();
    }

    private void begin(Place place, AdapterVersion version) {
        decoder.clearAdapter(place.number);
        place.version = version;
        place.isSpokenFor = true;
        place.load = source.load(version);
        tell();
    }

    private void add(Place place, AdapterLoad load, AdapterPair pair) {
        if (load.failure().isPresent()) return;
        try {
            decoder.addPair(place.number, pair);
        } catch (RuntimeException cause) {
            load.fail(new Failure.Overloaded(
                    503,
                    "adapter " + place.version + " cannot be laid over the model: "
                            + cause.getClass().getSimpleName(),
                    Optional.empty()));
        }
    }

    private void settle(Place place, AdapterLoad load) {
        if (load.failure().isPresent()) {
            failed.put(Objects.requireNonNull(place.version), load.failure().get());
            place.load = null;
            empty(place);
        } else if (load.isTaken()) {
            place.load = null;
            tell();
        }
    }

    private void empty(Place place) {
        decoder.clearAdapter(place.number);
        place.version = null;
        place.users = 0;
        tell();
    }

    /** What a model without adapters says. */
    private static final class NoAdapters implements AdapterSource {
        private static final Failure NONE =
                new Failure.Rejected(404, "the local model has no adapters (models.*.adapters)", Optional.empty());

        @Override
        public AdapterWish find(String name) {
            AdapterWish wish = new AdapterWish();
            wish.refused(NONE);
            return wish;
        }

        @Override
        public AdapterLoad load(AdapterVersion version) {
            throw new FailureException(NONE);
        }

        @Override
        public void close() {}
    }
}
