package dev.outrigger.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.route.Policy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What an operator asks about versions of policies and does with them, in JSON. A change serves when its method returns.
 * Methods read and write files: never call them on an event loop. Thread-safe.
 */
public final class PolicyDesk {
    /** Acts of the history that are told. */
    static final int MOST_ACTS = 50;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final RecordCodec CODEC = new RecordCodec();

    private final Supplier<Optional<PolicyStore>> store;
    private final Supplier<Rollout> rollout;
    private final Function<PolicyVersion, List<String>> objections;
    private final Runnable serve;

    /**
     * One over what serves now.
     *
     * @param store absent where none is configured
     * @param objections of the configuration to a version, in words
     * @param serve compiles what the store says, and serves new requests by it
     */
    public PolicyDesk(
            Supplier<Optional<PolicyStore>> store,
            Supplier<Rollout> rollout,
            Function<PolicyVersion, List<String>> objections,
            Runnable serve) {
        this.store = store;
        this.rollout = rollout;
        this.objections = objections;
        this.serve = serve;
    }

    /**
     * How a version is to serve.
     *
     * @param version its hash
     * @param percent of the conversations; absent for all
     * @param shadow whether it is only watched
     */
    record Promotion(String version, Optional<Double> percent, Optional<Boolean> shadow) {}

    /** Every policy with its versions, which of them serve, and the last acts. */
    public String list() throws IOException {
        Rollout now = rollout.get();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode policies = json.putObject("policies");
        for (var entry : new TreeMap<>(now.policies()).entrySet())
            if (!entry.getValue().isContract()) policies.set(entry.getKey(), policy(entry.getKey(), entry.getValue()));
        ArrayNode problems = json.putArray("problems");
        now.problems().forEach(problems::add);
        ArrayNode history = json.putArray("history");
        if (store.get().isPresent()) {
            PolicyStore.History told = store.get().get().history(MOST_ACTS);
            told.problems().forEach(problems::add);
            for (String act : told.acts()) history.add(JSON.readTree(act));
        }
        return pretty(json);
    }

    private ObjectNode policy(String name, Policy serves) throws IOException {
        Rollout now = rollout.get();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("serves", name + "@" + serves.hash());
        Optional.ofNullable(now.configured().get(name))
                .ifPresent(configured -> json.put("configuration", configured.hash()));
        if (store.get().isEmpty() || !Version.isName(name)) return json;
        Serving serving = store.get().get().state().getOrDefault(name, Serving.CONFIGURED);
        json.setAll((ObjectNode) CODEC.encode(serving, Serving.class));
        ArrayNode versions = json.putArray("versions");
        for (String hash : store.get().get().versions(name)) {
            ObjectNode version = versions.addObject().put("hash", hash);
            // Over other models than it was made for it is another, and answers name that one.
            Optional.ofNullable(now.compiled().get(new Version(name, hash)))
                    .map(Policy::hash)
                    .filter(is -> !is.equals(hash))
                    .ifPresent(is -> version.put("decidesAs", is));
        }
        return json;
    }

    /**
     * Lets a version serve, share or be watched.
     *
     * @param body a {@link Promotion}
     * @throws IllegalArgumentException when the request is wrong
     */
    public String promote(String name, String body) throws IOException {
        Promotion said = promotion(body);
        Version version = new Version(name, said.version());
        Policy configured = configured(name);
        boolean isConfigured = version.hash().equals(configured.hash());
        // Here, so that one that cannot serve is told to who asks for it.
        if (!isConfigured) check(version, configured);
        String hash = isConfigured ? Serving.CONFIGURATION : version.hash();
        boolean isWatched = said.shadow().orElse(false);
        if (isWatched && said.percent().isPresent())
            throw new IllegalArgumentException("a version that is watched has no percent");
        if (isWatched) return change(name, "shadow", said(version), serving -> serving.watching(hash));
        boolean isAll = said.percent().filter(percent -> percent != 100).isEmpty();
        if (isAll) return change(name, "promote", said(version), serving -> serving.promoted(hash));
        double percent = said.percent().get();
        return change(name, "split", said(version), serving -> serving.trying(hash, percent));
    }

    private static Optional<String> said(Version version) {
        return Optional.of(version.hash());
    }

    /** One that could not serve is refused to who asks for it. */
    private void check(Version version, Policy configured) throws IOException {
        PolicyVersion stored = stored().read(version);
        List<String> wrong = objections.apply(stored);
        if (!wrong.isEmpty()) throw new IllegalArgumentException(String.join("; ", wrong));
        stored.recipe().over(configured.recipe()).policy();
    }

    /** Ends what is on trial or watched; where nothing is, what served before serves again. */
    public String rollBack(String name) throws IOException {
        configured(name);
        return change(name, "rollback", Optional.empty(), Serving::rolledBack);
    }

    /** Takes a version in, as {@link PolicyVersion} reads it. */
    public String add(byte[] content) throws IOException {
        PolicyVersion version =
                PolicyVersion.read("the version", content, rollout.get().models());
        if (version.version().name().equals(Policy.CONTRACT))
            throw new IllegalArgumentException("the contract has no versions");
        stored().add(version);
        return pretty(JsonNodeFactory.instance
                .objectNode()
                .put("version", version.version().toString()));
    }

    private String change(String name, String act, Optional<String> hash, UnaryOperator<Serving> how)
            throws IOException {
        Map<String, Serving> serves =
                rollout.get().known().map(Rollout.Known::state).orElse(Map.of());
        stored().change(name, act, hash, serves, how);
        serve.run();
        return pretty(policy(name, rollout.get().policies().getOrDefault(name, configured(name))));
    }

    private Policy configured(String name) {
        Policy policy = rollout.get().configured().get(Version.checkName(name));
        if (policy == null || policy.isContract())
            throw new IllegalArgumentException("no policy " + name + " is configured");
        return policy;
    }

    private PolicyStore stored() {
        return store.get().orElseThrow(() -> new IllegalArgumentException("rollout.store is not configured"));
    }

    private static Promotion promotion(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return CODEC.decode(json, Promotion.class);
        } catch (JsonProcessingException none) {
            throw new IllegalArgumentException(
                    "the body must be {\"version\": HASH, \"percent\": P, \"shadow\": true}", none);
        }
    }

    private static String pretty(JsonNode json) {
        return json.toPrettyString() + "\n";
    }
}
