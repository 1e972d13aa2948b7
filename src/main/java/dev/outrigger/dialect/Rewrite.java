package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What changes in a request between the app and upstream of the same dialect.
 *
 * @param model the name upstream knows
 * @param rejects top-level request fields that are left out
 * @param renames top-level request fields that get another name; one that is there under its new name as well is left
 *     out under its old
 * @param usage what to do about the usage of a stream
 */
public record Rewrite(ModelName model, Set<String> rejects, Map<String, String> renames, StreamUsage usage) {
    public Rewrite {
        rejects = Set.copyOf(rejects);
        renames = Map.copyOf(renames);
    }

    /** The fields of the app's request that are left out. */
    public SortedSet<String> dropped(Request request) {
        return rejects.stream().filter(request.text()::has).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The app's own request with the model's name in this field, and without what the model rejects. */
    public Splice applied(Request request, String modelField) {
        JsonEdit edit = new JsonEdit(request.text());
        boolean isNamed = request.text().has(modelField) && request.model().equals(model);
        if (!isNamed) edit.set(modelField, Json.quote(model.value()));
        rejects.forEach(edit::remove);
        renames.forEach(edit::rename);
        return edit.apply();
    }

    /** Whether it leaves out or renames any field of the app's request. */
    public boolean touches(Request request) {
        return rejects.stream().anyMatch(request.text()::has)
                || renames.keySet().stream().anyMatch(request.text()::has);
    }

    /**
     * A request that was said anew, without what the model rejects and with the names it knows.
     *
     * @param dropped gets the names of what was there and is not any more
     * @throws Unsaid when it has become larger than what may be edited
     */
    public Splice edited(Bytes said, Set<String> dropped) {
        if (rejects.isEmpty() && renames.isEmpty()) return Splice.of(said);
        JsonObjectText object = read(said);
        JsonEdit edit = new JsonEdit(object);
        for (String name : rejects) {
            if (object.has(name)) dropped.add(name);
            edit.remove(name);
        }
        renames.forEach(edit::rename);
        return edit.apply();
    }

    private static JsonObjectText read(Bytes said) {
        try {
            return JsonObjectText.read(said).text();
        } catch (Json.Unfit large) {
            throw new Unsaid("a request of so many parts");
        }
    }

    /** Whether upstream is asked for a stream's usage that the app did not ask for. */
    public enum StreamUsage {
        /** The request says it itself, or the backend cannot. */
        AS_ASKED,
        /** Asked for where the request is streamed and does not ask itself, and kept from the app. */
        ASKED_FOR_US
    }
}
