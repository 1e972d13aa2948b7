package dev.outrigger.life;

import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Loss;
import dev.outrigger.engine.Shared;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * How one model takes another's place in a berth: beside it if memory holds both, else after it; and never while one
 * before that is still in memory. And how one goes: lost, or not asked for long. The loader's thread alone calls it.
 */
public final class Succession {
    private static final Logger LOG = System.getLogger(Succession.class.getName());

    private final Ledger ledger;
    private final LoadListener listener;
    private final InstantSource clock;
    private final Agenda agenda;
    private final BooleanSupplier isClosed;
    private final Runnable again;

    /**
     * @param isClosed whether what is loaded now would never be freed by anybody else
     * @param again has all that is wanted settled again
     */
    public Succession(
            Ledger ledger,
            LoadListener listener,
            InstantSource clock,
            Agenda agenda,
            BooleanSupplier isClosed,
            Runnable again) {
        this.ledger = ledger;
        this.listener = listener;
        this.clock = clock;
        this.agenda = agenda;
        this.isClosed = isClosed;
        this.again = again;
    }

    /** The settings were read again. */
    public <K extends Terms<K>, M> void renew(Place<K, M> place) {
        Berth<K, M> berth = place.berth();
        berth.renew(place.key(), place.residence().unloadAfter().isPresent());
        Instant now = clock.instant();
        // One that rests comes back when the new settings say; a time that has come holds.
        if (berth.life() instanceof Absent<M> none
                && none.why() == Absent.Why.UNLOADED
                && !Life.hasCome(none.nextAt(), now))
            berth.unload(none.note(), place.residence().nextWake(now));
    }

    /** Lets time pass for it: one that nobody asks goes, one that is to be there by now comes. True where a load is due. */
    public <K extends Terms<K>, M> boolean tend(Place<K, M> place) {
        Berth<K, M> berth = place.berth();
        Instant now = clock.instant();
        berth.tend(now);
        if (berth.life() instanceof Absent<M> none && none.why() == Absent.Why.UNLOADED) {
            if (none.nextAt().filter(at -> !at.isAfter(now)).isPresent()) berth.wake(Life.Cause.SCHEDULE);
        } else if (restsAt(place, now).filter(at -> !at.isAfter(now)).isPresent()) {
            berth.unload(place.residence().unloadedNote(), place.residence().nextWake(now));
            say(Level.INFO, place);
        }
        return berth.isDue(place.key(), now);
    }

    /** When something is to be done about it next, as things are. */
    public <K extends Terms<K>, M> Optional<Instant> nextAt(Place<K, M> place) {
        return Stream.concat(place.berth().life().nextAt().stream(), restsAt(place, clock.instant()).stream())
                .min(Instant::compareTo);
    }

    /** When it has been idle for long enough; one that is in use will not be before that time from now. */
    private <K extends Terms<K>, M> Optional<Instant> restsAt(Place<K, M> place, Instant now) {
        Optional<Duration> after = place.residence().unloadAfter();
        Optional<Shared<M>> model = place.berth().life().model();
        if (after.isEmpty() || model.isEmpty()) return Optional.empty();
        return Optional.of(model.get().idleSince().orElse(now).plus(after.get()));
    }

    /** Has the wanted model serve there, now or when there is room for it, if that is due. */
    public <K extends Terms<K>, M> void settle(Place<K, M> place, Loader<K, M> loader) {
        Berth<K, M> berth = place.berth();
        if (!berth.isDue(place.key(), clock.instant())) return;
        if (!berth.left().isComplete()) {
            // Two of them at most are in memory, however fast the configuration changes.
            berth.expect("waiting until the answers of the one before have ended");
            againWhenLeft(berth);
        } else if (berth.isServing() && !hasRoom(place, loader)) {
            makeRoom(place, loader);
        } else {
            Life.Cause cause = berth.life().cause();
            berth.expect("its weights are being read");
            listener.loaded(place.name(), load(place, loader), cause);
        }
    }

    /** What is due there is not loaded before then. */
    public <K extends Terms<K>, M> void postpone(Place<K, M> place, String why, Instant retryAt) {
        if (place.berth().isDue(place.key(), clock.instant())) place.berth().fail(retryAt, why);
    }

    private <K extends Terms<K>, M> void makeRoom(Place<K, M> place, Loader<K, M> loader) {
        Berth<K, M> berth = place.berth();
        if (berth.serves(place.key())) {
            // Nobody gives up what serves for what did not fit before.
            berth.stayLesser("there is no memory for more", clock.instant());
            return;
        }
        try {
            ledger.check(place.name(), loader.footprint(berth.terms(place.key())), berth.held());
        } catch (IOException never) {
            // What serves is not freed for what would fit no better then.
            Life.Cause cause = berth.life().cause();
            berth.fail(place.key(), String.valueOf(never.getMessage()), clock.instant());
            say(Level.WARNING, place);
            listener.loaded(place.name(), LoadListener.Outcome.FAILED, cause);
            return;
        }
        berth.cede("memory does not hold it twice, so the earlier one goes first");
        say(Level.INFO, place);
        againWhenLeft(berth);
    }

    private static void say(Level level, Place<?, ?> place) {
        LOG.log(
                level,
                "local model {0}: {1}",
                place.name(),
                place.berth().life().words());
    }

    private <K extends Terms<K>, M> boolean hasRoom(Place<K, M> place, Loader<K, M> loader) {
        K terms = place.berth().terms(place.key());
        try {
            return loader.hasRoom(terms) && ledger.hasRoom(loader.footprint(terms));
        } catch (IOException unreadable) {
            // Its load will say so better, and the one that serves stays meanwhile.
            return true;
        }
    }

    private void againWhenLeft(Berth<?, ?> berth) {
        berth.left().onComplete(freed -> {
            boolean unusedWhenClosed = agenda.run(again);
        });
    }

    /** Whatever a load runs into, a library that does not link included, costs this model and nothing else. */
    private <K extends Terms<K>, M> LoadListener.Outcome load(Place<K, M> place, Loader<K, M> loader) {
        Berth<K, M> berth = place.berth();
        K terms = berth.terms(place.key());
        try {
            bring(place, terms, loader);
            if (isClosed.getAsBoolean()) berth.freeNow();
            say(Level.INFO, place);
            return berth.isLesser() ? LoadListener.Outcome.DEGRADED : LoadListener.Outcome.READY;
        } catch (FileNotFoundException | NoSuchFileException absent) {
            berth.miss(place.key(), String.valueOf(absent.getMessage()), clock.instant());
        } catch (IOException failed) {
            failed(place, terms, failed, String.valueOf(failed.getMessage()));
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "local model " + place.name() + " cannot be loaded", fault);
            failed(place, terms, fault, "loading failed: " + fault);
        }
        say(Level.WARNING, place);
        return LoadListener.Outcome.FAILED;
    }

    private <K extends Terms<K>, M> void failed(Place<K, M> place, K terms, Throwable fault, String why) {
        Optional<Loss> loss = Loss.in(fault);
        if (loss.isPresent()) place.berth().fail(place.key(), terms, loss.get(), clock.instant());
        else place.berth().fail(place.key(), why, clock.instant());
    }

    private <K extends Terms<K>, M> void bring(Place<K, M> place, K terms, Loader<K, M> loader) throws IOException {
        Berth<K, M> berth = place.berth();
        Footprint footprint = loader.footprint(terms);
        ledger.check(place.name(), footprint);
        Loaded<M> loaded = loader.load(terms, new LoadProgress(place.name(), berth, clock));
        ledger.add(place.name(), footprint);
        Shared<M> shared = new Shared<>(
                loaded.model(),
                () -> {
                    loaded.free().run();
                    ledger.remove(place.name(), footprint);
                },
                clock);
        berth.lodge(new Berth.Lodger<>(place.key(), terms, loaded.device(), footprint), shared, clock.instant());
        loaded.whenLost().accept(why -> {
            boolean unusedWhenClosed = agenda.run(() -> lost(place.name(), berth, shared, Loss.of(why)));
        });
    }

    private <M> void lost(String name, Berth<?, M> berth, Shared<M> model, Loss loss) {
        if (!berth.holds(model)) return;
        berth.lose(loss, clock.instant());
        listener.lost(name, loss.kind());
        LOG.log(Level.WARNING, "local model {0}: {1}", name, berth.life().words());
        again.run();
    }
}
