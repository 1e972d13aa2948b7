package dev.outrigger;

import dev.outrigger.rollout.PolicyStore;
import dev.outrigger.rollout.PolicyVersion;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.rollout.Version;
import dev.outrigger.route.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Finds the policy that a command names: a file, a version of the store, or a name of the configuration. */
final class PolicySource {
    private final Rollout rollout;
    private final Optional<PolicyStore> store;

    PolicySource(Settings settings, Rollout rollout) {
        this.rollout = rollout;
        this.store = settings.policyStore(InstantSource.system());
    }

    /** What a command may name. */
    static final String WORDS = "NAME (of the configuration), NAME@HASH (of the store) or a file";

    /** @throws IllegalArgumentException when there is none, or it is wrong */
    PolicyVersion find(String named) throws IOException {
        Path file = Path.of(named);
        if (Files.isRegularFile(file)) return PolicyVersion.read(named, Files.readAllBytes(file), rollout.models());
        Optional<Policy> configured = Optional.ofNullable(rollout.configured().get(named));
        if (configured.isPresent()) return PolicyVersion.of(configured.get());
        if (named.indexOf('@') < 0)
            throw new IllegalArgumentException(named + " is neither a file nor a policy of the configuration");
        Version version = Version.of(named);
        Optional<Policy> same = Optional.ofNullable(rollout.configured().get(version.name()))
                .filter(policy -> policy.hash().equals(version.hash()));
        return same.isPresent() ? PolicyVersion.of(same.get()) : stored().read(version);
    }

    /** @throws IllegalArgumentException when none is configured */
    PolicyStore stored() {
        return store.orElseThrow(() -> new IllegalArgumentException("rollout.store is not configured"));
    }
}
