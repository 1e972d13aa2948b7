package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.route.Occasion;
import dev.outrigger.support.Known;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Room;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoffBackendTest {
    private static final ModelProfile DESK = new Known("desk", "people", "human")
            .placed(Placement.LOCAL)
            .profile()
            .handingOff(Set.of(), true);

    private final EventLoop loop = new EventLoop();
    private final Holdings holdings = Room.ample();
    private Optional<String> key = Optional.empty();
    private Optional<String> lack = Optional.empty();
    private ScriptedUpstream upstream;

    @BeforeEach
    void aWebhook() throws Exception {
        upstream = new ScriptedUpstream();
    }

    @AfterEach
    void close() throws Exception {
        upstream.close();
        loop.close();
    }

    private HandoffBackend fixed() {
        return new HandoffBackend(
                "people",
                new HandoffSettings("Wait.", Optional.empty(), Optional.empty(), Duration.ofSeconds(5), false, 4),
                Optional.empty());
    }

    private HandoffBackend telling(Duration timeout, boolean content) {
        HandoffSettings settings = new HandoffSettings(
                "Wait.",
                Optional.of(URI.create(upstream.url() + "/new?token=t")),
                Optional.empty(),
                timeout,
                content,
                4);
        Webhook webhook = new Webhook(
                "people",
                settings,
                new KeyCredential(KeyHeader.BEARER, () -> key, () -> lack),
                new HttpClients(loop.vertx(), settings.guard(), Egress.DIRECT, upstream.url()),
                "me");
        return new HandoffBackend("people", settings, Optional.of(webhook));
    }

    private Call call(String more) {
        Occasion occasion = new Occasion(
                Instant.EPOCH,
                0xABCDL,
                0,
                Optional.of("ann"),
                Optional.empty(),
                0,
                OptionalDouble.empty(),
                Optional.empty());
        return new Call(
                new ExchangeId("x-1"),
                HttpFixture.DIALECT,
                HttpFixture.inbound(OpenAiText.request("auto", more)),
                MultiMap.caseInsensitiveMultiMap().add("authorization", "Bearer of-the-app"),
                DESK,
                Optional.empty(),
                OptionalDouble.empty(),
                HoldSettings.NONE,
                Call.Choice.OURS,
                Rewrite.Reasoning.KEPT,
                new Drafts(),
                new Losses(TranslationSettings.DEFAULT),
                holdings,
                loop.context(),
                occasion,
                OptionalLong.empty());
    }

    private Answer answer(HandoffBackend backend, String more) {
        return loop.await(() -> backend.attempt(call(more)).answer());
    }

    private Failure failure(HandoffBackend backend) {
        FailureException failed = assertThrows(FailureException.class, () -> answer(backend, ""));
        return failed.failure();
    }

    private String text(Answer answer) {
        return events(answer).stream()
                .filter(Event.TextDelta.class::isInstance)
                .map(event -> ((Event.TextDelta) event).text())
                .collect(Collectors.joining());
    }

    private List<Event> events(Answer answer) {
        Reader reader = Reader.greedy();
        loop.run(() -> answer.frames().subscribe(reader));
        return reader.frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    @Test
    void answersItsTextHereWholeAndStreamed() {
        for (String more : List.of("", ",\"stream\":true")) {
            Answer answer = answer(fixed(), more);

            assertEquals(!more.isEmpty(), answer.stream());
            assertEquals(Answer.Words.OURS, answer.words());
            assertEquals("Wait.", text(answer));
        }
        assertEquals(Optional.empty(), fixed().server());
    }

    @Test
    void noTokenIsPaidFor() {
        assertTrue(events(answer(fixed(), "")).contains(new Event.Used(Usage.of(0, 0))));
    }

    @Test
    void theWebhookIsToldWhoAsksButNothingOfWhatWasSaid() {
        upstream.then(Script.json("{\"text\":\"Jo is on it.\"}"));

        Answer answer = answer(telling(Duration.ofSeconds(5), false), "");

        assertEquals("Jo is on it.", text(answer));
        Received told = upstream.received().getFirst();
        assertEquals("POST", told.method());
        assertTrue(told.path().endsWith("/new?token=t"), told.path());
        assertEquals(
                "{\"exchange\":\"x-1\",\"model\":\"auto\",\"user\":\"ann\",\"session\":\"000000000000abcd\"}",
                told.body());
        assertEquals(Optional.empty(), told.header("authorization"));
        assertEquals(Optional.of("me"), told.header("x-outrigger-hop"));
    }

    @Test
    void theMessagesAreToldWhereTheOperatorWantsThat() {
        upstream.then(Script.json("{}"));

        answer(telling(Duration.ofSeconds(5), true), "");

        String told = upstream.received().getFirst().body();
        assertTrue(told.contains(",\"messages\":[{\"role\":\"user\",\"text\":"), told);
    }

    @Test
    void theKeyIsTheOperatorsAndComesBackInNoAnswer() {
        key = Optional.of("operator-key");
        upstream.then(Script.json("{\"text\":\"with operator-key\"}"));

        Answer answer = answer(telling(Duration.ofSeconds(5), false), "");

        assertEquals(
                Optional.of("Bearer operator-key"),
                upstream.received().getFirst().header("authorization"));
        assertEquals("with ***", text(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202|text/plain|queued",
                "200|application/json|{\"text\":\" \"}",
                "200|application/json|[1]",
                "200|application/json|{\"text\":7}"
            })
    void aGoodStatusWithoutATextIsAnsweredWithTheOperators(int status, String type, String body) {
        upstream.then(Script.answer(status, type, body));

        assertEquals("Wait.", text(answer(telling(Duration.ofSeconds(5), false), "")));
    }

    @ParameterizedTest
    @CsvSource({
        "503, overloaded",
        "429, overloaded",
        "500, overloaded",
        "401, unauthorized",
        "404, unknown_path",
        "400, malformed",
        "302, malformed"
    })
    void anyOtherStatusIsAFailureOfTheBackend(int status, String label) {
        upstream.then(Script.answer(status, "text/plain", "SECRET", "location: http://elsewhere.example/"));

        Failure failure = failure(telling(Duration.ofSeconds(5), false));

        assertEquals(label, failure.label());
        assertFalse(failure.message().contains("SECRET"));
        assertFalse(failure.message().contains("token"));
    }

    @Test
    void aWebhookThatDoesNotAnswerInTimeIsLeft() {
        upstream.then(Script.hang());

        Failure failure = failure(telling(Duration.ofMillis(100), false));

        assertInstanceOf(Failure.TimedOut.class, failure);
        upstream.received().getFirst().left().join();
    }

    @Test
    void oneThatCannotBeReachedFails() throws Exception {
        HandoffBackend backend = telling(Duration.ofSeconds(5), false);
        upstream.close();

        assertInstanceOf(Failure.Unreachable.class, failure(backend));
    }

    @Test
    void anAnswerLongerThanAnAppShouldReadIsNone() {
        upstream.then(Script.json("{\"text\":\"" + "x".repeat(Webhook.MAX_ANSWER_BYTES) + "\"}"));

        assertInstanceOf(Failure.Malformed.class, failure(telling(Duration.ofSeconds(5), false)));
    }

    @Test
    void whoeverLeavesResetsTheCall() {
        upstream.then(Script.hang());
        HandoffBackend backend = telling(Duration.ofSeconds(20), false);

        Run run = loop.call(() -> backend.attempt(call("")));
        org.awaitility.Awaitility.await().until(() -> !upstream.received().isEmpty());
        loop.run(run::cancel);

        upstream.received().getFirst().left().join();
        assertTrue(run.answer().failed());
    }

    @Test
    void withoutItsKeyItIsNotAsked() {
        lack = Optional.of("DESK_KEY is not set");

        assertInstanceOf(
                Health.Unavailable.class, telling(Duration.ofSeconds(5), false).health(DESK));
        assertInstanceOf(Health.Ready.class, fixed().health(DESK));
    }
}
