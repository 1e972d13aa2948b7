package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.route.Policy;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDeskTest {
    private static final Policy CONFIGURED = Policies.preferring("dear");
    private static final PolicyVersion OTHER = PolicyVersion.of(Policies.preferring("cheap"));
    private static final PolicyVersion OBJECTED = PolicyVersion.of(Policies.preferring("gone"));
    private static final String HASH = OTHER.version().hash();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private int served;

    private Optional<PolicyStore> store() {
        return Optional.of(new PolicyStore(folder, InstantSource.fixed(Ended.TIME)));
    }

    private PolicyDesk desk() {
        return new PolicyDesk(
                this::store,
                () -> Rollout.of(Map.of("thrift", CONFIGURED), store(), version -> List.of()),
                version -> version.version().equals(OBJECTED.version()) ? List.of("no model is gone") : List.of(),
                () -> served++);
    }

    private JsonNode listed() throws IOException {
        return JSON.readTree(desk().list()).path("policies").path("thrift");
    }

    private static String body(String more) {
        return "{\"version\":\"" + HASH + "\"" + more + "}";
    }

    @Test
    void watchesSplitsPromotesAndGoesBack() throws IOException {
        desk().add(OTHER.write());
        desk().promote("thrift", body(",\"shadow\":true"));
        assertEquals(HASH, listed().path("shadow").asText());
        desk().promote("thrift", body(",\"percent\":10"));
        assertEquals(10, listed().at("/split/0/percent").asInt());
        assertEquals("thrift@" + CONFIGURED.hash(), listed().path("serves").asText());
        desk().promote("thrift", body(""));
        assertEquals("thrift@" + HASH, listed().path("serves").asText());
        assertEquals(CONFIGURED.hash(), listed().path("configuration").asText());
        desk().rollBack("thrift");
        assertEquals("thrift@" + CONFIGURED.hash(), listed().path("serves").asText());
        assertEquals(4, served);
        assertEquals(5, JSON.readTree(desk().list()).path("history").size());
    }

    @Test
    void theConfigurationsOwnVersionCanBePromotedBack() throws IOException {
        desk().add(OTHER.write());
        desk().promote("thrift", body(",\"percent\":100"));
        desk().promote("thrift", "{\"version\":\"" + CONFIGURED.hash() + "\"}");
        assertEquals(Serving.CONFIGURATION, listed().path("stable").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "7",
                "{\"version\":\"../../../x\"}",
                "{\"version\":\"aaaaaaaaaaaa\",\"percent\":\"10\"}",
                "{\"version\":\"aaaaaaaaaaaa\",\"more\":1}",
                "{\"version\":\"aaaaaaaaaaaa\"} {}"
            })
    void refusesWhatIsNoPromotion(String body) {
        assertThrows(IllegalArgumentException.class, () -> desk().promote("thrift", body));
        assertEquals(0, served);
    }

    @Test
    void refusesWhatIsNotThereOrCannotBe() throws IOException {
        assertThrows(NoSuchFileException.class, () -> desk().promote("thrift", body("")));
        desk().add(OTHER.write());
        assertThrows(IllegalArgumentException.class, () -> desk().promote("other", body("")));
        assertThrows(IllegalArgumentException.class, () -> desk().promote("..", body("")));
        assertThrows(IllegalArgumentException.class, () -> desk().promote("thrift", body(",\"percent\":0")));
        assertThrows(IllegalArgumentException.class, () -> desk().promote("thrift", body(",\"percent\":-1")));
        assertThrows(IllegalArgumentException.class, () -> desk().rollBack("thrift"));
        assertThrows(IllegalArgumentException.class, () -> desk().rollBack("contract"));
        assertEquals(0, served);
    }

    @Test
    void refusesAVersionThatTheConfigurationObjectsTo() throws IOException {
        desk().add(OBJECTED.write());
        String body = "{\"version\":\"" + OBJECTED.version().hash() + "\"}";
        var refused = assertThrows(IllegalArgumentException.class, () -> desk().promote("thrift", body));
        assertEquals("no model is gone", refused.getMessage());
        assertEquals(0, served);
    }

    @Test
    void withoutAStoreItOnlyTells() throws IOException {
        PolicyDesk desk = new PolicyDesk(
                Optional::empty, () -> Rollout.of(Map.of("thrift", CONFIGURED)), version -> List.of(), () -> served++);
        assertTrue(desk.list().contains("thrift@" + CONFIGURED.hash()));
        assertThrows(IllegalArgumentException.class, () -> desk.promote("thrift", body("")));
    }
}
