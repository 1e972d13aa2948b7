package dev.outrigger;

import dev.outrigger.life.Berth;
import dev.outrigger.life.Life;
import dev.outrigger.life.Place;
import dev.outrigger.life.Residence;
import dev.outrigger.life.Terms;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The berths of one kind of model, by the model's name. Any thread may look; the loader's changes what is in them.
 *
 * @param <K> all that the loading of such a model depends on
 * @param <M> the loaded model
 */
final class Berths<K extends Terms<K>, M> {
    private static final Logger LOG = System.getLogger(LocalFleet.class.getName());
    private static final String UNWANTED = "no longer configured";

    private final Map<String, Berth<K, M>> berths = new ConcurrentHashMap<>();

    Optional<Berth<K, M>> find(String name) {
        return Optional.ofNullable(berths.get(name));
    }

    /** Each of these has a berth from now on. */
    void open(Set<String> names) {
        names.forEach(this::berth);
    }

    private Berth<K, M> berth(String name) {
        return berths.computeIfAbsent(name, fresh -> new Berth<>());
    }

    List<Place<K, M>> places(Map<String, K> wanted, Map<String, Residence> residences) {
        return wanted.entrySet().stream()
                .map(each -> new Place<>(
                        each.getKey(),
                        berth(each.getKey()),
                        each.getValue(),
                        residences.getOrDefault(each.getKey(), Residence.FOR_GOOD)))
                .toList();
    }

    /** Nothing will come where none of these belongs: who waits there hears so. What serves goes on. */
    void dismiss(Set<String> wanted) {
        berths.forEach((name, berth) -> {
            if (!wanted.contains(name) && !berth.isServing()) berth.leave(UNWANTED);
        });
    }

    /** Frees, each after its last answer, all but these. */
    void forget(Set<String> wanted) {
        berths.forEach((name, berth) -> {
            if (wanted.contains(name)) return;
            berths.remove(name);
            berth.leave(UNWANTED);
            LOG.log(Level.INFO, "local model {0}: freed", name);
        });
    }

    void lives(Map<String, ? super Life<M>> into) {
        berths.forEach((name, berth) -> into.put(name, berth.life()));
    }

    /** Frees all on this thread; answers that run fail. */
    void freeNow() {
        berths.values().forEach(Berth::freeNow);
    }
}
