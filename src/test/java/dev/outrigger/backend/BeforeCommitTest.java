package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.FailureException;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Profiles;
import dev.outrigger.registry.Registry;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Step;
import dev.outrigger.support.Guards;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What upstream did before the commit point: what it is called, who is asked next, what the app gets at last. */
class BeforeCommitTest {
    private static final String JSON = "application/json";
    private static final String NAMED = "mini";
    private static final String FREE = "auto";
    private static final boolean NEXT = true;
    private static final boolean NOBODY = false;

    private final HttpFixture http = new HttpFixture();
    private final ModelProfile mini = Profiles.of("mini", "there", "gpt-mini");
    private final ModelProfile spare = Profiles.of("spare", "elsewhere", "gpt-spare");
    private final Registry registry = new Registry(List.of(mini, spare));
    private final Breaker breaker = new Breaker(System::nanoTime, () -> 0.5);
    private ScriptedUpstream other;

    @BeforeEach
    void another() throws IOException {
        other = new ScriptedUpstream();
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        other.close();
    }

    private Dispatch run(String asked, String more, ModelProfile... plan) {
        HttpBackend elsewhere = http.backend("elsewhere", other.url(), HttpFixture.PATIENT, 8);
        Dispatcher dispatcher = new Dispatcher(
                Map.of("there", http.backend, "elsewhere", elsewhere),
                Map.of(
                        "mini", new Availability(breaker, new CoolDown(System::nanoTime)),
                        "spare",
                                new Availability(
                                        new Breaker(System::nanoTime, () -> 0.5), new CoolDown(System::nanoTime))),
                registry,
                System::nanoTime,
                Timer.of(http.loop.vertx()),
                () -> 0.5,
                new Dispatcher.Bounds(3, TranslationSettings.DEFAULT));
        Decision decision = new Decision(
                "thrift",
                "hash",
                Decision.Reason.ORDER,
                Stream.of(plan)
                        .<Step>map(profile -> new Step.Try(profile, Step.Relation.OTHER))
                        .toList(),
                List.of(),
                List.of());
        Order order = new Order(
                new ExchangeId("x-1"),
                HttpFixture.DIALECT,
                HttpFixture.inbound(OpenAiText.request(asked, more)),
                http.headers,
                decision,
                Room.ample(),
                http.loop.context());
        Dispatch dispatch = http.loop.call(() -> dispatcher.dispatch(order, System.nanoTime(), Duration.ofSeconds(30)));
        http.loop.await(() -> dispatch.answer().map(answer -> "").otherwise(""));
        return dispatch;
    }

    private static Script sends(int status, String code, String... headers) {
        return Script.answer(status, JSON, OpenAiText.error("t", code), headers);
    }

    private static Script says(int status, String message) {
        return Script.answer(status, JSON, "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    /** What upstream does; what the app asked for; the failure; whether another is asked; the last status. */
    static List<Arguments> rows() {
        return List.of(
                Arguments.of(Script.reset(), NAMED, "unreachable", NEXT, 502),
                Arguments.of(Script.close(), NAMED, "unreachable", NEXT, 502),
                Arguments.of(sends(408, "c"), NAMED, "overloaded", NEXT, 408),
                Arguments.of(sends(409, "c"), NAMED, "overloaded", NEXT, 409),
                Arguments.of(sends(500, "c"), NAMED, "overloaded", NEXT, 500),
                Arguments.of(sends(503, "c"), NAMED, "overloaded", NEXT, 503),
                Arguments.of(sends(529, "c"), NAMED, "overloaded", NEXT, 529),
                Arguments.of(sends(429, "c", "retry-after: 3"), NAMED, "throttled", NEXT, 429),
                Arguments.of(sends(429, "c"), NAMED, "throttled", NEXT, 429),
                Arguments.of(sends(429, "insufficient_quota"), NAMED, "exhausted", NEXT, 429),
                Arguments.of(sends(401, "invalid_api_key"), NAMED, "unauthorized", NEXT, 502),
                Arguments.of(sends(403, "c"), NAMED, "forbidden", NEXT, 502),
                Arguments.of(sends(404, "model_not_found"), NAMED, "unknown_model", NEXT, 404),
                Arguments.of(says(400, "Invalid model gpt-mini"), NAMED, "unknown_model", NEXT, 400),
                Arguments.of(Script.answer(404, "text/html", "<html>"), NAMED, "unknown_path", NEXT, 502),
                Arguments.of(sends(400, "context_length_exceeded"), NAMED, "too_long", NEXT, 400),
                Arguments.of(sends(400, "content_filter"), FREE, "refused", NOBODY, 400),
                Arguments.of(sends(400, "c"), NAMED, "rejected", NOBODY, 400),
                Arguments.of(sends(422, "c"), "gpt-mini", "rejected", NOBODY, 422),
                Arguments.of(says(404, "No endpoints found that support tool use."), NAMED, "rejected", NOBODY, 404),
                Arguments.of(sends(400, "c"), FREE, "untranslatable", NEXT, 400),
                Arguments.of(sends(400, "c"), "spare", "untranslatable", NEXT, 400),
                Arguments.of(says(404, "No endpoints found that support tool use."), FREE, "untranslatable", NEXT, 404),
                Arguments.of(Script.json(OpenAiText.error("t", "rate_limit_exceeded")), NAMED, "throttled", NEXT, 429),
                Arguments.of(
                        Script.json(OpenAiText.error("invalid_request_error", "c")), NAMED, "rejected", NOBODY, 400),
                Arguments.of(
                        Script.json(OpenAiText.error("invalid_request_error", "c")), FREE, "untranslatable", NEXT, 400),
                Arguments.of(Script.json(""), NAMED, "malformed", NEXT, 502),
                Arguments.of(Script.json("{\"choices\":["), NAMED, "malformed", NEXT, 502),
                Arguments.of(Script.answer(200, "text/html", "<html>"), NAMED, "malformed", NEXT, 502),
                Arguments.of(Script.answer(302, JSON, "", "location: /"), NAMED, "malformed", NEXT, 502));
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Row({
        "before.unreachable",
        "before.overloaded",
        "before.429-with-wait",
        "before.429-without-wait",
        "before.exhausted",
        "before.401-ours",
        "before.403-ours",
        "before.unknown-model",
        "before.too-long",
        "before.refused",
        "before.rejected",
        "before.untranslatable",
        "before.error-in-200",
        "before.malformed",
        "after.whole-moves-on"
    })
    void namesTheFailureAndAsksAnotherOnlyWhereThatHelps(
            Script does, String asked, String label, boolean next, int last) {
        http.upstream.then(does);
        other.then(Script.json(OpenAiText.answer("other")));
        Dispatch dispatch = run(asked, "", mini, spare);
        assertEquals(label, attempts(dispatch).getFirst().verdict().label());
        assertEquals(next ? 1 : 0, other.received().size());
        assertEquals(next, dispatch.answer().succeeded());
    }

    /** Where they are written. */
    private List<Attempt> attempts(Dispatch dispatch) {
        return http.loop.call(dispatch::attempts);
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Row({
        "before.unreachable",
        "before.overloaded",
        "before.429-with-wait",
        "before.429-without-wait",
        "before.exhausted",
        "before.401-ours",
        "before.403-ours",
        "before.unknown-model",
        "before.too-long",
        "before.refused",
        "before.rejected",
        "before.untranslatable",
        "before.error-in-200",
        "before.malformed"
    })
    void tellsTheAppWhenItWasTheLast(Script does, String asked, String label, boolean next, int last) {
        http.upstream.then(does);
        Failure failure = FailureException.of(run(asked, "", mini).answer().cause());
        assertEquals(label, failure.label());
        assertEquals(last, failure.original().map(Verbatim::status).orElse(failure.status()));
        assertFalse(breaker.isOpen());
    }

    @Test
    void handsTheVendorsWordsOnWhenNobodyElseUnderstoodEither() {
        // Given
        String words = OpenAiText.error("invalid_request_error", "unsupported_value");
        http.upstream.then(Script.answer(400, JSON, words));
        // When
        Failure failure = FailureException.of(run(FREE, "", mini).answer().cause());
        // Then
        assertEquals("untranslatable", failure.label());
        assertEquals(words, failure.original().orElseThrow().body().utf8());
    }

    @Test
    @Row("before.key-of-app")
    void leavesTheAppsOwnKeyToTheApp() {
        for (int status : new int[] {401, 403}) {
            http.key.set(Optional.empty());
            http.upstream.then(sends(status, "invalid_api_key"));
            Dispatch dispatch = run(FREE, "", mini, spare);
            Failure failure = FailureException.of(dispatch.answer().cause());
            assertEquals("rejected", failure.label());
            assertEquals(status, failure.status());
            assertEquals(0, other.received().size());
        }
    }

    @Test
    void leavesTheAppsOwnKeyToTheAppEvenInsideAnAnswer() {
        http.key.set(Optional.empty());
        http.upstream.then(Script.json("{\"error\":{\"code\":401,\"message\":\"no\"}}"));
        Dispatch dispatch = run(FREE, "", mini, spare);
        assertEquals("rejected", attempts(dispatch).getFirst().verdict().label());
        assertEquals(0, other.received().size());
    }

    @Test
    @Row("before.401-ours")
    void namesTheBackendWhoseKeyIsWrongButNotTheKey() {
        http.key.set(Optional.of("sk-hunter2"));
        http.upstream.then(says(401, "Incorrect API key provided: sk-hunter2"));
        Failure failure = FailureException.of(run(NAMED, "", mini).answer().cause());
        assertEquals("backend there answered 401", failure.message());
        assertTrue(failure.original().isEmpty());
    }

    @Test
    @Row("before.stream-broken")
    void asksAnotherWhenAStreamEndsBeforeAnyContent() {
        for (Script broken : List.of(
                Script.stream(List.of(OpenAiText.role())),
                Script.cut(List.of(OpenAiText.role())),
                Script.stream(List.of("data: " + OpenAiText.error("t", "server_error") + "\n\n")))) {
            http.upstream.then(broken);
            other.then(Script.stream(OpenAiText.stream("other")));
            Dispatch dispatch = run(FREE, ",\"stream\":true", mini, spare);
            assertTrue(dispatch.answer().succeeded());
            assertEquals(
                    Failure.Weight.FAILURE,
                    attempts(dispatch)
                            .getFirst()
                            .verdict()
                            .cause()
                            .orElseThrow()
                            .weight());
        }
    }

    @Test
    @Row("before.finish-alone")
    void takesAFinishReasonWithoutContentForAnAnswer() {
        http.upstream.then(Script.stream(List.of(OpenAiText.role(), OpenAiText.finish(0), OpenAiText.DONE)));
        Dispatch dispatch = run(FREE, ",\"stream\":true", mini, spare);
        assertTrue(dispatch.answer().succeeded());
        assertEquals(0, other.received().size());
    }

    @Test
    void asksAnotherWhenItsOwnBulkheadIsFullAndBlamesNobody() {
        // Given
        GuardSettings narrow = Guards.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(2), 1);
        http.backend = http.backend(http.upstream.url(), narrow);
        http.upstream.then(Script.hang());
        other.then(Script.json(OpenAiText.answer("other")));
        Run held = http.begin("");
        for (int i = 0; i < 8; i++) {
            // When
            Dispatch dispatch = run(FREE, "", mini, spare);
            // Then
            assertEquals("saturated", attempts(dispatch).getFirst().verdict().label());
            assertTrue(dispatch.answer().succeeded());
        }
        assertFalse(breaker.isOpen());
        assertEquals(
                503, FailureException.of(run(FREE, "", mini).answer().cause()).status());
        http.loop.run(held::cancel);
    }
}
