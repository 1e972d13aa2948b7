package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.rollout.PolicyStore;
import dev.outrigger.rollout.PolicyVersion;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutsTest {
    private static final VersionNames NAMES = new VersionNames(StoredModels.UNKNOWN::labels);

    @TempDir
    private Path folder;

    private int served;

    private Settings settings() {
        return SettingsReader.read("outrigger.yaml", """
                backends: { there: { kind: openai, url: "http://127.0.0.1:9/v1" } }
                models: { mini: { backend: there, model: gpt-mini } }
                policies: { thrift: { stages: [ { score: {} } ] } }
                rollout: { store: "%s" }
                """.formatted(folder).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private PolicyVersion version(String policy) {
        Recipe models = new Recipe("thrift", Optional.empty(), settings().profiles(), Readers.NONE);
        String file = "format: 1\nname: thrift\npolicy: " + policy + "\n";
        return PolicyVersion.read("v.yaml", file.getBytes(StandardCharsets.UTF_8), models);
    }

    private Rollout rollout() {
        Policy configured = version("{ stages: [ { score: {} } ] }").recipe().policy();
        return Rollout.of(
                Map.of("thrift", configured), settings().policyStore(InstantSource.system()), version -> List.of());
    }

    private Rollouts rollouts(Rollout now) {
        return new Rollouts(InstantSource.system(), this::settings, () -> now, NAMES, () -> served++);
    }

    @Test
    void servesWhatWasPromotedAfterTheStoreWasReadAndBeforeItWasWatched() throws IOException {
        Rollout read = rollout();
        PolicyVersion other = version("{ patience: 1ms }");
        PolicyStore store = settings().policyStore(InstantSource.system()).orElseThrow();
        store.add(other);
        try (Rollouts operator = rollouts(read)) {
            operator.desk()
                    .promote("thrift", "{\"version\":\"" + other.version().hash() + "\"}");
        }
        served = 0;
        try (Rollouts starting = rollouts(read)) {
            starting.watch();
            assertEquals(1, served);
        }
        try (Rollouts knowing = rollouts(rollout())) {
            knowing.watch();
            assertEquals(1, served);
        }
    }
}
