package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Drawn;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final int DRAWS = 20_000;

    @Property
    void zeroTemperatureIsGreedy(
            @ForAll @Size(min = 1, max = 128) List<@FloatRange(min = -40, max = 40) Float> logits) {
        Candidates candidates = candidates(logits);
        assertEquals(candidates.tokens()[0], new Sampler(0, 1, 128, 0, 7).draw(candidates));
    }

    @Property
    void oneKeptTokenIsGreedyAtAnyTemperature(
            @ForAll @Size(min = 1, max = 128) List<@FloatRange(min = -40, max = 40) Float> logits,
            @ForAll @DoubleRange(min = 0.01, max = 2) double temperature) {
        Candidates candidates = candidates(logits);
        assertEquals(candidates.tokens()[0], new Sampler(temperature, 1, 1, 0, 7).draw(candidates));
    }

    @Property
    void drawsOnlyOfTheKeptTokens(
            @ForAll @Size(min = 1, max = 128) List<@FloatRange(min = -40, max = 40) Float> logits,
            @ForAll @IntRange(min = 1, max = 200) int topK,
            @ForAll @DoubleRange(min = 0.01, max = 2) double temperature,
            @ForAll long seed) {
        Candidates candidates = candidates(logits);
        int drawn = new Sampler(temperature, 1, topK, 0, seed).draw(candidates);
        assertTrue(IntStream.of(candidates.tokens()).limit(topK).anyMatch(token -> token == drawn));
    }

    @Property
    void drawsOnlyOfTheSmallestNucleus(
            @ForAll @Size(min = 2, max = 128) List<@FloatRange(min = -5, max = 5) Float> logits,
            @ForAll @DoubleRange(min = 0.05, max = 1) double topP,
            @ForAll long seed) {
        // Given
        Candidates candidates = candidates(logits);
        // When
        int drawn = new Sampler(1, topP, 128, 0, seed).draw(candidates);
        // Then: what is likelier than the drawn token does not fill the nucleus without it
        double[] weights = weights(candidates);
        double before = 0;
        for (int i = 0; candidates.tokens()[i] != drawn; i++) before += weights[i];
        assertTrue(before < topP * Arrays.stream(weights).sum() + 1e-9);
    }

    @Property
    void drawsNoTokenBelowTheShareOfTheLikeliest(
            @ForAll @Size(min = 2, max = 128) List<@FloatRange(min = -5, max = 5) Float> logits,
            @ForAll @DoubleRange(min = 0.2, max = 3) double temperature,
            @ForAll @DoubleRange(min = 0, max = 1) double minP,
            @ForAll long seed) {
        // Given
        Candidates candidates = candidates(logits);
        // When
        int drawn = new Sampler(temperature, 1, 128, minP, seed).draw(candidates);
        // Then: of the probabilities at that temperature
        double share = Math.exp((candidates.logit(drawn) - candidates.logits()[0]) / temperature);
        assertTrue(share >= minP - 1e-9, share + " of the likeliest");
    }

    @Test
    void theShareIsTakenAfterTheTemperature() {
        // Given: half as likely at temperature 1, and at 2 its square root
        Candidates candidates = candidates(List.of((float) Math.log(2), 0f));
        // Then
        assertEquals(Set.of(0), drawn(new Sampler(1, 1, 128, 0.6, 3), candidates));
        assertEquals(Set.of(0, 1), drawn(new Sampler(2, 1, 128, 0.6, 3), candidates));
    }

    private static Set<Integer> drawn(Sampler sampler, Candidates candidates) {
        return IntStream.range(0, 100).mapToObj(i -> sampler.draw(candidates)).collect(Collectors.toSet());
    }

    @Property(tries = 50)
    void theSameSeedDrawsTheSameTokens(
            @ForAll @Size(min = 2, max = 128) List<@FloatRange(min = -3, max = 3) Float> logits, @ForAll long seed) {
        Candidates candidates = candidates(logits);
        assertEquals(
                draws(new Sampler(1, 1, 128, 0, seed), candidates), draws(new Sampler(1, 1, 128, 0, seed), candidates));
    }

    @Test
    void drawsAsOftenAsTheProbabilitiesSay() {
        // Given: probabilities 1/2, 1/4, 1/4 at temperature 1
        Candidates candidates = candidates(List.of((float) Math.log(2), 0f, 0f));
        Sampler sampler = new Sampler(1, 1, 128, 0, 42);
        // When
        long first = IntStream.range(0, DRAWS)
                .filter(i -> sampler.draw(candidates) == 0)
                .count();
        // Then: five standard deviations
        assertEquals(0.5, first / (double) DRAWS, 5 * 0.5 / Math.sqrt(DRAWS));
    }

    @Test
    void aHigherTemperatureEvensOut() {
        // Given: 4 to 1 at temperature 1 is 2 to 1 at temperature 2
        Candidates candidates = candidates(List.of((float) Math.log(4), 0f));
        Sampler sampler = new Sampler(2, 1, 128, 0, 42);
        // When
        long first = IntStream.range(0, DRAWS)
                .filter(i -> sampler.draw(candidates) == 0)
                .count();
        // Then
        assertEquals(2 / 3.0, first / (double) DRAWS, 5 * 0.5 / Math.sqrt(DRAWS));
    }

    @Test
    void isGreedyWhenTheAppSaysNothing() {
        Candidates candidates = candidates(List.of(0.001f, 0f, 0f));
        Sampler sampler = Sampler.of(Sampling.UNSAID, 0);
        assertTrue(IntStream.range(0, 100).allMatch(i -> sampler.draw(candidates) == 0));
    }

    @Test
    void honoursWhatTheAppSays() {
        // Given
        Candidates candidates = candidates(List.of(0f, 0f, 0f, 0f));
        Sampling said = new Drawn().temperature(1).topP(1).topK(2).seed(5).sampling();
        // When
        List<Integer> drawn = draws(Sampler.of(said, 0), candidates);
        // Then
        assertEquals(drawn, draws(Sampler.of(said, 0), candidates));
        assertEquals(List.of(0, 1), drawn.stream().distinct().sorted().toList());
    }

    @Test
    void drawsSeveralChoicesApartWhenTheAppSaysNoTemperature() {
        // Given: two choices of one answer, without and with a seed
        Candidates candidates = candidates(Collections.nCopies(100, 0f));
        Sampling several = new Drawn().choices(2).topP(1).sampling();
        Sampling seeded = new Drawn().choices(2).topP(1).seed(5).sampling();
        // Then
        assertNotEquals(draws(Sampler.of(several, 0), candidates), draws(Sampler.of(several, 1), candidates));
        assertNotEquals(draws(Sampler.of(seeded, 0), candidates), draws(Sampler.of(seeded, 1), candidates));
        assertEquals(draws(Sampler.of(seeded, 1), candidates), draws(Sampler.of(seeded, 1), candidates));
    }

    private static List<Integer> draws(Sampler sampler, Candidates candidates) {
        return IntStream.range(0, 50).map(i -> sampler.draw(candidates)).boxed().toList();
    }

    /** Tokens numbered 0, 1, … in falling order of their logits. */
    private static Candidates candidates(List<Float> logits) {
        List<Float> falling = logits.stream().sorted(Comparator.reverseOrder()).toList();
        float[] values = new float[falling.size()];
        for (int i = 0; i < values.length; i++) values[i] = falling.get(i);
        return new Candidates(IntStream.range(0, values.length).toArray(), values);
    }

    private static double[] weights(Candidates candidates) {
        return IntStream.range(0, candidates.size())
                .mapToDouble(i -> Math.exp(candidates.logits()[i] - candidates.logits()[0]))
                .toArray();
    }
}
