package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Header;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RescueTest {
    private static final Dialect DIALECT = new OpenAi(InstantSource.system());
    private static final Optional<Verbatim> UPSTREAMS =
            Optional.of(new Verbatim(418, "text/teapot", Bytes.of("short and stout"), "openai", Passage.of("")));

    @Test
    void tellsOurFailuresInTheAppsDialect() throws Exception {
        String answer = sent(new Failure.Malformed("no answer"));

        assertTrue(answer.startsWith("HTTP/1.1 502"), answer);
        assertTrue(answer.contains("content-type: application/json"), answer);
        assertTrue(answer.contains("{\"error\":{\"message\":\"no answer [exchange " + Drafts.ID + "]\""), answer);
        assertTrue(answer.contains("x-outrigger-exchange: " + Drafts.ID), answer);
    }

    @Test
    void handsUpstreamsErrorsOnAsTheyAre() throws Exception {
        Failure rejected = new Failure.Rejected(400, "words of ours", UPSTREAMS);

        String answer = sent(rejected);

        assertEquals(418, Rescue.status(rejected, DIALECT));
        assertTrue(answer.startsWith("HTTP/1.1 418") && answer.contains("content-type: text/teapot"), answer);
        assertTrue(answer.endsWith("short and stout") && !answer.contains("words of ours"), answer);
    }

    @Test
    void handsUpstreamsHeadersOnWithItsErrorButNotOverOurs() throws Exception {
        Verbatim sent = new Verbatim(
                400,
                "application/json",
                Bytes.of("{}"),
                "openai",
                Passage.of(""),
                List.of(new Header("x-request-id", "req-1"), new Header("x-outrigger-exchange", "theirs")));

        String own = sent(new Failure.Rejected(400, "no", Optional.of(sent)), "{}");

        assertTrue(own.contains("x-request-id: req-1"), own);
        assertTrue(own.contains("x-outrigger-exchange: " + Drafts.ID) && !own.contains("theirs"), own);
    }

    @Test
    void anotherDialectsHeadersAreNoBusinessOfTheApps() throws Exception {
        Verbatim foreign = new Verbatim(
                400,
                "application/json",
                Bytes.of("{}"),
                "anthropic",
                Passage.of(""),
                List.of(new Header("request-id", "req-1")));

        String answer = sent(new Failure.Rejected(400, "no", Optional.of(foreign)), "}}");

        assertFalse(answer.contains("req-1"), answer);
    }

    /** Gemini refuses in an answer of status 200: an app of another dialect would take that for a good one. */
    @Test
    @Row("before.words")
    void tellsAnotherDialectsErrorInTheAppsWordsAndItsOwnStatus() throws Exception {
        Verbatim foreign = new Verbatim(
                200, "application/json", Bytes.of("{\"promptFeedback\":{}}"), "gemini", Passage.of("not this"));
        Failure refused = new Failure.Refused("words of ours", Optional.of(foreign));

        String answer = sent(refused, "}}");

        assertTrue(answer.startsWith("HTTP/1.1 400") && answer.contains("content-type: application/json"), answer);
        assertTrue(answer.contains("{\"error\":{\"message\":\"not this [exchange " + Drafts.ID + "]\""), answer);
        assertFalse(answer.contains("promptFeedback") || answer.contains("words of ours"), answer);
    }

    @Test
    void tellsOurWordsWhereUpstreamHadNone() throws Exception {
        Verbatim silent = new Verbatim(529, "text/html", Bytes.of("<html>"), "anthropic", Passage.of(""));

        String answer = sent(new Failure.Overloaded(529, "words of ours", Optional.of(silent)), "}}");

        assertTrue(answer.startsWith("HTTP/1.1 529"), answer);
        assertTrue(answer.contains("\"words of ours [exchange ") && !answer.contains("html"), answer);
    }

    @Test
    void keepsUpstreamsStatusFromAnAppOfAnotherDialect() {
        Failure refused = new Failure.Refused(
                "blocked",
                Optional.of(new Verbatim(200, "application/json", Bytes.of("{}"), "another", Passage.of("no"))));

        assertEquals(400, Rescue.status(refused, DIALECT));
    }

    @Test
    @Row("before.429-told")
    void namesAWaitWhereOneIsKnownAndAtLeastASecond() throws Exception {
        assertTrue(sent(new Failure.Throttled(Optional.of(Duration.ofSeconds(17)), "slowly", Optional.empty()))
                .contains("retry-after: 17"));
        assertTrue(sent(new Failure.Throttled(Optional.of(Duration.ofMillis(3)), "slowly", Optional.empty()))
                .contains("retry-after: 1\r"));
        assertTrue(sent(new Failure.Saturated("full")).contains("retry-after: 1\r"));
        assertFalse(sent(new Failure.Malformed("no answer")).contains("retry-after"));
    }

    @Test
    @Row("before.429-told")
    void namesNoWaitThatEndsTooSoon() throws Exception {
        assertTrue(sent(new Failure.Throttled(Optional.of(Duration.ofMillis(1_900)), "slowly", Optional.empty()))
                .contains("retry-after: 2\r"));
        assertTrue(
                sent(new Failure.Throttled(Optional.of(Duration.ofNanos(3_000_000_001L)), "slowly", Optional.empty()))
                        .contains("retry-after: 4\r"));
    }

    @Test
    @Row("before.should-retry")
    void forbidsNoRetryOfWhatWasNeverTried() throws Exception {
        assertFalse(sent(new Failure.Malformed("no answer")).contains("x-should-retry"));
    }

    @Test
    void cutsAnAnswerThatHasBegun() throws Exception {
        try (Served served = new Served(request -> {
            request.response().setChunked(true).write("half an ");
            Rescue.send(request, DIALECT, Drafts.account(), new Failure.Cut("broken"));
        })) {
            String answer = served.get("\r\n0\r\n");

            assertFalse(answer.contains("\r\n0\r\n") || answer.contains("error"), answer);
        }
    }

    @Test
    void leavesAnAnswerThatHasEnded() throws Exception {
        try (Served served = new Served(request -> {
            request.response().end("whole");
            Rescue.send(request, DIALECT, Drafts.account(), new Failure.Cut("broken"));
        })) {
            assertTrue(served.get("whole").endsWith("whole"));
        }
    }

    private static String sent(Failure failure) throws IOException {
        return sent(failure, failure.original().isPresent() ? "stout" : "}}");
    }

    private static String sent(Failure failure, String end) throws IOException {
        try (Served served = new Served(request -> Rescue.send(request, DIALECT, Drafts.account(), failure))) {
            return served.get(end);
        }
    }
}
