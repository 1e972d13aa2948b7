package dev.outrigger.dialect.ollama;

import static dev.outrigger.dialect.Vectored.cassette;
import static dev.outrigger.dialect.Vectored.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.chat.Vector;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.Vectored;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaEmbeddingsTest {
    private static final String EMBED = "/api/embed";
    private static final String OLDER = "/api/embeddings";
    private static final String OLLAMA_PREFIXED = "/ollama/api/embed";
    private static final ModelName MODEL = new ModelName("all-minilm");
    private static final Vectored OLLAMA = new Vectored(new Ollama(InstantSource.system()));

    @Test
    void readsAllThereIs() {
        assertEquals(
                new EmbeddingRequest(
                        MODEL,
                        List.of(
                                new EmbeddingInput.Text("The food was delicious and the waiter was kind."),
                                new EmbeddingInput.Text("Où est la gare ?")),
                        OptionalInt.of(4),
                        Set.of("truncate", "keep_alive", "options")),
                OLLAMA.read(EMBED, cassette("ollama", "request")).request());
    }

    @Test
    void readsThePromptOfTheOlderPath() {
        assertEquals(
                new EmbeddingRequest(
                        MODEL,
                        List.of(new EmbeddingInput.Text("Here is an article about llamas...")),
                        OptionalInt.empty(),
                        Set.of()),
                OLLAMA.read(OLDER, cassette("ollama", "request-prompt")).request());
    }

    @Test
    void whatTheOtherPathTakesIsNoWordOfThis() {
        assertEquals(
                Set.of("input", "dimensions"),
                OLLAMA.read(OLDER, "{\"model\":\"m\",\"prompt\":\"p\",\"input\":\"i\",\"dimensions\":3}")
                        .request()
                        .vendorFields());
        assertEquals(
                Set.of("prompt"),
                OLLAMA.read(EMBED, "{\"model\":\"m\",\"prompt\":\"p\",\"input\":\"i\"}")
                        .request()
                        .vendorFields());
    }

    @ParameterizedTest
    @ValueSource(strings = {EMBED, OLLAMA_PREFIXED, OLDER})
    void aRequestWithoutAnInputLoadsAModelOfItsVendorsAlone(String path) {
        EmbeddingInbound inbound = OLLAMA.read(path, "{\"model\":\"m\"}");

        assertEquals("{\"model\":\"m\"}", OLLAMA.rewritten(inbound, to("m")));
        assertThrows(Unsaid.class, () -> OLLAMA.words().encodeRequest(inbound.request(), MODEL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":\"x\"}|model must be given",
                "{\"model\":\"m\",\"input\":3}|input must be a string or an array",
                "{\"model\":\"m\",\"input\":[3]}|input must be a string",
                "{\"model\":\"m\",\"dimensions\":\"3\"}|dimensions must be a whole number from 1 to 2147483647",
            })
    void aRequestThatBreaksARuleIsRefused(String body, String rule) {
        assertEquals(new Failure.Rejected(400, rule, Optional.empty()), OLLAMA.refusal(EMBED, body));
    }

    @Test
    void changesNothingButTheModel() {
        EmbeddingInbound inbound = OLLAMA.read(EMBED, cassette("ollama", "request"));

        assertEquals(cassette("ollama", "request"), OLLAMA.rewritten(inbound, to("all-minilm")));
        assertEquals(cassette("ollama", "request").replace("all-minilm", "x:1"), OLLAMA.rewritten(inbound, to("x:1")));
        assertEquals("/embed", OLLAMA.words().path(inbound, new ModelName("x:1")));
        assertEquals("/embeddings", OLLAMA.words().path(OLLAMA.read(OLDER, "{\"model\":\"m\"}"), MODEL));
    }

    @Test
    void tellsModelAndUsageOfAnAnswer() {
        Answered.Whole whole = (Answered.Whole) OLLAMA.words().decodeAnswer(Bytes.of(cassette("ollama", "answer")));
        Answered.Whole older =
                (Answered.Whole) OLLAMA.words().decodeAnswer(Bytes.of(cassette("ollama", "answer-prompt")));

        assertEquals(
                List.of(new Event.Started("", MODEL), new Event.Used(Usage.ofInput(17))),
                whole.frame().events());
        assertEquals(List.of(), older.frame().events());
    }

    @Test
    void answersInTheShapeOfThePath() {
        Embeddings told = new Embeddings(MODEL, List.of(Vector.of(1, 0.5f)), Usage.ofInput(3));

        assertEquals(
                "{\"model\":\"all-minilm\",\"embeddings\":[[1.0,0.5]],\"prompt_eval_count\":3}",
                OLLAMA.words()
                        .encodeAnswer(OLLAMA.read(EMBED, "{\"model\":\"m\",\"input\":\"i\"}"), told)
                        .utf8());
        assertEquals(
                "{\"embedding\":[1.0,0.5]}",
                OLLAMA.words()
                        .encodeAnswer(OLLAMA.read(OLDER, "{\"model\":\"m\",\"prompt\":\"i\"}"), told)
                        .utf8());
    }
}
