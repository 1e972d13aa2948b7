package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Bytes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The same meaning has the same hash, another meaning another. */
class HashTest {
    record Part(
            @Default("10m") Duration deadline,
            @Default("0.5") double weight,
            Optional<String> note,
            @Default("{}") Map<String, Secret> keys,
            @Default("[]") List<Stage> stages) {}

    @Variants
    sealed interface Stage {
        record Keep(int top) implements Stage {}

        record Drop(int top) implements Stage {}
    }

    record Reordered(
            @Default("[]") List<Stage> stages,
            Optional<String> note,
            Optional<String> added,
            @Key("weight") double share,
            Duration deadline,
            Map<String, Secret> keys) {}

    private static Hash hash(String text) {
        return Document.parse("a.yaml", text)
                .then(node -> Binder.bind(node, Part.class))
                .then(part -> new Bound.Ok<>(Hash.of(part)))
                .orElseThrow();
    }

    @Test
    void ignoresHowTheMeaningIsWritten() {
        // Given
        Hash hash = hash("{deadline: 600s, weight: 0.50, keys: {a: {env: A}, b: {env: B}}}");

        // Then
        assertEquals(hash, hash("keys:\n  b: {env: 'B'}\n  a: {env: A}\n# comment\n"));
    }

    @Test
    void ignoresNamesAndOrderOfJavaAndKeysThatAreAbsent() {
        // Given
        Part part = new Part(Duration.ofSeconds(1), 0.5, Optional.of("n"), Map.of(), List.of(new Stage.Keep(1)));
        Reordered same = new Reordered(part.stages(), part.note(), Optional.empty(), 0.5, part.deadline(), part.keys());

        // Then
        assertEquals(Hash.of(part), Hash.of(same));
    }

    @Test
    void seesEveryDifference() {
        // Given
        List<String> meanings = List.of(
                "{}",
                "{deadline: 1s}",
                "{weight: 0.6}",
                "{note: ''}",
                "{note: a}",
                "{keys: {a: {env: A}}}",
                "{keys: {b: {env: A}}}",
                "{keys: {a: {file: A}}}",
                "{stages: [{keep: {top: 1}}]}",
                "{stages: [{drop: {top: 1}}]}",
                "{stages: [{keep: {top: 1}}, {drop: {top: 1}}]}",
                "{stages: [{drop: {top: 1}}, {keep: {top: 1}}]}");

        // Then
        assertEquals(
                meanings.size(),
                meanings.stream().map(HashTest::hash).distinct().count());
    }

    @Test
    void doesNotConfuseTextWithStructure() {
        assertNotEquals(Hash.of(List.of("a", "b")), Hash.of(List.of("a\",\"b")));
        assertNotEquals(Hash.of(List.of(1)), Hash.of(List.of("1")));
        assertNotEquals(Hash.of("a", "b"), Hash.of("b", "a"));
        assertNotEquals(Hash.of(List.of(List.of(), List.of())), Hash.of(List.of(List.of(List.of()))));
        assertNotEquals(Hash.of(Optional.empty()), Hash.of("~"));
    }

    @Test
    void takesOtherHashesBytesSetsAndNumbersAsParts() {
        assertEquals(Hash.of(Hash.of("heads"), Bytes.of("x")), Hash.of(Hash.of("heads"), Bytes.of("x")));
        assertNotEquals(Hash.of(Bytes.of("x")), Hash.of(Bytes.of("y")));
        assertEquals(Hash.of(Set.of("a", "b", "c")), Hash.of(Set.of("c", "b", "a")));
        assertEquals(Hash.of(new BigDecimal("0.50")), Hash.of(new BigDecimal("0.5")));
        assertEquals(Hash.of(0.0), Hash.of(-0.0));
        assertThrows(IllegalStateException.class, () -> Hash.of(Thread.currentThread()));
    }

    record InOrder(java.util.SequencedMap<String, List<Integer>> ranks) {}

    @Test
    void seesTheOrderOfAMapWhoseOrderIsDeclared() {
        LinkedHashMap<String, List<Integer>> ranks = new LinkedHashMap<>();
        ranks.put("a", List.of(1));
        ranks.put("b", List.of(2));
        assertEquals(Hash.of(new InOrder(ranks)), Hash.of(new InOrder(new LinkedHashMap<>(ranks))));
        assertNotEquals(Hash.of(new InOrder(ranks)), Hash.of(new InOrder(ranks.reversed())));
    }

    @Test
    void isTheSameOnEveryMachineAndDay() {
        // A change here changes every policy's hash in the field: it must be meant.
        assertEquals("a24062770e41", Hash.of(List.of("a", 1, true)).hex());
    }

    @Test
    void hashesATreeWithoutItsPlaces() {
        // Given
        Node one = Document.parse("a.yaml", "{a: [1, ~], b: 'c'}").orElseThrow();
        Node same = Document.parse("b.yaml", "\nb: c\na:\n  - 1\n  -\n").orElseThrow();
        Node other = Document.parse("a.yaml", "{a: [~, 1], b: 'c'}").orElseThrow();

        // Then
        assertEquals(Hash.of(one), Hash.of(same));
        assertNotEquals(Hash.of(one), Hash.of(other));
    }

    @Test
    void isTwelveHexDigits() {
        assertThrows(IllegalArgumentException.class, () -> new Hash("3F9A"));
        assertEquals(12, Hash.of("x").toString().length());
    }

    @Property(tries = 100)
    void doesNotDependOnTheOrderOfAMap(
            @ForAll @NotEmpty Map<String, @Size(max = 3) List<Integer>> map, @ForAll long seed) {
        // Given
        List<String> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, new Random(seed));
        Map<String, List<Integer>> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, map.getOrDefault(key, List.of())));

        // Then
        assertEquals(Hash.of(map), Hash.of(shuffled));
    }

    @Property(tries = 200)
    void tellsListsApart(@ForAll List<String> left, @ForAll List<String> right) {
        assertEquals(left.equals(right), Hash.of(left).equals(Hash.of(right)));
    }
}
