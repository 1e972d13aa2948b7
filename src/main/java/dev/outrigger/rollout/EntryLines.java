package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decisions as lines: {@code {"decision": …}}, before which stands once a file what many have in common, {@code {"profile":
 * …}} and {@code {"policy": …}}, each by its hash. One for each file, or each reader. Not thread-safe.
 */
final class EntryLines {
    static final String DECISION = "decision";
    static final String PROFILE = "profile";
    static final String POLICY = "policy";

    private static final String HASH = "hash";
    private static final String IS = "is";
    private static final int HASH_DIGITS = 16;
    private static final RecordCodec PLAIN = new RecordCodec();

    private final Map<ModelProfile, String> profiles = new HashMap<>();
    private final Map<String, ModelProfile> profilesByHash = new LinkedHashMap<>();
    private final Map<String, Recipe> recipes = new LinkedHashMap<>();
    private final List<String> fresh = new ArrayList<>();
    private final RecordCodec codec =
            new RecordCodec().with(ModelProfile.class, Leaf.of(this::reference, this::referred));

    /** Finds out whether everything that is written can be. */
    static void check() {
        PLAIN.check(ModelProfile.class);
        EntryLines lines = new EntryLines();
        lines.codec.check(Entry.class);
        lines.codec.check(Recipe.class);
    }

    /** The bodies of a decision's lines: first what was not said before, and then itself. */
    List<String> write(Entry entry, Recipe recipe) {
        fresh.clear();
        String hash = entry.decision().hash();
        if (!recipes.containsKey(hash)) {
            JsonNode body = codec.encode(recipe.alone(), Recipe.class);
            recipes.put(hash, recipe);
            fresh.add(body(POLICY, stated(hash, body)));
        }
        String decision = body(DECISION, codec.encode(entry, Entry.class));
        List<String> lines = new ArrayList<>(fresh);
        lines.add(decision);
        return lines;
    }

    private static String body(String key, JsonNode value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(key, value);
        return json.toString();
    }

    private static ObjectNode stated(String hash, JsonNode value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(HASH, hash);
        json.set(IS, value);
        return json;
    }

    private JsonNode reference(ModelProfile profile) {
        String known = profiles.get(profile);
        if (known != null) return TextNode.valueOf(known);
        JsonNode json = PLAIN.encode(profile, ModelProfile.class);
        String hash = Chain.BEGIN.next(json.toString()).hex().substring(0, HASH_DIGITS);
        profiles.put(profile, hash);
        fresh.add(body(PROFILE, stated(hash, json)));
        return TextNode.valueOf(hash);
    }

    private ModelProfile referred(JsonNode json) {
        ModelProfile profile = profilesByHash.get(Leaf.text(json));
        if (profile == null) throw new IllegalArgumentException("the profile " + json + " was not told before");
        return profile;
    }

    /**
     * The decision of a line; empty of another.
     *
     * @throws IllegalArgumentException when it was written by a product of another shape
     */
    Optional<Entry> read(JsonNode body) {
        if (body.has(PROFILE)) {
            JsonNode told = body.path(PROFILE);
            profilesByHash.put(Leaf.text(told.path(HASH)), PLAIN.decode(told.path(IS), ModelProfile.class));
        }
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
