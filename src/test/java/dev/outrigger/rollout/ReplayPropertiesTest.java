package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What was written down decides again as it did, whatever the policy and whatever was asked. */
class ReplayPropertiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 300)
    void aRecordedDecisionIsMadeAgainExactly(@ForAll long seed) throws JsonProcessingException {
        // Given
        Drawn drawn = new Drawn(seed);
        Query query = drawn.query();
        List<ModelProfile> models =
                query.view().models().stream().map(ModelState::profile).toList();
        Policy policy = new Recipe("drawn", Optional.of(drawn.policy()), models, Readers.NONE).policy();
        Exchange exchange = Ended.by(policy, query);
        Entry entry = Entry.of(exchange, Entry.Names.WRITTEN).orElseThrow();

        // When
        Replay replay = new Replay(Optional.of(policy.recipe()), List.of(), Optional.empty());
        for (String body : new EntryLines().write(entry, policy.recipe())) replay.line("1", JSON.readTree(body));

        // Then
        ReplayReport report = replay.report();
        assertEquals(1, report.check().reproduced(), report.check().differences()::toString);
        assertEquals(report.replayed(), report.agreeing());
    }

    @Property(tries = 200)
    void theSamePolicyHasTheSameHashInAnotherProcess(@ForAll long seed) {
        Drawn drawn = new Drawn(seed);
        List<ModelProfile> models =
                drawn.query().view().models().stream().map(ModelState::profile).toList();
        Policy policy = new Recipe("drawn", Optional.of(drawn.policy()), models, Readers.NONE).policy();
        PolicyVersion version = PolicyVersion.of(policy);
        assertEquals(version, PolicyVersion.read("file", version.write(), policy.recipe()));
    }
}
