package dev.outrigger.backend;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.dialect.Dialect;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names of what an answer's model was not told of the request, in the words of the app's dialect, sorted. */
final class Dropped {
    private Dropped() {}

    /** What remains of a request for a model that keeps only these features, and no vendor's own fields. */
    static SortedSet<String> all(ChatRequest request, Dialect app, Set<Feature> kept) {
        SortedSet<String> names = new TreeSet<>(request.vendorFields());
        for (Feature feature : Feature.of(request)) if (!kept.contains(feature)) names.add(app.field(feature));
        return names;
    }
}
