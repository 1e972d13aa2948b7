package dev.outrigger.dialect.gemini;

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
import dev.outrigger.dialect.EmbeddingDialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.Vectored;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiEmbeddingsTest {
    private static final String ONE = "/v1beta/models/gemini-embedding-001:embedContent";
    private static final String ALL = "/v1beta/models/gemini-embedding-001:batchEmbedContents";
    private static final ModelName MODEL = new ModelName("gemini-embedding-001");
    private static final Vectored GEMINI = new Vectored(new Gemini());

    private static EmbeddingRequest asked(String... texts) {
        List<EmbeddingInput> inputs = java.util.stream.Stream.of(texts)
                .<EmbeddingInput>map(EmbeddingInput.Text::new)
                .toList();
        return new EmbeddingRequest(MODEL, inputs, OptionalInt.of(2), Set.of());
    }

    @Test
    void readsOne() {
        assertEquals(
                new EmbeddingRequest(
                        MODEL,
                        List.of(new EmbeddingInput.Text("What is the meaning of life?")),
                        OptionalInt.of(4),
                        Set.of("taskType", "title")),
                GEMINI.read(ONE, cassette("gemini", "request")).request());
    }

    @Test
    void readsAList() {
        EmbeddingRequest request =
                GEMINI.read(ALL, cassette("gemini", "request-batch")).request();

        assertEquals(2, request.inputs().size());
        assertEquals(OptionalInt.of(4), request.dimensions());
        assertEquals(Set.of("requests[].taskType"), request.vendorFields());
    }

    @Test
    void readsBothSpellings() {
        EmbeddingRequest request = GEMINI.read(
                        ONE,
                        "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"output_dimensionality\":7,\"task_type\":\"X\"}")
                .request();

        assertEquals(OptionalInt.of(7), request.dimensions());
        assertEquals(Set.of("task_type"), request.vendorFields());
    }

    @Test
    void thePartsOfAContentHaveOneVectorTogether() {
        EmbeddingRequest request = GEMINI.read(ONE, "{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]}}")
                .request();

        assertEquals(List.of(new EmbeddingInput.Text("a\nb")), request.inputs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"inlineData\":{}}]", "[{\"text\":\"a\"},{\"inlineData\":{}}]"})
    void whatIsNotTextAloneIsItsOwn(String parts) {
        EmbeddingRequest request =
                GEMINI.read(ONE, "{\"content\":{\"parts\":" + parts + "}}").request();

        assertThrows(Unsaid.class, () -> GEMINI.words().encodeRequest(request, MODEL));
    }

    @Test
    void vectorsOfSeveralLengthsAreItsOwn() {
        String content = "{\"content\":{\"parts\":[{\"text\":\"a\"}]}";
        EmbeddingRequest request = GEMINI.read(
                        ALL, "{\"requests\":[" + content + "," + "\"outputDimensionality\":3}," + content + "}]}")
                .request();

        Unsaid unsaid = assertThrows(Unsaid.class, () -> GEMINI.words().encodeRequest(request, MODEL));
        assertEquals("embeddings of several lengths", unsaid.what());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|requests must be given",
                "{\"requests\":{}}|requests must be an array",
                "{\"requests\":[3]}|requests[] must be an object",
                "{\"requests\":[{}]}|requests[].content must be an object",
                "{\"requests\":[{\"content\":{},\"outputDimensionality\":-1}]}|requests[].outputDimensionality must be a whole number from 1 to 2147483647",
            })
    void aListThatBreaksARuleIsRefused(String body, String rule) {
        assertEquals(new Failure.Rejected(400, rule, Optional.empty()), GEMINI.refusal(ALL, body));
    }

    @Test
    void aPathWithoutAModelIsRefused() {
        assertEquals(
                new Failure.Rejected(400, "the path must name a model", Optional.empty()),
                GEMINI.refusal("/v1beta/models/:embedContent", cassette("gemini", "request")));
    }

    @Test
    void changesNothingButTheModelWhereverItStands() {
        EmbeddingInbound one = GEMINI.read(ONE, cassette("gemini", "request"));
        EmbeddingInbound all = GEMINI.read(ALL, cassette("gemini", "request-batch"));

        assertEquals(cassette("gemini", "request"), GEMINI.rewritten(one, to(MODEL.value())));
        assertEquals(cassette("gemini", "request-batch"), GEMINI.rewritten(all, to(MODEL.value())));
        assertEquals(
                cassette("gemini", "request").replace(MODEL.value(), "other-1"), GEMINI.rewritten(one, to("other-1")));
        assertEquals(
                cassette("gemini", "request-batch").replace(MODEL.value(), "other-1"),
                GEMINI.rewritten(all, to("other-1")));
        assertEquals("/models/other-1:batchEmbedContents", GEMINI.words().path(all, new ModelName("other-1")));
    }

    @Test
    void saysOneTextAndSeveralOnTheirPaths() {
        EmbeddingDialect.Said one = GEMINI.words().encodeRequest(asked("a"), MODEL);
        EmbeddingDialect.Said all = GEMINI.words().encodeRequest(asked("a", "b"), MODEL);

        assertEquals("/models/gemini-embedding-001:embedContent", one.path());
        assertEquals(
                "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":2}",
                one.body().utf8());
        assertEquals("/models/gemini-embedding-001:batchEmbedContents", all.path());
        assertEquals(
                "{\"requests\":[{\"model\":\"models/gemini-embedding-001\",\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                        + "\"outputDimensionality\":2},{\"model\":\"models/gemini-embedding-001\",\"content\":{\"parts\":"
                        + "[{\"text\":\"b\"}]},\"outputDimensionality\":2}]}",
                all.body().utf8());
    }

    @Test
    void tellsTheUsageOfAnAnswerThatHasOne() {
        Answered.Whole one = (Answered.Whole) GEMINI.words().decodeAnswer(Bytes.of(cassette("gemini", "answer")));
        Answered.Whole all = (Answered.Whole) GEMINI.words().decodeAnswer(Bytes.of(cassette("gemini", "answer-batch")));

        assertEquals(List.of(new Event.Used(Usage.ofInput(8))), one.frame().events());
        assertEquals(List.of(), all.frame().events());
    }

    @Test
    void answersInTheShapeOfThePath() {
        Embeddings told = new Embeddings(MODEL, List.of(Vector.of(1, 0.5f)), Usage.ofInput(3));

        assertEquals(
                "{\"embedding\":{\"values\":[1.0,0.5]},\"usageMetadata\":{\"promptTokenCount\":3}}",
                GEMINI.words()
                        .encodeAnswer(GEMINI.read(ONE, cassette("gemini", "request")), told)
                        .utf8());
        assertEquals(
                "{\"embeddings\":[{\"values\":[1.0,0.5]}],\"usageMetadata\":{\"promptTokenCount\":3}}",
                GEMINI.words()
                        .encodeAnswer(GEMINI.read(ALL, cassette("gemini", "request-batch")), told)
                        .utf8());
    }
}
