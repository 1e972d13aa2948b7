package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Vectored;
import dev.outrigger.dialect.anthropic.Anthropic;
import dev.outrigger.dialect.gemini.Gemini;
import dev.outrigger.dialect.ollama.Ollama;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.registry.Profiles;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.Room;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmbeddingSpeechTest {
    private static final EventLoop LOOP = new EventLoop();
    private static final Dialect OPENAI = new OpenAi(InstantSource.system());
    private static final Dialect OLLAMA = new Ollama(InstantSource.system());
    private static final Rewrite REWRITE = Vectored.to("there");
    private static final String TWO = "{\"model\":\"ada\",\"input\":[\"a\",\"b\"],\"user\":\"u\"}";
    private static final Bytes VECTORS = Bytes.of("{\"embeddings\":[[1],[2]],\"prompt_eval_count\":9}");

    private final Admission admission = new Admission();
    private Holdings holdings = Room.ample();

    @AfterAll
    static void close() {
        LOOP.close();
    }

    private Speech to(Dialect upstream) {
        EmbeddingInbound inbound = new Vectored(OPENAI).read("/v1/embeddings", TWO);
        Call call = new Call(
                new ExchangeId("x-1"),
                OPENAI,
                inbound,
                MultiMap.caseInsensitiveMultiMap(),
                Profiles.of("ada", "there", "there"),
                Optional.empty(),
                OptionalDouble.empty(),
                HoldSettings.NONE,
                Call.Choice.APP,
                Rewrite.Reasoning.KEPT,
                new Drafts(),
                new Losses(TranslationSettings.DEFAULT),
                holdings,
                LOOP.context(),
                OptionalLong.empty());
        return Speech.of(call, upstream, REWRITE);
    }

    private static Failure broken(Answered answered) {
        return assertInstanceOf(Answered.Broken.class, answered).failure();
    }

    @Test
    void theAppsDialectKeepsItsWords() {
        Bytes answer = Bytes.of("{\"data\":[]}");
        Speech speech = to(OPENAI);

        assertEquals(
                TWO.replace("ada", "there"), speech.rewritten().body().joined().utf8());
        assertTrue(speech.rewritten().isTheApps());
        assertEquals(Answer.Words.UPSTREAMS, speech.words());
        assertEquals(
                answer,
                assertInstanceOf(Answered.Whole.class, speech.decodeAnswer(answer))
                        .frame()
                        .raw());
    }

    @Test
    void anotherDialectIsSaidAnewAndNamesWhatIsLeftOut() {
        Outgoing said = to(OLLAMA).translated();

        assertEquals("/embed", said.path());
        assertEquals(
                "{\"model\":\"there\",\"input\":[\"a\",\"b\"]}",
                said.body().joined().utf8());
        assertEquals(Set.of("user"), said.dropped());
        assertFalse(said.isTheApps());
    }

    @Test
    void anAnswerInAnotherDialectIsWrittenInTheApps() {
        Speech speech = to(OLLAMA);

        Answered.Whole whole = assertInstanceOf(Answered.Whole.class, speech.decodeAnswer(VECTORS));

        assertEquals(
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1.0]},"
                        + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[2.0]}],\"model\":\"there\","
                        + "\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}}",
                whole.frame().raw().utf8());
        assertEquals(Answer.Words.TRANSLATED, speech.words());
    }

    @Test
    void anAnswerOfAnotherNumberIsMalformed() {
        for (String answer : List.of("{\"embeddings\":[[1]]}", "{\"embeddings\":[[1],[2],[3]]}", "{\"embeddings\":[]}"))
            assertInstanceOf(Failure.Malformed.class, broken(to(OLLAMA).decodeAnswer(Bytes.of(answer))));
    }

    @Test
    void anAnswerOfNoNumbersIsMalformed() {
        assertInstanceOf(
                Failure.Malformed.class,
                broken(to(OLLAMA).decodeAnswer(Bytes.of("{\"embeddings\":[[\"a\"],[\"b\"]]}"))));
    }

    @Test
    void anAnswerWithoutRoomIsNotTranslated() {
        holdings = Room.of(admission, VECTORS.size());

        assertInstanceOf(Failure.Saturated.class, broken(to(OLLAMA).decodeAnswer(VECTORS)));
        assertEquals(0, admission.bufferedBytes());
    }

    @Test
    void whatATranslationTakesIsGivenBackButForItsBytes() {
        holdings = Room.of(admission, 100_000);

        Answered.Whole whole = assertInstanceOf(Answered.Whole.class, to(OLLAMA).decodeAnswer(VECTORS));

        assertEquals(whole.frame().raw().size(), admission.bufferedBytes());
    }

    @Test
    void aDialectWithoutEmbeddingsCannotSayIt() {
        FailureException none =
                assertThrows(FailureException.class, () -> to(new Anthropic()).translated());

        assertInstanceOf(Failure.Untranslatable.class, none.failure());
    }

    @Test
    void thereIsNoChoiceToWaitFor() {
        assertTrue(to(new Gemini()).progress().isOpen());
        assertTrue(to(new Gemini()).progress().isComplete());
    }

    @Test
    void aRefusalIsExplainedByWhatTheRewriteChanged() {
        Call call = ((EmbeddingSpeech) to(OPENAI)).call();
        Rewrite rejecting =
                new Rewrite(REWRITE.model(), Set.of("user"), java.util.Map.of(), Rewrite.StreamUsage.AS_ASKED);

        assertFalse(Speech.explains(call, REWRITE, Bytes.EMPTY));
        assertTrue(Speech.explains(call, rejecting, Bytes.EMPTY));
    }
}
