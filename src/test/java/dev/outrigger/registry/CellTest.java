package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellTest {
    private final FakeTime time = new FakeTime();
    private final Offers offers = new Offers();
    private final Cell cell = new Cell(new Known("mini", "there", "gpt-mini").profile(), time, offers);

    private static Timing streamed(double begun, double seconds, long tokens) {
        return new Timing(true, begun, seconds, OptionalLong.of(tokens));
    }

    private Figures figures() {
        return cell.state().figures();
    }

    private void answer(int times, Timing timing) {
        for (int i = 0; i < times; i++) {
            if (timing.stream()) cell.firstContentAfter(timing.begunSeconds());
            else cell.wholeAfter(timing.seconds());
            cell.answered(timing);
        }
    }

    @Test
    void knowsNothingBeforeTheFirstAnswer() {
        assertEquals(Figures.UNKNOWN, figures());
    }

    @Test
    void tellsTheMiddleSoonAndTheRareOnceThereAreEnough() {
        answer(Recent.SOME, streamed(1, 3, 100));
        assertEquals(
                new Quantiles(OptionalDouble.of(1), OptionalDouble.empty()),
                figures().pace().firstContent());
        assertEquals(OptionalDouble.of(50), figures().pace().tokensPerSecond());
        assertEquals(OptionalDouble.empty(), figures().pace().shortAnswer());

        answer(Recent.FEW, streamed(1, 3, 100));
        assertEquals(
                new Quantiles(OptionalDouble.of(3), OptionalDouble.of(3)),
                figures().pace().streamed());
        assertEquals(Quantiles.UNKNOWN, figures().pace().whole());
    }

    @Test
    void measuresAShortAnswerWhateverItsLength() {
        // Half a second to begin, then 100 tokens a second
        answer(Recent.FEW, streamed(0.5, 4.5, 400));

        assertEquals(1.5, figures().pace().shortAnswer().orElseThrow(), 1e-9);
    }

    @Test
    void takesAShorterAnswerAndOneThatIsNotStreamedAsLongAsTheyTook() {
        answer(Recent.FEW, new Timing(false, 2, 2, OptionalLong.of(10)));

        assertEquals(OptionalDouble.of(2), figures().pace().shortAnswer());
        assertEquals(OptionalDouble.of(2), figures().pace().whole().p95());
        assertEquals(OptionalDouble.empty(), figures().pace().tokensPerSecond());
    }

    @Test
    void presumesNoTokensWhereNobodyCounted() {
        answer(Recent.FEW, new Timing(true, 1, 2, OptionalLong.empty()));

        assertEquals(OptionalDouble.empty(), figures().pace().shortAnswer());
        assertEquals(OptionalDouble.empty(), figures().pace().tokensPerSecond());
        assertEquals(OptionalDouble.of(2), figures().pace().streamed().p95());
    }

    @Test
    void heedsWhatWasMeasuredForAWhileAlone() {
        answer(Recent.FEW, streamed(0.5, 4.5, 400));
        time.pass(Cell.MEASURED);
        assertEquals(1.5, figures().pace().shortAnswer().orElseThrow(), 1e-9);
        time.pass(Duration.ofNanos(1));
        assertEquals(OptionalDouble.empty(), figures().pace().shortAnswer());
        assertEquals(OptionalDouble.of(4.5), figures().pace().streamed().p95());

        answer(1, streamed(0.5, 4.5, 400));
        assertEquals(1.5, figures().pace().shortAnswer().orElseThrow(), 1e-9);
    }

    @Test
    void tellsTheShareOfFailures() {
        answer(3, streamed(1, 2, 50));
        for (int i = 0; i < 3; i++) cell.failed();

        assertEquals(OptionalDouble.of(0.5), figures().errorRate());
    }

    @Test
    void isWarmForAWhileAfterAnAnswer() {
        answer(1, streamed(1, 2, 50));
        assertEquals(Figures.Warmth.WARM, figures().warmth());
        time.pass(Cell.WARM);
        assertEquals(Figures.Warmth.COLD, figures().warmth());
    }

    @Test
    void aLocalModelIsWarmWhileItIsInMemory() {
        Cell local =
                new Cell(new Known("smol", "here", "s").placed(Placement.LOCAL).profile(), time, offers);
        assertEquals(Figures.Warmth.WARM, local.state().figures().warmth());
        local.healthFrom(() -> new Health.Asleep("unloaded"));
        assertEquals(Figures.Warmth.COLD, local.state().figures().warmth());
    }

    @Test
    void asksForItsHeadroomAndOfferAtEverySnapshot() {
        Headroom left = new Headroom(OptionalLong.of(7), OptionalLong.empty());
        cell.headroomFrom(() -> left);
        offers.told("there", new Offers.Listing(Instant.EPOCH, List.of("gpt-other"), true));

        assertEquals(left, figures().headroom());
        assertEquals(Offers.Offer.NO, figures().offer());
    }

    @Test
    void aSnapshotStaysAsItWas() {
        answer(Recent.FEW, streamed(1, 2, 50));
        Figures before = figures();
        answer(Recent.MOST, streamed(9, 10, 50));
        cell.judged("code", true);

        assertEquals(OptionalDouble.of(2), before.pace().streamed().p50());
        assertTrue(before.quality().isEmpty());
        assertEquals(OptionalDouble.of(10), figures().pace().streamed().p50());
        assertTrue(figures().quality().containsKey("code"));
    }

    @Test
    void losesNoVerdictOfManyThreads() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    for (int j = 0; j < 100; j++) {
                        cell.judged("code", true);
                        cell.answered(streamed(1, 2, 50));
                    }
                }))
                .toList();
        for (Thread thread : threads) thread.join();

        Belief code = java.util.Objects.requireNonNull(figures().quality().get("code"));
        assertEquals(401, code.good(), 1e-9);
        assertEquals(OptionalDouble.of(0), figures().errorRate());
    }

    @Test
    void keepsWhatIsKnownOverAReloadThatLeavesItAsItWas() {
        Registry before = new Registry(List.of(cell.profile()), offers, time);
        before.cell("mini").orElseThrow().failed();
        offers.told("there", new Offers.Listing(Instant.EPOCH, List.of("gpt-mini"), true));

        Registry after = new Registry(List.of(cell.profile()), before);

        assertEquals(before.cell("mini"), after.cell("mini"));
        assertEquals(
                Offers.Offer.YES,
                after.view().named("mini").orElseThrow().figures().offer());
    }
}
