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
        lessons.learn(MODEL, new Lesson("seed", Optional.empty()));
        lessons.learn(MODEL, new Lesson("max_tokens", Optional.of("max_completion_tokens")));

        assertEquals(
                rewrite(Set.of("user", "seed"), Map.of("a", "b", "max_tokens", "max_completion_tokens")),
                lessons.heeded(rewrite(Set.of("user"), Map.of("a", "b"))));
    }

    @Test
    void leavesOtherModelsAlone() {
        lessons.learn(new ModelName("other"), new Lesson("seed", Optional.empty()));
        Rewrite rewrite = rewrite(Set.of(), Map.of());

        assertSame(rewrite, lessons.heeded(rewrite));
    }

    @Test
    void learnsALessonOnceAndOnlySoMany() {
        for (int i = 0; i < Lessons.MAX_FIELDS; i++)
            assertTrue(lessons.learn(MODEL, new Lesson("f" + i, Optional.empty())));
        assertFalse(lessons.learn(MODEL, new Lesson("f0", Optional.empty())));
        assertFalse(lessons.learn(MODEL, new Lesson("one too many", Optional.empty())));
        assertEquals(
                Lessons.MAX_FIELDS,
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
