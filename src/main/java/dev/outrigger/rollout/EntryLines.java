package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.exchange.Compared;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Brief;
import dev.outrigger.route.ChainSettings;
import dev.outrigger.route.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decisions as lines: {@code {"decision": …}}, before which stands once a file what many have in common, each by its hash:
 * {@code {"profile": …}}, {@code {"policy": …}}, and what destinations and judges are told, which is long; and {@code
 * {"compared": …}}, of a version that is watched. One for each file, or each reader. Not thread-safe.
 */
final class EntryLines {
    static final String DECISION = "decision";
    static final String PROFILE = "profile";
    static final String POLICY = "policy";
    static final String COMPARED = "compared";

    private static final String HASH = "hash";
    private static final String IS = "is";
    private static final RecordCodec PLAIN = new RecordCodec();

    private final List<String> fresh = new ArrayList<>();
    private final List<ToldOnce<?>> shared = List.of(
            new ToldOnce<>(PROFILE, ModelProfile.class, PLAIN, fresh::add),
            new ToldOnce<>("destination", ChainSettings.Destination.class, PLAIN, fresh::add),
            new ToldOnce<>("instructions", Instructions.class, PLAIN, fresh::add),
            new ToldOnce<>("brief", Brief.class, PLAIN, fresh::add));
    private final Map<String, Recipe> recipes = new LinkedHashMap<>();
    private final RecordCodec codec = codec(shared);

    private static RecordCodec codec(List<ToldOnce<?>> shared) {
        RecordCodec whole = PLAIN;
        for (ToldOnce<?> one : shared) whole = one.in(whole);
        return whole;
    }

    /** Finds out whether everything that is written can be. */
    static void check() {
        PLAIN.check(Entry.class);
        PLAIN.check(Recipe.class);
        PLAIN.check(Compared.class);
    }

    /** The bodies of a decision's lines: first what was not said before, and then itself. */
    List<String> write(Entry entry, Recipe recipe) {
        fresh.clear();
        String hash = entry.decision().hash();
        if (!recipes.containsKey(hash)) {
            JsonNode body = codec.encode(recipe.alone(), Recipe.class);
            recipes.put(hash, recipe);
            fresh.add(ToldOnce.line(POLICY, hash, body));
        }
        String decision = ToldOnce.body(DECISION, codec.encode(entry, Entry.class));
        List<String> lines = new ArrayList<>(fresh);
        lines.add(decision);
        return lines;
    }

    /** The body of a comparison's line, which stands for itself. */
    String write(Compared compared) {
        return ToldOnce.body(COMPARED, PLAIN.encode(compared, Compared.class));
    }

    /**
     * The decision of a line; empty of another.
     *
     * @throws IllegalArgumentException when it was written by a product of another shape
     */
    Optional<Entry> read(JsonNode body) {
        shared.forEach(one -> one.read(body));
        if (body.has(POLICY)) {
            JsonNode told = body.path(POLICY);
            recipes.put(Leaf.text(told.path(HASH)), codec.decode(told.path(IS), Recipe.class));
        }
        return body.has(DECISION) ? Optional.of(codec.decode(body.path(DECISION), Entry.class)) : Optional.empty();
    }

    /** The recipe of the policy of this hash, if it was told. */
    Optional<Recipe> recipe(String hash) {
        return Optional.ofNullable(recipes.get(hash));
    }
}
