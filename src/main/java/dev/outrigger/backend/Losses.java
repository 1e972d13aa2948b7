package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Feature;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What becomes of the wishes of a request that its model cannot be told: they are left out and named, or the model is not
 * asked. By default the latter where its answer would be another one without them.
 */
final class Losses {
    private final TranslationSettings settings;

    Losses(TranslationSettings settings) {
        this.settings = settings;
    }

    /**
     * The names of what is left out, in the words of the app's dialect, sorted.
     *
     * @param model the operator's name of it
     * @param vendorFields all of them are lost
     * @param lost beside them
     * @throws FailureException {@link Failure.Untranslatable} when the model is not to be asked without one of them
     */
    SortedSet<String> judge(String model, Set<String> vendorFields, Dialect app, Set<Feature> lost) {
        SortedSet<String> dropped = new TreeSet<>(vendorFields);
        SortedSet<String> missed = new TreeSet<>();
        for (String name : vendorFields)
            if (refuses(name, app.changesMeaning(name) || name.equals(Request.ADAPTER))) missed.add(name);
        for (Feature feature : lost) {
            String name = app.field(feature);
            dropped.add(name);
            if (refuses(name, feature.changesMeaning())) missed.add(name);
        }
        if (missed.isEmpty()) return dropped;
        throw new FailureException(new Failure.Untranslatable(
                "the model " + model + " cannot be told " + String.join(", ", missed) + ", and is not asked without: "
                        + way(missed),
                Optional.empty()));
    }

    /** Which key says so, or would allow it. */
    private String way(SortedSet<String> missed) {
        List<String> forbidden =
                missed.stream().filter(settings.refuse()::contains).toList();
        return forbidden.isEmpty()
                ? "the setting translation.drop: [" + String.join(", ", missed) + "] would allow it"
                : "the setting translation.refuse has " + String.join(", ", forbidden);
    }

    private boolean refuses(String name, boolean changesMeaning) {
        return settings.refuse().contains(name)
                || (changesMeaning && !settings.drop().contains(name));
    }
}
