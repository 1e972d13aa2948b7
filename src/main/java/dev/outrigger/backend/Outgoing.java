package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.dialect.Unsaid;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A request as upstream gets it.
 *
 * @param path below the backend's URL, its query included
 * @param dropped names, in the app's words, of what it does not say any more
 * @param manner whose words it is in
 */
record Outgoing(String path, Splice body, SortedSet<String> dropped, Manner manner) {
    /** How a request came by its words. */
    enum Manner {
        /** They are the app's, but for what the rewrite changed. */
        APPS,
        /** They were made here. */
        TRANSLATED
    }

    /**
     * The call's request in this dialect.
     *
     * @throws FailureException {@link Failure.Untranslatable} when it cannot be said, or not without what it means;
     *     {@link Failure.Saturated} when there is no room for another copy of it
     */
    static Outgoing of(Call call, Dialect dialect, Speech speech) {
        boolean same = call.dialect().name().equals(dialect.name());
        return same ? speech.rewritten() : translated(call, dialect, speech);
    }

    private static Outgoing translated(Call call, Dialect dialect, Speech speech) {
        Hold hold = call.holdings().open();
        if (!hold.tryGrow(HeapCost.ofSaying(call.request())))
            throw new FailureException(call.holdings().full("a request in another dialect"));
        try {
            Outgoing said = speech.translated();
            hold.tryResize(said.body().size());
            return said;
        } catch (Unsaid unsaid) {
            hold.release();
            throw unsayable(dialect, unsaid.what());
        } catch (FailureException lost) {
            hold.release();
            throw lost;
        }
    }

    private static FailureException unsayable(Dialect dialect, String what) {
        return new FailureException(new Failure.Untranslatable(
                what + " cannot be said in the dialect " + dialect.name(), Optional.empty()));
    }

    /** Whether the app's own headers, and its key, are upstream's business. */
    boolean isTheApps() {
        return manner == Manner.APPS;
    }
}
