package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.route.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that several sidecars share, and whose files are torn, lost or left behind by an act that stopped. */
class SharedStoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Policy> CONFIGURED =
            Map.of("thrift", Policies.preferring("dear"), "other", Policies.named("other", "{ patience: 9ms }"));
    private static final PolicyVersion THRIFT = PolicyVersion.of(Policies.preferring("cheap"));
    private static final PolicyVersion OTHER = PolicyVersion.of(Policies.named("other", "{ patience: 1ms }"));

    @TempDir
    private Path folder;

    /** One of the sidecars. */
    private final class Sidecar {
        private Rollout rollout = Rollout.of(CONFIGURED, Optional.of(store()), version -> List.of());

        private PolicyDesk desk() {
            return new PolicyDesk(() -> Optional.of(store()), () -> rollout, version -> List.of(), this::look);
        }

        private void look() {
            rollout = Rollout.of(CONFIGURED, Optional.of(store()), version -> List.of(), Optional.of(rollout));
        }

        private String serves(String policy) {
            return Optional.ofNullable(rollout.policies().get(policy))
                    .map(Policy::hash)
                    .orElse("");
        }

        private void promote(PolicyVersion version) throws IOException {
            desk().promote(
                            version.version().name(),
                            "{\"version\":\"" + version.version().hash() + "\"}");
        }
    }

    private PolicyStore store() {
        return new PolicyStore(folder, InstantSource.system());
    }

    private static String configured(String name) {
        return Optional.ofNullable(CONFIGURED.get(name)).map(Policy::hash).orElse("");
    }

    private static String hash(PolicyVersion version) {
        return version.version().hash();
    }

    @Test
    void bothSeeWhatEitherPromotesAndRollsBack() throws IOException {
        Sidecar one = new Sidecar();
        Sidecar two = new Sidecar();
        store().add(THRIFT);
        one.promote(THRIFT);
        assertFalse(two.rollout.follows(store()));
        two.look();
        assertTrue(two.rollout.follows(store()));
        assertEquals(hash(THRIFT), two.serves("thrift"));

        two.desk().rollBack("thrift");
        one.look();
        assertEquals(configured("thrift"), one.serves("thrift"));
        assertEquals(configured("thrift"), two.serves("thrift"));
    }

    @Test
    void concurrentActsLoseNothing() throws Exception {
        int acts = 12;
        List<PolicyVersion> versions = new ArrayList<>();
        for (int i = 0; i < acts; i++)
            versions.add(PolicyVersion.of(Policies.named("p" + i, "{ patience: " + (i + 2) + "ms }")));
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<Serving>> done = new ArrayList<>();
            for (PolicyVersion version : versions)
                done.add(both.submit(() -> {
                    begin.await();
                    PolicyStore store = store();
                    store.add(version);
                    String hash = hash(version);
                    return store.change(
                            version.version().name(),
                            "promote",
                            Optional.of(hash),
                            Map.of(),
                            serving -> serving.promoted(hash));
                }));
            begin.countDown();
            for (Future<Serving> one : done) one.get(30, TimeUnit.SECONDS);
        }
        Map<String, Serving> state = store().state();
        Set<String> promoted = new HashSet<>();
        for (String act : store().history(100).acts()) {
            JsonNode json = JSON.readTree(act);
            if (json.path("act").asText().equals("promote"))
                promoted.add(json.path("policy").asText());
        }
        for (PolicyVersion version : versions)
            assertEquals(
                    hash(version),
                    Optional.ofNullable(state.get(version.version().name()))
                            .map(Serving::stable)
                            .orElse(""));
        assertEquals(acts, promoted.size());
        assertEquals(List.of(), store().history(1).problems());
    }

    @Test
    void aPromotionKeepsWhatServesWhereTheStoreLostItsState() throws IOException {
        Sidecar one = new Sidecar();
        store().add(THRIFT);
        store().add(OTHER);
        one.promote(OTHER);
        Files.delete(store().serving());
        one.look();

        one.promote(THRIFT);
        assertEquals(hash(THRIFT), one.serves("thrift"));
        assertEquals(hash(OTHER), one.serves("other"));
        assertEquals(hash(OTHER), new Sidecar().serves("other"));
    }

    @Test
    void anActThatStoppedBeforeItsEffectHadNoneAndIsSaidTo() throws IOException {
        Sidecar one = new Sidecar();
        store().add(THRIFT);
        one.promote(THRIFT);
        // As if the process had stopped between the line of the history and the state.
        Files.delete(store().serving());

        assertEquals(configured("thrift"), new Sidecar().serves("thrift"));
        assertTrue(new Sidecar().desk().list().contains("the last act of the history, promote, is not"));

        Sidecar next = new Sidecar();
        next.promote(THRIFT);
        assertEquals(hash(THRIFT), next.serves("thrift"));
        PolicyStore.History told = store().history(9);
        assertEquals(List.of(), told.problems());
        assertEquals(
                List.of("promote", "void", "promote", "import"),
                told.acts().stream()
                        .map(act -> act.replaceAll(".*\"act\":\"([a-z]+)\".*", "$1"))
                        .toList());
    }

    @Test
    void anActThatCannotTakeEffectIsRevokedAndFails() throws IOException {
        store().add(THRIFT);
        PolicyStore full = new PolicyStore(folder, InstantSource.system(), (file, content) -> {
            throw new IOException("no space left");
        });
        var failed = assertThrows(
                IOException.class,
                () -> full.change(
                        "thrift",
                        "promote",
                        Optional.of(hash(THRIFT)),
                        Map.of(),
                        serving -> serving.promoted(hash(THRIFT))));
        assertEquals("no space left", failed.getMessage());
        assertEquals(configured("thrift"), new Sidecar().serves("thrift"));
        PolicyStore.History told = store().history(9);
        assertEquals(List.of(), told.problems());
        assertTrue(told.acts().getFirst().contains("\"act\":\"void\""), told.acts()::toString);
    }

    @Test
    void aTornLineIsNamedAndTheOthersAreShown() throws IOException {
        Sidecar one = new Sidecar();
        store().add(THRIFT);
        one.promote(THRIFT);
        one.desk().rollBack("thrift");
        Path file = folder.resolve("history-000001.ndjson");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, lines.get(2).substring(0, 40));
        Files.write(file, lines);
        Files.writeString(file, "{\"chain\":\"12", StandardOpenOption.APPEND);

        JsonNode told = JSON.readTree(one.desk().list());
        assertEquals("rollback", told.at("/history/0/act").asText());
        assertEquals("import", told.at("/history/1/act").asText());
        assertEquals(2, told.path("history").size());
        String problems = told.path("problems").toString();
        assertTrue(problems.contains("history-000001.ndjson:3"), problems);
        assertTrue(problems.contains("history-000001.ndjson:5: it ends within a line"), problems);
    }
}
