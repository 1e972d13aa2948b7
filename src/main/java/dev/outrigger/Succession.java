package dev.outrigger;

import dev.outrigger.engine.Shared;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;

/**
 * How one model takes another's place in a berth: beside it if memory holds both, else after it; and never while one
 * before that is still in memory. The loader's thread alone calls it.
 */
final class Succession {
    private static final Logger LOG = System.getLogger(LocalEngine.class.getName());

    private final LoadListener listener;
    private final BooleanSupplier isClosed;
    private final Runnable again;

    /**
     * @param isClosed whether what is loaded now would never be freed by anybody else
     * @param again has all that is wanted settled again
     */
    Succession(LoadListener listener, BooleanSupplier isClosed, Runnable again) {
        this.listener = listener;
        this.isClosed = isClosed;
        this.again = again;
    }

    /** One model that is wanted, and where. */
    record Place<K, M>(String name, Berth<K, M> berth, K key) {}

    /** Brings a model into memory. */
    interface Load<M> {
        Shared<M> load() throws IOException;
    }

    /** Has the wanted model serve there, now or when there is room for it. */
    <K, M> void settle(Place<K, M> place, BooleanSupplier hasRoom, Load<M> load) {
        Berth<K, M> berth = place.berth();
        if (berth.serves(place.key())) {
            berth.settle();
        } else if (!berth.left().isComplete()) {
            // Two of them at most are in memory, however fast the configuration changes.
            berth.expect("waiting until the answers of the one before have ended");
            againWhenLeft(berth);
        } else if (berth.isServing() && !hasRoom.getAsBoolean()) {
            berth.vacate(Berth.Phase.LOADING, "memory does not hold it twice, so the earlier one goes first");
            LOG.log(Level.INFO, "local model {0}: {1}", place.name(), berth.words());
            againWhenLeft(berth);
        } else {
            berth.expect("its weights are being read");
            listener.loaded(place.name(), load(place, load));
        }
    }

    private void againWhenLeft(Berth<?, ?> berth) {
        berth.left().onComplete(freed -> again.run());
    }

    /** Whatever a load runs into, a library that does not link included, costs this model and nothing else. */
    private <K, M> LoadListener.Outcome load(Place<K, M> place, Load<M> load) {
        Berth<K, M> berth = place.berth();
        try {
            berth.lodge(place.key(), load.load());
            if (isClosed.getAsBoolean()) berth.freeNow();
            LOG.log(Level.INFO, "local model {0}: {1}", place.name(), berth.words());
            return LoadListener.Outcome.READY;
        } catch (FileNotFoundException | NoSuchFileException absent) {
            berth.lack(String.valueOf(absent.getMessage()));
        } catch (IOException failed) {
            berth.despair(String.valueOf(failed.getMessage()));
        } catch (RuntimeException | LinkageError | OutOfMemoryError fault) {
            LOG.log(Level.ERROR, "local model " + place.name() + " cannot be loaded", fault);
            berth.despair("loading failed: " + fault);
        }
        LOG.log(Level.WARNING, "local model {0}: {1}", place.name(), berth.words());
        return LoadListener.Outcome.FAILED;
    }
}
