package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Lesson;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.When;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LessonsTest {
    private static final ModelName MODEL = new ModelName("gpt-mini");
    private static final String REFUSAL = "{\"error\":{\"message\":\"Unsupported parameter: 'seed' is not supported\","
            + "\"type\":\"invalid_request_error\",\"param\":\"seed\",\"code\":\"unsupported_parameter\"}}";

    private final HttpFixture http = new HttpFixture();
    private final Lessons lessons = new Lessons();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private static Rewrite rewrite(Set<String> rejects, Map<String, String> renames) {
        return new Rewrite(MODEL, rejects, renames, Rewrite.StreamUsage.AS_ASKED);
    }

    private String asked() {
        return http.upstream.received().getLast().body();
    }

    private void refusesTheSeedOnce() {
        http.upstream.then(Script.answer(400, "application/json", REFUSAL), Script.json(OpenAiText.answer("Hi")));
    }

    @Test
    void addsToWhatTheProfileSays() {
        lessons.learn(MODEL, new Lesson("seed", Optional.empty(), When.ALWAYS));
        lessons.learn(MODEL, new Lesson("max_tokens", Optional.of("max_completion_tokens"), When.ALWAYS));

        assertEquals(
                rewrite(Set.of("user", "seed"), Map.of("a", "b", "max_tokens", "max_completion_tokens")),
                lessons.heeded(rewrite(Set.of("user"), Map.of("a", "b"))));
    }

    @Test
    void leavesOtherModelsAlone() {
        lessons.learn(new ModelName("other"), new Lesson("seed", Optional.empty(), When.ALWAYS));
        Rewrite rewrite = rewrite(Set.of(), Map.of());

        assertSame(rewrite, lessons.heeded(rewrite));
    }

    @Test
    void learnsALessonOnceAndOnlySoMany() {
        for (int i = 0; i < Lessons.MAX_LESSONS; i++)
            assertTrue(lessons.learn(MODEL, new Lesson("f" + i, Optional.empty(), When.ALWAYS)));
        assertFalse(lessons.learn(MODEL, new Lesson("f0", Optional.empty(), When.ALWAYS)));
        assertFalse(lessons.learn(MODEL, new Lesson("one too many", Optional.empty(), When.ALWAYS)));
        assertEquals(
                Lessons.MAX_LESSONS,
                lessons.heeded(rewrite(Set.of(), Map.of())).rejects().size());
    }

    @Test
    @Row("before.untranslatable-learned")
    void isTakenFromARefusalAndHeededInTheNextRequest() {
        http.choice = Call.Choice.OURS;
        refusesTheSeedOnce();
        assertInstanceOf(Failure.Untranslatable.class, http.failure(",\"seed\":1"));

        Answer answer = http.loop.await(
                () -> http.backend.attempt(http.call(",\"seed\":1")).answer());

        assertFalse(asked().contains("seed"), asked());
        assertEquals(Set.of("seed"), answer.dropped());
    }

    @Test
    @Row("before.untranslatable-learned")
    void leavesOutTheValueThatWasRefusedAndNoOther() {
        http.choice = Call.Choice.OURS;
        Script refuses = Script.answer(
                400,
                "application/json",
                "{\"error\":{\"message\":\"Unsupported value: 'reasoning_effort' does not support 'minimal' with this model."
                        + "\",\"type\":\"invalid_request_error\",\"param\":\"reasoning_effort\",\"code\":"
                        + "\"unsupported_value\"}}");
        assertTrue(taught(http.failure(",\"reasoning_effort\":\"minimal\"", refuses)));

        http.upstream.then(Script.json(OpenAiText.answer("Hi")), Script.json(OpenAiText.answer("Hi")));
        http.loop.await(() -> http.backend
                .attempt(http.call(",\"reasoning_effort\":\"high\""))
                .answer());
        assertTrue(asked().contains("\"reasoning_effort\":\"high\""), asked());

        Answer answer = http.loop.await(() -> http.backend
                .attempt(http.call(",\"reasoning_effort\":\"minimal\""))
                .answer());
        assertFalse(asked().contains("reasoning_effort"), asked());
        assertEquals(Set.of("reasoning_effort"), answer.dropped());
    }

    @Test
    @Row("before.untranslatable-learned")
    void leavesOutOneOfTwoFieldsOnlyWhereBothAre() {
        http.choice = Call.Choice.OURS;
        Script refuses = Script.answer(
                400,
                "application/json",
                "{\"error\":{\"message\":\"`temperature` and `top_p` cannot both be specified for this model.\","
                        + "\"type\":\"invalid_request_error\"}}");
        assertTrue(taught(http.failure(",\"temperature\":1,\"top_p\":0.9", refuses)));

        http.upstream.then(Script.json(OpenAiText.answer("Hi")), Script.json(OpenAiText.answer("Hi")));
        http.loop.await(() -> http.backend.attempt(http.call(",\"top_p\":0.9")).answer());
        assertTrue(asked().contains("\"top_p\":0.9"), asked());

        http.loop.await(() -> http.backend
                .attempt(http.call(",\"temperature\":1,\"top_p\":0.9"))
                .answer());
        assertFalse(asked().contains("top_p"), asked());
        assertTrue(asked().contains("\"temperature\":1"), asked());
    }

    @Test
    @Row("before.untranslatable-learned")
    void saysWhetherTheNextRequestWillBeAnotherOne() {
        http.choice = Call.Choice.OURS;
        Script refuses = Script.answer(400, "application/json", REFUSAL);

        assertTrue(taught(http.failure(",\"seed\":1", refuses)));
        assertFalse(taught(http.failure("", refuses)));
    }

    @Test
    @Row("before.untranslatable-learned")
    void stopsAskingForUsageOfAStreamWhereAModelRefusesThat() {
        http.upstream.then(
                Script.answer(400, "application/json", REFUSAL.replace("seed", "stream_options")),
                Script.stream(OpenAiText.stream("Hi")));
        assertTrue(taught(http.failure(",\"stream\":true")));
        assertTrue(asked().contains("stream_options"), asked());

        http.stream();
        assertFalse(asked().contains("stream_options"), asked());
    }

    private static boolean taught(Failure failure) {
        return assertInstanceOf(Failure.Untranslatable.class, failure).taught();
    }

    @Test
    void changesNothingOfWhatAnAppWroteForTheModelItNamed() {
        http.choice = Call.Choice.OURS;
        refusesTheSeedOnce();
        http.failure(",\"seed\":1");
        http.choice = Call.Choice.APP;

        http.loop.await(() -> http.backend.attempt(http.call(",\"seed\":1")).answer());

        assertTrue(asked().contains("\"seed\":1"), asked());
    }
}
