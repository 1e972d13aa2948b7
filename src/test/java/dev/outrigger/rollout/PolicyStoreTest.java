package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Policy;
import dev.outrigger.support.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyStoreTest {
    private static final Policy CONFIGURED = Policies.preferring("dear");
    private static final PolicyVersion OTHER = PolicyVersion.of(Policies.preferring("cheap"));
    private static final String HASH = OTHER.version().hash();

    @TempDir
    private Path folder;

    private PolicyStore store() {
        return new PolicyStore(folder, InstantSource.fixed(Ended.TIME));
    }

    private Rollout rollout() {
        return Rollout.of(Map.of("thrift", CONFIGURED), Optional.of(store()), version -> List.of());
    }

    private void change(String act, java.util.function.UnaryOperator<Serving> how) throws IOException {
        store().change("thrift", act, Optional.of(HASH), Map.of(), how);
    }

    private String decides() {
        return decider(rollout());
    }

    private static String decider(Rollout rollout) {
        return Optional.ofNullable(rollout.policies().get("thrift"))
                .map(Policy::hash)
                .orElse("");
    }

    @Test
    void givesBackWhatItTook() throws IOException {
        store().add(OTHER);
        store().add(OTHER);
        assertEquals(OTHER, store().read(OTHER.version()));
        assertEquals(List.of(HASH), store().versions("thrift"));
        assertThrows(NoSuchFileException.class, () -> store().read(new Version("thrift", "000000000000")));
    }

    @Test
    void whatItSaysServes() throws IOException {
        store().add(OTHER);
        assertEquals(CONFIGURED, rollout().policies().get("thrift"));

        change("split", serving -> serving.trying(HASH, 10));
        assertEquals(CONFIGURED, rollout().policies().get("thrift"));
        assertEquals(
                List.of(0.1, 0.9),
                rollout().trials().of("thrift").orElseThrow().arms().stream()
                        .map(Trial.Arm::share)
                        .toList());

        change("promote", serving -> serving.promoted(HASH));
        assertEquals(HASH, decides());
        assertTrue(String.valueOf(rollout().details().get("thrift")).contains("of the store"));

        change("rollback", Serving::rolledBack);
        assertEquals(CONFIGURED, rollout().policies().get("thrift"));
        assertEquals(
                List.of("rollback", "promote", "split", "import"),
                store().history(9).acts().stream()
                        .map(act -> act.replaceAll(".*\"act\":\"([a-z]+)\".*", "$1"))
                        .toList());
    }

    @Test
    void conversationsStayWithTheirVersionsWhereOnlyPricesChange() throws IOException {
        store().add(OTHER);
        change("split", serving -> serving.trying(HASH, 50));
        ModelProfile dearer = new Known("dear", "cloud", "vendor-dear")
                .price(20, 20)
                .quality(0.9)
                .latency(2)
                .profile();
        Policy now = CONFIGURED.recipe().over(List.of(Policies.CHEAP, dearer)).policy();
        Trial before = rollout().trials().of("thrift").orElseThrow();
        Trial after = Rollout.of(Map.of("thrift", now), Optional.of(store()), version -> List.of())
                .trials()
                .of("thrift")
                .orElseThrow();
        assertNotEquals(
                before.arms().getFirst().policy().hash(),
                after.arms().getFirst().policy().hash());
        for (long session = 0; session < 500; session++)
            assertEquals(isTried(before, session), isTried(after, session));
    }

    private static boolean isTried(Trial trial, long session) {
        Choice choice = trial.choose(() -> session);
        return choice.policy().equals(trial.arms().getFirst().policy());
    }

    @Test
    void aVersionThatWasChangedIsPassedOverAndSaid() throws IOException {
        store().add(OTHER);
        change("promote", serving -> serving.promoted(HASH));
        Path file = folder.resolve("policies/thrift/" + HASH + ".yaml");
        Files.writeString(file, Files.readString(file).replace("hedge: false", "hedge: true"));

        assertEquals(CONFIGURED, rollout().policies().get("thrift"));
        assertTrue(
                rollout().problems().getFirst().contains("was changed"),
                rollout().problems()::toString);
    }

    @Test
    void aVersionThatTheConfigurationObjectsToIsPassedOver() throws IOException {
        store().add(OTHER);
        change("promote", serving -> serving.promoted(HASH));
        Rollout rollout =
                Rollout.of(Map.of("thrift", CONFIGURED), Optional.of(store()), version -> List.of("no model is gone"));
        assertEquals(CONFIGURED, rollout.policies().get("thrift"));
        assertTrue(rollout.problems().getFirst().endsWith("no model is gone"), rollout.problems()::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"format\":2,\"policies\":{}}", "{\"format\":1,\"policies\":{\"thrift\":7}}"})
    void aStoreThatCannotBeReadStopsNobody(String state) throws IOException {
        Files.writeString(store().serving(), state);
        assertEquals(CONFIGURED, rollout().policies().get("thrift"));
        assertEquals(1, rollout().problems().size());
    }

    private Rollout after(Rollout before) {
        return Rollout.of(
                Map.of("thrift", CONFIGURED), Optional.of(store()), version -> List.of(), Optional.of(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"half", "none", "version", "all"})
    void whatServedServesOnWhileTheStoreCannotBeRead(String lost) throws IOException {
        store().add(OTHER);
        change("promote", serving -> serving.promoted(HASH));
        Rollout before = rollout();
        assertEquals(List.of(), before.problems());
        Path versions = folder.resolve("policies");
        byte[] state = Files.readAllBytes(store().serving());
        switch (lost) {
            case "half" -> Files.writeString(store().serving(), "{\"format\":1,");
            case "none" -> Files.delete(store().serving());
            case "version" -> Files.move(versions, folder.resolve("away"));
            default -> {
                Files.move(versions, folder.resolve("away"));
                Files.delete(store().serving());
            }
        }
        Rollout once = after(before);
        for (Rollout now : List.of(once, after(once))) {
            assertEquals(decider(before), decider(now));
            assertEquals(HASH, decider(now));
            assertTrue(now.problems().toString().contains("serves on"), now.problems()::toString);
        }

        if (!Files.exists(versions)) Files.move(folder.resolve("away"), versions);
        Files.write(store().serving(), state);
        assertEquals(List.of(), after(once).problems());
        change("rollback", Serving::rolledBack);
        assertEquals(CONFIGURED.hash(), decider(after(once)));
    }

    @Test
    void anotherStoreIsNotHeldToWhatTheFirstSaid() throws IOException {
        store().add(OTHER);
        change("promote", serving -> serving.promoted(HASH));
        PolicyStore other = new PolicyStore(folder.resolve("other"), InstantSource.system());
        Rollout now = Rollout.of(
                Map.of("thrift", CONFIGURED), Optional.of(other), version -> List.of(), Optional.of(rollout()));
        assertEquals(CONFIGURED, now.policies().get("thrift"));
        assertEquals(List.of(), now.problems());
    }

    @Test
    void leavesNothingHalfWritten() throws IOException {
        store().add(OTHER);
        assertThrows(IllegalArgumentException.class, () -> change("split", serving -> serving.trying(HASH, 100)));
        assertEquals(Map.of(), store().state());
        try (Stream<Path> all = Files.walk(folder)) {
            assertEquals(
                    0, all.filter(file -> file.toString().endsWith(".draft")).count());
        }
    }

    @Test
    void whileAnotherProcessChangesItNobodyElseDoes() throws IOException {
        try (var held = new ChainedFiles(folder, "history", 1_000, 2, InstantSource.system())) {
            assertThrows(IOException.class, () -> change("promote", serving -> serving.promoted(HASH)));
            assertEquals(1, held.number());
        }
        change("promote", serving -> serving.promoted(HASH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "../x", "a/b", "a\\b", "/etc", "a..b", ".hidden", "a b", "a\n", "a@b", "a%2e", "ä"
            })
    void noNameLeadsOutOfIt(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Version(name, HASH));
        assertThrows(IllegalArgumentException.class, () -> store().versions(name));
        assertThrows(
                IllegalArgumentException.class,
                () -> store().change(name, "promote", Optional.empty(), Map.of(), serving -> serving));
        assertThrows(IllegalArgumentException.class, () -> new Version("thrift", name));
    }

    @Test
    void holdsNoMoreVersionsThanItMay() throws IOException {
        for (int i = 0; i < PolicyStore.MOST_VERSIONS; i++)
            store().add(PolicyVersion.of(Policies.named("thrift", "{ patience: " + i + "ms }")));
        assertThrows(IOException.class, () -> store().add(OTHER));
        assertEquals(PolicyStore.MOST_VERSIONS, store().versions("thrift").size());
    }
}
