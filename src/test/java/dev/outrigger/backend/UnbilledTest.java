package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Request;
import dev.outrigger.dialect.Vectored;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UnbilledTest {
    private static final Verdict OK = new Verdict.Answered();
    private static final Verdict LEFT = new Verdict.Cancelled();
    private static final Verdict CUT = new Verdict.Failed(new Failure.Cut("it broke"));

    private final Request request = HttpFixture.inbound(OpenAiText.request("auto", ""));
    private final FrameQueue frames = new FrameQueue(new Progress(1), new CountingValve(), Room.ample());
    private boolean sent = true;
    private final Unbilled unbilled = unbilled(request);

    private Unbilled unbilled(Request of) {
        return new Unbilled(
                of, new Running(Promise.<Answer>promise().future(), () -> {}, () -> sent, Collections::emptySortedSet));
    }

    private static Verdict late(Failure.Clock clock) {
        return new Verdict.Failed(new Failure.TimedOut(clock, "late"));
    }

    private void came(Event... events) {
        frames.offer(List.of(Frame.of(List.of(events))));
    }

    private void opened() {
        unbilled.opened(new Answer(OptionalInt.of(200), MultiMap.caseInsensitiveMultiMap(), true, frames));
    }

    private long input(Verdict verdict) {
        return unbilled.tokens(verdict).orElseThrow().input().orElseThrow();
    }

    private long output(Verdict verdict) {
        return unbilled.tokens(verdict).orElseThrow().output().orElseThrow();
    }

    @Test
    @Row("account.lost")
    void isTheRequestWhereNobodyWaitedForTheAnswer() {
        for (Verdict verdict : List.of(LEFT, late(Failure.Clock.FIRST_TOKEN), late(Failure.Clock.SHARE))) {
            assertTrue(input(verdict) > 0);
            assertEquals(0, output(verdict));
        }
    }

    @Test
    @Row("account.lost")
    void isNothingWhereUpstreamNeverHadAllOfTheRequest() {
        assertEquals(Optional.empty(), unbilled.tokens(late(Failure.Clock.CONNECT)));
        assertEquals(Optional.empty(), unbilled.tokens(new Verdict.Failed(Failures.UNREACHABLE)));
        sent = false;
        assertEquals(Optional.empty(), unbilled.tokens(LEFT));
        assertEquals(Optional.empty(), unbilled.tokens(late(Failure.Clock.SHARE)));
    }

    @Test
    @Row("account.lost")
    void isNothingWhereUpstreamToldAnError() {
        for (Failure told : List.of(Failures.OVERLOADED, Failures.throttled(), Failures.REFUSED))
            assertEquals(Optional.empty(), unbilled.tokens(new Verdict.Failed(told)), told.label());
    }

    @Test
    @Row("account.lost")
    void isAlsoWhatCameOfAnAnswerThatBrokeOff() {
        came(new Event.TextDelta(0, "a".repeat(40)));
        opened();
        came(new Event.TextDelta(0, "b".repeat(40)));
        assertTrue(input(CUT) > 0);
        assertEquals(20, output(CUT));
        assertEquals(20, output(LEFT));
    }

    @Test
    @Row("account.lost")
    void isWhatUpstreamToldAsFarAsItDid() {
        came(new Event.Used(Usage.of(11, 3)), new Event.TextDelta(0, "a"));
        opened();
        came(new Event.TextDelta(0, "b".repeat(8)));
        assertEquals(Optional.of(Usage.of(11, 5)), unbilled.tokens(CUT));
    }

    @Test
    @Row("account.lost")
    void keepsThePartsOfTheInputThatUpstreamTold() {
        Usage told = new Usage(
                OptionalLong.of(11), OptionalLong.of(3), OptionalLong.of(7), OptionalLong.empty(), OptionalLong.of(2));
        came(new Event.Used(told), new Event.TextDelta(0, "a"));
        opened();
        came(new Event.TextDelta(0, "b".repeat(8)));
        Usage counted = unbilled.tokens(CUT).orElseThrow();
        assertEquals(told.cached(), counted.cached());
        assertEquals(told.cacheWritten(), counted.cacheWritten());
    }

    @Test
    @Row("before.refused-finish")
    void isTheRequestOfARefusalOfWhichUpstreamToldNothing() {
        came(new Event.Finished(0, FinishReason.CONTENT_FILTER));
        opened();
        Verdict refused = new Verdict.Failed(Failures.REFUSED);
        assertTrue(input(refused) > 0);
        came(new Event.Used(Usage.of(5, 0)));
        assertEquals(Optional.empty(), unbilled.tokens(refused));
    }

    @Test
    void knowsTheRequestsTokensThoughItWasLetGoWhenTheAnswerBegan() {
        long counted = input(LEFT);
        came(new Event.TextDelta(0, "a"));
        opened();
        request.letGo();
        assertEquals(counted, input(CUT));
    }

    @Test
    void isUnknownOfARequestThatIsGone() {
        request.letGo();
        assertEquals(OptionalLong.empty(), unbilled.tokens(LEFT).orElseThrow().input());
    }

    @Test
    @Row("account.usage")
    void isNothingOfAWholeAnswer() {
        came(new Event.TextDelta(0, "a"));
        opened();
        assertEquals(Optional.empty(), unbilled.tokens(OK));
    }

    @Test
    @Row("account.lost")
    void isTheTextsThatVectorsWereAskedOf() {
        Vectored vectored = new Vectored(new OpenAi(InstantSource.system()));
        Unbilled texts = unbilled(vectored.read(
                "/v1/embeddings",
                "{\"model\":\"m\",\"input\":[\"How tall is that tower?\",\"And when was it built?\"]}"));
        Unbilled ids = unbilled(vectored.read("/v1/embeddings", "{\"model\":\"m\",\"input\":[1,2,3]}"));
        // Of o200k_base they are 6 and 6.
        assertEquals(12.0, (double) texts.tokens(LEFT).orElseThrow().input().orElseThrow(), 2.0);
        assertEquals(OptionalLong.empty(), ids.tokens(LEFT).orElseThrow().input());
    }
}
