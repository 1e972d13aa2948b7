package dev.outrigger.rollout;

import dev.outrigger.route.Policy;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.nio.file.Path;
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
 * answers name what did decide. Where a store or a version in it cannot be read any more, what served before serves on;
 * where nothing did, it is passed over. {@code problems} says so: a fault in it must not stop requests.
 *
 * @param configured by name, the configuration's own
 * @param policies by name, the one that serves all that no trial does
 * @param problems in words, for the operator
 * @param compiled by version, what it is over the models of now
 * @param known what the store said last; absent where it said nothing yet
 */
public record Rollout(
        Map<String, Policy> configured,
        Map<String, Policy> policies,
        Trials trials,
        List<String> problems,
        Map<Version, Policy> compiled,
        Optional<Known> known) {
    public Rollout {
        configured = Map.copyOf(configured);
        policies = Map.copyOf(policies);
        problems = List.copyOf(problems);
        compiled = Map.copyOf(compiled);
    }

    /** What a store said, by the file it said it in. */
    record Known(Path file, Map<String, Serving> state) {
        Known {
            state = Map.copyOf(state);
        }
    }

    /** The configuration's policies alone. */
    public static Rollout of(Map<String, Policy> configured) {
        return new Rollout(configured, configured, Trials.NONE, List.of(), Map.of(), Optional.empty());
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
        return of(configured, store, objections, Optional.empty());
    }

    /**
     * The same, after another.
     *
     * @param before what served until now
     */
    public static Rollout of(
            Map<String, Policy> configured,
            Optional<PolicyStore> store,
            Function<PolicyVersion, List<String>> objections,
            Optional<Rollout> before) {
        if (store.isEmpty()) return of(configured);
        Path file = store.get().serving();
        Optional<Rollout> same = before.filter(
                rollout -> rollout.known().map(Known::file).filter(file::equals).isPresent());
        return new Making(configured, store.get(), objections, same).made();
    }

    /**
     * The version of a policy that decides a request.
     *
     * @param session names its conversation; asked only where there is a choice
     */
    public Choice choose(Policy policy, LongSupplier session) {
        return trials.choose(policy, session);
    }

    /** Whether it is made of what the store says now. */
    public boolean follows(PolicyStore store) {
        try {
            return known.filter(said -> said.file().equals(store.serving()))
                    .map(Known::state)
                    .equals(store.said());
        } catch (IOException unreadable) {
            return false;
        }
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
        private final Optional<Rollout> before;
        private final Map<Version, Policy> compiled = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();

        private Making(
                Map<String, Policy> configured,
                PolicyStore store,
                Function<PolicyVersion, List<String>> objections,
                Optional<Rollout> before) {
            this.configured = configured;
            this.policies = new LinkedHashMap<>(configured);
            this.store = store;
            this.objections = objections;
            this.before = before;
        }

        private Rollout made() {
            Optional<Map<String, Serving>> said = said();
            said.orElse(Map.of()).forEach((name, serving) -> {
                Policy configured = policies.get(name);
                if (configured == null || configured.isContract()) problems.add("no policy " + name + " is configured");
                else serve(configured, serving);
            });
            Optional<Known> known = said.map(state -> new Known(store.serving(), state));
            return new Rollout(configured, policies, new Trials(trials), problems, compiled, known);
        }

        /** What the store says; where it says nothing any more, what it said last. */
        private Optional<Map<String, Serving>> said() {
            Optional<Map<String, Serving>> last = before.flatMap(Rollout::known).map(Known::state);
            String stays = last.isPresent() ? ", what served before serves on" : "";
            try {
                Optional<Map<String, Serving>> said = store.said();
                if (said.isPresent() || last.isEmpty()) return said;
                problems.add("the store is gone: no " + store.serving() + stays);
            } catch (IOException unreadable) {
                problems.add("the store cannot be read" + stays + ": " + unreadable.getMessage());
            }
            return last;
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
                PolicyVersion stored = stored(version);
                List<String> wrong = objections.apply(stored);
                if (!wrong.isEmpty()) throw new IllegalArgumentException(String.join("; ", wrong));
                Recipe now = configured.recipe();
                Policy policy = stored.recipe().over(now).policy();
                compiled.put(version, policy);
                return Optional.of(policy);
            } catch (IOException | IllegalArgumentException unreadable) {
                problems.add(configured.name() + "@" + hash + " is passed over: " + unreadable.getMessage());
                return Optional.empty();
            }
        }

        /** One that cannot be read any more is as it was when it could. */
        private PolicyVersion stored(Version version) throws IOException {
            try {
                return store.read(version);
            } catch (IOException | IllegalArgumentException unreadable) {
                Policy last = before.map(Rollout::compiled).orElse(Map.of()).get(version);
                if (last == null) throw unreadable;
                problems.add(version + " cannot be read, and serves on as it was: " + unreadable.getMessage());
                return new PolicyVersion(version, last.recipe());
            }
        }
    }
}
