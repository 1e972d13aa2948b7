package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Decision;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.route.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final RecordCodec CODEC = new RecordCodec();
    private static final ObjectMapper JSON = new ObjectMapper();

    record Point(int x, Optional<String> name) {}

    sealed interface Shape {
        record Dot(Point at) implements Shape {}

        record Many(List<Shape> shapes, Map<String, Double> sizes) implements Shape {}
    }

    record Holder(Shape shape, Set<String> words, double number) {}

    record Unknown(Thread thread) {}

    record Hidden(List<Optional<Unknown>> deep) {}

    private static <T> T again(T value, Class<T> type) {
        try {
            return CODEC.decode(JSON.readTree(CODEC.encode(value, type).toString()), type);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    @Property(tries = 200)
    void whatADecisionRestsOnIsReadAsItWasWritten(@ForAll long seed) {
        Query query = new Drawn(seed).query();
        assertEquals(query, again(query, Query.class));
    }

    @Property(tries = 200)
    void aDecisionIsReadAsItWasWritten(@ForAll long seed) {
        Drawn drawn = new Drawn(seed);
        Query query = drawn.query();
        Decision decision = Policies.named("p", "{}").decide(query);
        assertEquals(decision, again(decision, Decision.class));
    }

    @Test
    void everythingThatIsWrittenDownCanBe() {
        EntryLines.check();
        CODEC.check(Query.class);
        CODEC.check(Decision.class);
        CODEC.check(ModelProfile.class);
        CODEC.check(PolicySettings.class);
        CODEC.check(ReplayReport.class);
    }

    @Test
    void aTypeThatCannotBeWrittenIsFoundHoweverDeepItLies() {
        var loud = assertThrows(IllegalStateException.class, () -> CODEC.check(Hidden.class));
        assertTrue(String.valueOf(loud.getMessage()).contains("Thread"), loud.getMessage());
        assertThrows(IllegalStateException.class, () -> CODEC.check(Exchange.class));
    }

    @Test
    void kindsAreNamedAndAbsentPartsLeftOut() {
        Holder holder = new Holder(
                new Shape.Many(List.of(new Shape.Dot(new Point(1, Optional.empty()))), Map.of("b", 1.0, "a", 2.0)),
                Set.of("z", "y", "x"),
                Double.NaN);
        assertEquals(
                "{\"shape\":{\"@\":\"Many\",\"shapes\":[{\"@\":\"Dot\",\"at\":{\"x\":1}}],\"sizes\":{\"a\":2.0,\"b\":1.0}},"
                        + "\"words\":[\"x\",\"y\",\"z\"],\"number\":\"NaN\"}",
                CODEC.encode(holder, Holder.class).toString());
        assertEquals(holder, again(holder, Holder.class));
    }

    @Test
    void refusesWhatIsNotOfTheRecordsShape() throws JsonProcessingException {
        for (String wrong : List.of(
                "{}",
                "{\"x\":1,\"y\":2}",
                "{\"x\":\"1\"}",
                "{\"x\":1.5}",
                "{\"x\":1e30}",
                "{\"x\":1,\"name\":7}",
                "[1]",
                "7",
                "null")) {
            JsonNode json = json(wrong);
            assertThrows(IllegalArgumentException.class, () -> CODEC.decode(json, Point.class), wrong);
        }
        JsonNode kind = json("{\"@\":\"Square\"}");
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(kind, Shape.class));
        JsonNode none = json("{\"at\":{\"x\":1}}");
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(none, Shape.class));
        JsonNode time = json("\"yesterday\"");
        assertThrows(IllegalArgumentException.class, () -> CODEC.decode(time, Instant.class));
    }
}
