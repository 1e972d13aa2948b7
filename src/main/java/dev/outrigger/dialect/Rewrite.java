package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.json.FieldPath;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What changes in a request between the app and upstream of the same dialect.
 *
 * @param model the name upstream knows
 * @param rejects request fields that are left out, as {@link FieldPath}s
 * @param renames request fields, as {@link FieldPath}s, that get another name where they stand; one that is there under
 *     its new name as well is left out under its old
 * @param usage what to do about the usage of a stream
 * @param reasoning what to do about that of earlier turns
 * @param lessons fields that are left out of some requests
 */
public record Rewrite(
        ModelName model,
        Set<String> rejects,
        Map<String, String> renames,
        StreamUsage usage,
        Reasoning reasoning,
        Set<Lesson> lessons) {
    public Rewrite {
        rejects = Set.copyOf(rejects);
        renames = Map.copyOf(renames);
        lessons = Set.copyOf(lessons);
    }

    /** Nothing that the app or its model asks for. */
    public static Rewrite none(ModelName model) {
        return new Rewrite(model, Set.of(), Map.of(), StreamUsage.AS_ASKED);
    }

    /** One that keeps the reasoning, and changes every request alike. */
    public Rewrite(ModelName model, Set<String> rejects, Map<String, String> renames, StreamUsage usage) {
        this(model, rejects, renames, usage, Reasoning.KEPT, Set.of());
    }

    /** The same, doing this about the reasoning of earlier turns. */
    public Rewrite with(Reasoning other) {
        if (other == reasoning) return this;
        return new Rewrite(model, rejects, renames, usage, other, lessons);
    }

    /** The same; where reasoning is left out, these fields that hold some are as well. */
    public Rewrite alsoWithout(Set<String> reasoningFields) {
        if (reasoning == Reasoning.KEPT) return this;
        Set<String> more = new HashSet<>(rejects);
        more.addAll(reasoningFields);
        return new Rewrite(model, more, renames, usage, reasoning, lessons);
    }

    /** Whether there is reasoning in the request that is left out. */
    public boolean forgets(Inbound inbound) {
        return reasoning == Reasoning.LEFT_OUT && Feature.of(inbound.request()).contains(Feature.REASONING);
    }

    /** The fields of the app's request that are left out. */
    public SortedSet<String> dropped(Request request) {
        return dropped(request.text());
    }

    private SortedSet<String> dropped(JsonObjectText text) {
        Set<String> left = rejects(text);
        if (left.isEmpty()) return new TreeSet<>();
        return left.stream()
                .filter(name -> text.has(FieldPath.of(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is left out of a request like this. */
    private Set<String> rejects(JsonObjectText text) {
        if (lessons.isEmpty()) return rejects;
        Set<String> all = new HashSet<>(rejects);
        for (Lesson lesson : lessons) if (lesson.when().holds(text)) all.add(lesson.field());
        return all;
    }

    /** Whether the app's request has a field that is left out or gets another name, or reasoning that is left out. */
    public boolean touches(Request request) {
        boolean forgets = request instanceof Inbound chat && forgets(chat);
        return forgets
                || Stream.concat(rejects(request.text()).stream(), renames.keySet().stream())
                        .map(FieldPath::of)
                        .anyMatch(request.text()::has);
    }

    /** Leaves out what is rejected, and gives other names. */
    public void write(JsonEdit edit) {
        for (String name : rejects(edit.object())) edit.remove(FieldPath.of(name));
        renames.forEach((name, other) -> edit.rename(FieldPath.of(name), other));
    }

    /** The app's own request with the model's name in this field, and without what the model rejects. */
    public Splice applied(Request request, String modelField) {
        JsonEdit edit = new JsonEdit(request.text());
        boolean isNamed = request.text().has(modelField) && request.model().equals(model);
        if (!isNamed) edit.set(modelField, Json.quote(model.value()));
        write(edit);
        return edit.apply();
    }

    /** A request that is not read, with another name of its model. */
    public static Splice named(Bytes body, ModelName model) {
        return new JsonEdit(read(body, JsonBounds.REQUEST))
                .set("model", Json.quote(model.value()))
                .apply();
    }

    /**
     * A request that was said anew, without what the model rejects and with the names it knows.
     *
     * @param dropped gets the names of what was there and is not any more
     * @throws Unsaid when it has become larger than what may be edited
     */
    public Splice edited(Bytes said, Set<String> dropped) {
        if (rejects.isEmpty() && renames.isEmpty() && lessons.isEmpty()) return Splice.of(said);
        JsonObjectText object = read(said, JsonBounds.WRITTEN);
        dropped.addAll(dropped(object));
        JsonEdit edit = new JsonEdit(object);
        write(edit);
        return edit.apply();
    }

    private static JsonObjectText read(Bytes said, JsonBounds bounds) {
        try {
            return JsonObjectText.read(said, bounds).text();
        } catch (Json.Unfit large) {
            throw new Unsaid("a request of so many parts, or with so many in one another");
        }
    }

    /** What becomes of what a model thought in earlier turns, its signatures included. */
    public enum Reasoning {
        /** It goes on, as far as its dialect has words for it and its vendor's seals are on it. */
        KEPT,
        /** None of it goes on: it was another model's. */
        LEFT_OUT
    }

    /** Whether upstream is asked for a stream's usage that the app did not ask for. */
    public enum StreamUsage {
        /** The request says it itself; one in other words asks, where its dialect has to. */
        AS_ASKED,
        /** Asked for where the request is streamed and does not ask itself, and kept from the app. */
        ASKED_FOR_US,
        /** The backend cannot be asked: a request in other words asks for none, and the app's own asks what it asks. */
        UNASKED
    }
}
