package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Vectored;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Price;
import dev.outrigger.route.Decision;
import dev.outrigger.support.Row;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Verdict OK = new Verdict.Answered();
    private static final Verdict REFUSED = new Verdict.Failed(new Failure.Unreachable("refused"));
    private static final Verdict BROKEN = new Verdict.Failed(new Failure.Overloaded(500, "it broke", Optional.empty()));
    private static final Verdict LATE = new Verdict.Failed(new Failure.TimedOut(Failure.Clock.FIRST_TOKEN, "late"));
    private static final Usage KNOWN = Usage.of(1_000_000, 500_000);
    private static final OptionalDouble NO_BASELINE = OptionalDouble.empty();
    private static final Optional<Cost> UNKNOWN = Optional.empty();

    private final Account account =
            Drafts.account(Map.of("cheap", new Price(1, 2), "dear", new Price(10, 20), "free", new Price(0, 0)));

    @Test
    void costsWhatTheTokensCost() {
        assertEquals(exactly(2), cost(remote("cheap", 200, KNOWN, OK)));
    }

    @Test
    void chargesCachedTokensAndReasoningAtTheirOwnPrices() {
        Account apart = Drafts.account(Map.of(
                "cheap",
                new Price(
                        10, 20, OptionalDouble.of(1), OptionalDouble.of(12), OptionalDouble.of(30), Optional.empty())));
        Usage usage = new Usage(
                OptionalLong.of(3_000_000),
                OptionalLong.of(2_000_000),
                OptionalLong.of(1_000_000),
                OptionalLong.of(1_000_000),
                OptionalLong.of(1_000_000));

        assertEquals(
                exactly(10 + 1 + 12 + 20 + 30),
                apart.close(List.of(remote("cheap", 200, usage, OK)), OK, 1).cost());
    }

    @Test
    @Row("account.usage")
    void costsNothingOnlyWhereThatIsKnown() {
        assertEquals(exactly(0), cost(remote("free", 200, KNOWN, OK)));
        assertEquals(UNKNOWN, cost(remote("free", 200, Usage.ABSENT, OK)));
        assertEquals(UNKNOWN, cost());
    }

    @Test
    void isUnknownWhenAPriceIs() {
        assertEquals(UNKNOWN, cost(remote("nobodys", 200, KNOWN, OK)));
        assertEquals(UNKNOWN, cost(remote("cheap", 200, KNOWN, OK), remote("nobodys", 200, KNOWN, OK)));
        assertEquals(UNKNOWN, cost(remote(Attempt.NO_MODEL, 200, Usage.ABSENT, OK)));
    }

    @Test
    void isUnknownWhenHalfOfTheTokensAre() {
        Usage half = new Usage(OptionalLong.of(5), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

        assertEquals(UNKNOWN, cost(remote("cheap", 200, half, OK)));
    }

    @Test
    void tellsOfEachAttemptWhatItCost() {
        Exchange closed = close(
                remote("cheap", 200, KNOWN, OK), remote("nobodys", 200, KNOWN, OK), remote("dear", 200, KNOWN, OK));

        assertEquals(List.of(exactly(2), UNKNOWN, exactly(20)), closed.attemptCosts());
    }

    @Test
    void ofVectorsOnlyTheInputCosts() {
        account.asks(new Vectored(new OpenAi(InstantSource.system()))
                .read("/v1/embeddings", "{\"model\":\"cheap\",\"input\":\"hi\"}"));

        assertEquals(exactly(3), cost(remote("cheap", 200, Usage.ofInput(3_000_000), OK)));
        assertEquals(UNKNOWN, cost(remote("cheap", 200, Usage.ABSENT, OK)));
    }

    @Test
    void countsEveryAttemptThatReachedAModel() {
        assertEquals(exactly(22), cost(remote("dear", 200, KNOWN, OK), remote("cheap", 200, KNOWN, OK)));
    }

    @Test
    @Row("account.lost")
    void costsNothingWhereNobodyWasReachedOrAnErrorWasTold() {
        assertEquals(exactly(2), cost(none("dear", REFUSED), remote("cheap", 200, KNOWN, OK)));
        assertEquals(exactly(2), cost(remote("dear", 500, Usage.ABSENT, BROKEN), remote("cheap", 200, KNOWN, OK)));
        assertEquals(exactly(0), cost(none("nobodys", LATE)));
    }

    @Test
    @Row("before.refused-finish")
    void costsWhatUpstreamToldOfARefusal() {
        Verdict filtered = new Verdict.Failed(new Failure.Refused("filtered", Optional.empty()));

        assertEquals(exactly(3), cost(remote("cheap", 200, Usage.ofInput(3_000_000), filtered)));
        assertEquals(exactly(0), cost(remote("cheap", 400, Usage.ABSENT, filtered)));
    }

    @Test
    @Row({"account.lost", "account.estimate"})
    void costsAtLeastWhatOneThatNobodyWaitedForIsEstimatedToCost() {
        Attempt lost = lost("dear", Usage.of(1_000_000, 0), LATE);

        assertEquals(atLeast(10), cost(lost));
        assertEquals(atLeast(12), cost(lost, remote("cheap", 200, KNOWN, OK)));
    }

    @Test
    @Row("account.lost")
    void isUnknownWhereTheTokensOfALostOneCannotBeEstimatedOrItsPriceIs() {
        assertEquals(UNKNOWN, cost(lost("dear", Usage.ABSENT, new Verdict.Cancelled())));
        assertEquals(UNKNOWN, cost(lost("nobodys", KNOWN, LATE), remote("cheap", 200, KNOWN, OK)));
    }

    @Test
    @Row("account.estimate")
    void isNoEstimateOfWhatCostsNothing() {
        assertEquals(exactly(0), cost(lost("free", KNOWN, LATE)));
    }

    @Test
    void comparesWithTheBaselineForTheTokensOfTheAnswer() {
        account.decided(decision(), Optional.of("dear"), 7);

        Exchange closed = close(remote("cheap", 200, Usage.of(9, 9), OK), remote("cheap", 200, KNOWN, OK));

        assertEquals(OptionalDouble.of(20), closed.baselineCost());
        assertEquals(7, closed.times().decideNanos());
    }

    @Test
    @Row("reload.hash")
    void namesTheConfigurationItWasServedWith() {
        assertEquals("hash", close().settingsHash());
    }

    @Test
    void hasNoBaselineThatNobodyNamed() {
        account.decided(decision(), Optional.empty(), 7);

        assertEquals(NO_BASELINE, close(remote("cheap", 200, KNOWN, OK)).baselineCost());
    }

    @Test
    void saysThatTheAppLeftUntilAHeadIsSent() {
        assertEquals(499, close().status());
        assertEquals(OptionalLong.empty(), close().times().firstByteNanos());

        account.began(200, 5);
        account.began(500, 9);

        assertEquals(OptionalLong.of(5), close().times().firstByteNanos());
    }

    private static Optional<Cost> exactly(double dollars) {
        return Optional.of(new Cost(dollars, false));
    }

    private static Optional<Cost> atLeast(double dollars) {
        return Optional.of(new Cost(dollars, true));
    }

    private Optional<Cost> cost(Attempt... attempts) {
        return close(attempts).cost();
    }

    private Exchange close(Attempt... attempts) {
        return account.close(List.of(attempts), OK, 10);
    }

    private static Decision decision() {
        return new Decision("thrift", "hash", Decision.Reason.SCORE, List.of(), List.of(), List.of());
    }

    private static Attempt none(String model, Verdict verdict) {
        return attempt(model, OptionalInt.empty(), Usage.ABSENT, Optional.empty(), verdict);
    }

    private static Attempt lost(String model, Usage atLeast, Verdict verdict) {
        return attempt(model, OptionalInt.empty(), Usage.ABSENT, Optional.of(atLeast), verdict);
    }

    private static Attempt remote(String model, int status, Usage usage, Verdict verdict) {
        return attempt(model, OptionalInt.of(status), usage, Optional.empty(), verdict);
    }

    private static Attempt attempt(
            String model, OptionalInt status, Usage usage, Optional<Usage> unbilled, Verdict verdict) {
        return new Attempt(
                1,
                Attempt.Cause.INITIAL,
                "there",
                model,
                new ModelName(model),
                Optional.empty(),
                "openai",
                false,
                Optional.empty(),
                status,
                0,
                OptionalLong.empty(),
                1,
                usage,
                unbilled,
                Evidence.NONE,
                Optional.empty(),
                List.of(),
                verdict);
    }
}
