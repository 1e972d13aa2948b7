package dev.outrigger.rollout;

import dev.outrigger.route.Policy;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a configuration's policies and a store of versions come to: who decides.
 *
 * <p>A version is compiled over the models of now: where those differ from the ones it was made for, so does its hash, and
 * answers name what did decide. A version that cannot be read, or a store, is passed over, and {@code problems} says so: a
 * fault in it must not stop requests.
 *
 * @param configured by name, the configuration's own
 * @param policies by name, the one that serves all that no trial does
 * @param problems in words, for the operator
 * @param compiled by version, what it is over the models of now
 */
public record Rollout(
        Map<String, Policy> configured,
        Map<String, Policy> policies,
        Trials trials,
        List<String> problems,
        Map<Version, Policy> compiled) {
    public Rollout {
        configured = Map.copyOf(configured);
        policies = Map.copyOf(policies);
        problems = List.copyOf(problems);
        compiled = Map.copyOf(compiled);
    }

    /** The configuration's policies alone. */
    public static Rollout of(Map<String, Policy> configured) {
        return new Rollout(configured, configured, Trials.NONE, List.of(), Map.of());
    }

    /**
     * The same, with what the store says of them.
     *
     * @param objections of the configuration to a version, in words: one that has any does not serve
     */
    public static Rollout of(
            Map<String, Policy> configured,
            Optional<PolicyStore> store,
            Function<PolicyVersion, List<String>> objections) {
        if (store.isEmpty()) return of(configured);
        try {
            return new Making(configured, store.get(), objections)
                    .made(store.get().state());
        } catch (IOException unreadable) {
            return new Rollout(
                    configured,
                    configured,
                    Trials.NONE,
                    List.of("the store cannot be read: " + unreadable.getMessage()),
                    Map.of());
        }
    }

    /**
     * The version of a policy that decides a request.
     *
     * @param session names its conversation; asked only where there is a choice
     */
    public Choice choose(Policy policy, LongSupplier session) {
        return trials.choose(policy, session);
    }

    /** What a policy that is written by hand is compiled over: the models of now, and what reads requests. */
    public Recipe models() {
        return configured.values().stream()
                .map(Policy::recipe)
                .filter(recipe -> recipe.settings().isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no policy is configured"));
    }

    /** What a person should know of it, by the policy's name: those that the configuration does not decide alone. */
    public Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        policies.forEach((name, policy) -> {
            Optional<Trial> trial = trials.of(name);
            boolean isOwn = policy.equals(configured.get(name));
            if (isOwn && trial.isEmpty()) return;
            String serves = policy.hash() + (isOwn ? " of the configuration" : " of the store");
            details.put(name, serves + trial.map(Trial::words).orElse(""));
        });
        return details;
    }

    /** One being made. */
    private static final class Making {
        private final Map<String, Policy> configured;
        private final Map<String, Policy> policies;
        private final PolicyStore store;
        private final Function<PolicyVersion, List<String>> objections;
        private final Map<String, Trial> trials = new LinkedHashMap<>();
        private final Map<Version, Policy> compiled = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();

        private Making(
                Map<String, Policy> configured, PolicyStore store, Function<PolicyVersion, List<String>> objections) {
            this.configured = configured;
            this.policies = new LinkedHashMap<>(configured);
            this.store = store;
            this.objections = objections;
        }

        private Rollout made(Map<String, Serving> state) {
            state.forEach((name, serving) -> {
                Policy configured = policies.get(name);
                if (configured == null || configured.isContract()) problems.add("no policy " + name + " is configured");
                else serve(configured, serving);
            });
            return new Rollout(configured, policies, new Trials(trials), problems, compiled);
        }

        private void serve(Policy configured, Serving serving) {
            Policy stable = version(configured, serving.stable()).orElse(configured);
            policies.put(configured.name(), stable);
            List<Trial.Arm> arms = new ArrayList<>();
            double left = 1;
            for (Serving.Slice slice : serving.split()) {
                Optional<Policy> tried = version(configured, slice.hash());
                if (tried.isEmpty()) continue;
                double share = slice.percent() / 100;
                arms.add(new Trial.Arm(tried.get(), share));
                left -= share;
            }
            arms.add(new Trial.Arm(stable, left));
            Optional<Policy> shadow = serving.shadow().flatMap(hash -> version(configured, hash));
            // By the name it has in the store: what it comes to over the models of now changes with their prices.
            String salt = serving.split().isEmpty()
                    ? serving.stable()
                    : serving.split().getFirst().hash();
            if (arms.size() > 1 || shadow.isPresent()) trials.put(configured.name(), new Trial(arms, shadow, salt));
        }

        private Optional<Policy> version(Policy configured, String hash) {
            if (hash.equals(Serving.CONFIGURATION)) return Optional.of(configured);
            try {
                Version version = new Version(configured.name(), hash);
                PolicyVersion stored = store.read(version);
                List<String> wrong = objections.apply(stored);
                if (!wrong.isEmpty()) throw new IllegalArgumentException(String.join("; ", wrong));
                Recipe now = configured.recipe();
                Policy policy = stored.recipe().over(now.models(), now.heads()).policy();
                compiled.put(version, policy);
                return Optional.of(policy);
            } catch (IOException | IllegalArgumentException unreadable) {
                problems.add(configured.name() + "@" + hash + " is passed over: " + unreadable.getMessage());
                return Optional.empty();
            }
        }
    }
}
