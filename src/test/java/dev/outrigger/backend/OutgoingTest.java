package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.anthropic.Anthropic;
import dev.outrigger.dialect.ollama.Ollama;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutgoingTest {
    private static final Dialect FOREIGN = Foreign.of(HttpFixture.DIALECT);
    private static final Rewrite PLAIN =
            new Rewrite(new ModelName("there"), Set.of(), Map.of(), Rewrite.StreamUsage.AS_ASKED);

    private static final String THOUGHT = """
            {"model":"auto","messages":[{"role":"user","content":"a"},
            {"role":"assistant","reasoning_content":"SECRET","content":"b"},{"role":"user","content":"c"}]}""";

    private final HttpFixture fixture = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Outgoing said(String more, Dialect dialect, Rewrite rewrite) {
        Call call = fixture.call(more);
        return Outgoing.of(call, dialect, Speech.of(call, dialect, rewrite));
    }

    private Failure failure(String more) {
        return assertThrows(FailureException.class, () -> said(more, FOREIGN, PLAIN))
                .failure();
    }

    @Test
    void keepsTheAppsWordsForUpstreamOfItsDialect() {
        Outgoing outgoing = said(",\"user\": \"u\"", HttpFixture.DIALECT, PLAIN);

        assertTrue(outgoing.isTheApps());
        assertEquals(
                OpenAiText.request("there", ",\"user\": \"u\""),
                outgoing.body().joined().utf8());
        assertTrue(outgoing.dropped().isEmpty());
    }

    @Test
    void saysARequestAnewForAnotherAndNamesWhatIsLeftOut() {
        Outgoing outgoing = said(",\"user\": \"u\",\"temperature\": 1.0,\"top_k\":3", FOREIGN, PLAIN);

        assertFalse(outgoing.isTheApps());
        assertEquals(
                OpenAiText.request("there", ",\"temperature\":1.0"),
                outgoing.body().joined().utf8());
        assertEquals(List.of("top_k", "user"), List.copyOf(outgoing.dropped()));
    }

    @Test
    @Row("account.usage-asked")
    void asksForNoUsageWhereTheBackendCannotBeAsked() {
        Rewrite unasked = new Rewrite(new ModelName("there"), Set.of(), Map.of(), Rewrite.StreamUsage.UNASKED);

        assertEquals(
                OpenAiText.request("there", ",\"stream\":true"),
                said(",\"stream\":true", FOREIGN, unasked).body().joined().utf8());
        assertEquals(
                OpenAiText.request("there", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"),
                said(",\"stream\":true", FOREIGN, PLAIN).body().joined().utf8());
    }

    /** What the app asks itself it is answered. */
    @Test
    void leavesTheAppsOwnWishForUsageAsItIs() {
        Rewrite unasked = new Rewrite(new ModelName("there"), Set.of(), Map.of(), Rewrite.StreamUsage.UNASKED);
        String asked = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

        assertEquals(
                OpenAiText.request("there", asked),
                said(asked, HttpFixture.DIALECT, unasked).body().joined().utf8());
    }

    @Test
    void saysNothingThatTheModelRejects() {
        Rewrite rewrite = new Rewrite(
                new ModelName("there"),
                Set.of("temperature"),
                Map.of("max_completion_tokens", "max_tokens"),
                Rewrite.StreamUsage.AS_ASKED);

        Outgoing outgoing = said(",\"temperature\":1,\"max_completion_tokens\":5", FOREIGN, rewrite);

        assertEquals(
                OpenAiText.request("there", ",\"max_tokens\":5"),
                outgoing.body().joined().utf8());
        assertEquals(List.of("temperature"), List.copyOf(outgoing.dropped()));
    }

    @Test
    void namesInTheAppsWordsWhatTheModelRejects() {
        Dialect anthropic = new Anthropic();
        Rewrite rewrite = new Rewrite(
                new ModelName("there"),
                Set.of(anthropic.field(Feature.THINKING), "max_tokens"),
                Map.of(),
                Rewrite.StreamUsage.AS_ASKED);

        Outgoing outgoing = said(",\"reasoning_effort\":\"none\",\"max_tokens\":5", anthropic, rewrite);

        assertFalse(outgoing.body().joined().utf8().contains("thinking"));
        assertEquals(List.of("max_completion_tokens", "reasoning_effort"), List.copyOf(outgoing.dropped()));
    }

    /** Of two servers of open models both have words for it. */
    @Test
    @Row("elsewhere.tool-loop")
    void saysNothingThatAnotherModelThoughtAndNamesIt() {
        Call call = fixture.call(HttpFixture.inbound(THOUGHT));
        Dialect ollama = new Ollama(Clock.systemUTC());

        Outgoing kept = Outgoing.of(call, ollama, Speech.of(call, ollama, PLAIN));
        Outgoing left = Outgoing.of(call, ollama, Speech.of(call, ollama, PLAIN.with(Rewrite.Reasoning.LEFT_OUT)));

        assertTrue(kept.body().joined().utf8().contains("SECRET"));
        assertTrue(kept.dropped().isEmpty());
        assertFalse(left.body().joined().utf8().contains("SECRET"));
        assertEquals(List.of("messages[].reasoning_content"), List.copyOf(left.dropped()));
    }

    @Test
    void asksNoOtherModelWhereTheOperatorWantsTheReasoningKept() {
        Losses losses = new Losses(new TranslationSettings(List.of("messages[].reasoning_content"), List.of()));
        Call call = fixture.call(HttpFixture.inbound(THOUGHT), losses);
        Rewrite forgetting = PLAIN.with(Rewrite.Reasoning.LEFT_OUT);

        for (Dialect dialect : List.of(HttpFixture.DIALECT, FOREIGN)) {
            Speech speech = Speech.of(call, dialect, forgetting);
            FailureException refused = assertThrows(FailureException.class, () -> Outgoing.of(call, dialect, speech));
            assertInstanceOf(Failure.Untranslatable.class, refused.failure());
        }
    }

    @Test
    void refusesWhatCannotBeSaid() {
        Failure failure = failure(",\"tools\":[{\"type\":\"web_search\"}]");

        assertInstanceOf(Failure.Untranslatable.class, failure);
        assertEquals("the hosted tool web_search cannot be said in the dialect foreign", failure.message());
    }

    @Test
    void refusesToLeaveOutWhatTheAnswerMeans() {
        assertInstanceOf(Failure.Untranslatable.class, failure(",\"logit_bias\":{\"1\":2}"));
    }

    @Test
    void holdsNothingForARequestThatIsNotSent() {
        failure(",\"logit_bias\":{\"1\":2}");
        failure(",\"tools\":[{\"type\":\"web_search\"}]");

        assertEquals(0, fixture.holdings.bytes());
    }

    @Test
    void holdsTheBytesThatWereMade() {
        Outgoing outgoing = said("", FOREIGN, PLAIN);

        assertEquals(outgoing.body().size(), fixture.holdings.bytes());
    }

    @Test
    void saysNothingAnewWithoutRoom() {
        fixture.holdings = Room.of(new Admission(), 100);

        assertInstanceOf(Failure.Saturated.class, failure(""));
    }
}
