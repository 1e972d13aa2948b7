package dev.outrigger.dialect.openai;

import static dev.outrigger.dialect.Vectored.cassette;
import static dev.outrigger.dialect.Vectored.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.Vectored;
import dev.outrigger.dialect.json.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEmbeddingsTest {
    private static final String PATH = "/v1/embeddings";
    private static final Vectored OPENAI = new Vectored(new OpenAi(InstantSource.system()));
    private static final Embeddings TOLD =
            new Embeddings(new ModelName("m"), List.of(Vector.of(1, -2)), Usage.ofInput(5));

    private static EmbeddingInbound read(String more) {
        return OPENAI.read(PATH, "{\"model\":\"m\",\"input\":\"hi\"" + more + "}");
    }

    @Test
    void readsAllThereIs() {
        EmbeddingRequest request =
                OPENAI.read(PATH, cassette("openai", "request")).request();

        assertEquals(
                new EmbeddingRequest(
                        new ModelName("text-embedding-3-small"),
                        List.of(
                                new EmbeddingInput.Text("The food was delicious and the waiter was kind."),
                                new EmbeddingInput.Text("Où est la gare ?")),
                        OptionalInt.of(4),
                        Set.of("user")),
                request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", " [\n[1],[2]]", "[[]]", "[-1]"})
    void idsOfTokensAreItsOwn(String input) {
        EmbeddingInbound inbound = OPENAI.read(PATH, "{\"model\":\"m\",\"input\":" + input + "}");

        assertEquals(
                List.of(new EmbeddingInput.Own("an input of token ids")),
                inbound.request().inputs());
        assertThrows(Unsaid.class, () -> OPENAI.words().encodeRequest(inbound.request(), new ModelName("n")));
    }

    @Test
    void moreIdsOfTokensThanARequestMayHoldPartsAreNotLookedInto() {
        String body = "{\"input\":[" + "1,".repeat(300_000) + "1],\"model\":\"m\"}";

        EmbeddingInbound inbound = OPENAI.read(PATH, body);

        assertTrue(inbound.readBytes() < 10_000, inbound.readBytes() + " bytes");
        assertEquals(body, OPENAI.rewritten(inbound, to("m")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[{\"image\":\"x\"}]", "[\"a\",{\"text\":\"b\"}]", "null", "3"})
    void whatIsNoTextIsItsOwn(String input) {
        String body = "{\"model\":\"m\",\"input\":" + input + ",\"messages\":[]}";

        EmbeddingInbound inbound = OPENAI.read(PATH, body);

        assertEquals(body, OPENAI.rewritten(inbound, to("m")));
        assertThrows(Unsaid.class, () -> OPENAI.words().encodeRequest(inbound.request(), new ModelName("n")));
    }

    @Test
    void anEmptyListIsItsVendorsToRefuse() {
        EmbeddingInbound inbound = OPENAI.read(PATH, "{\"model\":\"m\",\"input\":[]}");

        assertEquals(List.of(), inbound.request().inputs());
        assertThrows(Unsaid.class, () -> OPENAI.words().encodeRequest(inbound.request(), new ModelName("n")));
    }

    @Test
    void aFormatOfNumbersThatIsUnknownIsNamed() {
        assertEquals(Set.of(), read(",\"encoding_format\":\"float\"").request().vendorFields());
        assertEquals(
                Set.of("encoding_format"),
                read(",\"encoding_format\":\"int8\"").request().vendorFields());
        assertTrue(OPENAI.dialect().changesMeaning("encoding_format"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":\"x\"}|model must be given",
                "{\"model\":\" \",\"input\":\"x\"}|model must not be blank",
                "{\"model\":3,\"input\":\"x\"}|model must be a string",
                "{\"model\":\"m\",\"input\":\"x\",\"dimensions\":0}|dimensions must be a whole number from 1 to 2147483647",
            })
    void aRequestThatBreaksARuleIsRefused(String body, String rule) {
        assertEquals(new Failure.Rejected(400, rule, Optional.empty()), OPENAI.refusal(PATH, body));
    }

    @Test
    void changesNothingButTheModel() {
        EmbeddingInbound inbound = OPENAI.read(PATH, cassette("openai", "request"));

        assertEquals(cassette("openai", "request"), OPENAI.rewritten(inbound, to("text-embedding-3-small")));
        assertEquals(
                cassette("openai", "request").replace("text-embedding-3-small", "prod"),
                OPENAI.rewritten(inbound, to("prod")));
    }

    @Test
    void leavesOutWhatTheModelRejects() {
        Rewrite rewrite = new Rewrite(
                new ModelName("m"), Set.of("dimensions"), Map.of("user", "who"), Rewrite.StreamUsage.AS_ASKED);
        EmbeddingInbound inbound = read(",\"dimensions\":3,\"user\":\"u\"");

        assertEquals("{\"model\":\"m\",\"input\":\"hi\",\"who\":\"u\"}", OPENAI.rewritten(inbound, rewrite));
        assertTrue(rewrite.touches(inbound));
        assertEquals(Set.of("dimensions"), rewrite.dropped(inbound));
    }

    @Test
    void numbersOfAServerThatIsNotToldOfBase64AreWrittenAnew() {
        Rewrite rejecting =
                new Rewrite(new ModelName("m"), Set.of("encoding_format"), Map.of(), Rewrite.StreamUsage.AS_ASKED);
        EmbeddingInbound base64 = read(",\"encoding_format\":\"base64\"");

        assertEquals(false, OPENAI.words().answersAsIs(base64, rejecting));
        assertEquals(true, OPENAI.words().answersAsIs(base64, to("m")));
        assertEquals(true, OPENAI.words().answersAsIs(read(""), rejecting));
    }

    @Test
    void keepsTheQuery() {
        EmbeddingInbound inbound = read("");

        assertEquals("/embeddings", OPENAI.words().path(inbound, new ModelName("n")));
    }

    @Test
    void tellsModelAndUsageOfAnAnswer() {
        Answered.Whole whole = (Answered.Whole) OPENAI.words().decodeAnswer(Bytes.of(cassette("openai", "answer")));

        assertEquals(
                List.of(
                        new Event.Started("", new ModelName("text-embedding-3-small")),
                        new Event.Used(Usage.ofInput(17))),
                whole.frame().events());
    }

    @Test
    void readsBothFormsAlike() {
        assertEquals(
                OPENAI.words().decodeVectors(Bytes.of(cassette("openai", "answer"))),
                OPENAI.words().decodeVectors(Bytes.of(cassette("openai", "answer-base64"))));
    }

    @Test
    void vectorsStandInTheOrderOfTheirIndexes() {
        Bytes answer = Bytes.of("{\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]}");

        assertEquals(List.of(Vector.of(1), Vector.of(2)), OPENAI.words().decodeVectors(answer));
        assertThrows(
                Json.Unfit.class,
                () -> OPENAI.words()
                        .decodeVectors(Bytes.of(
                                "{\"data\":[{\"index\":0,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]}")));
    }

    @Test
    void answersInTheFormThatIsAskedFor() {
        String head = "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":";
        String tail = "}],\"model\":\"m\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}";

        assertEquals(
                head + "[1.0,-2.0]" + tail,
                OPENAI.words().encodeAnswer(read(""), TOLD).utf8());
        assertEquals(
                head + "\"AACAPwAAAMA=\"" + tail,
                OPENAI.words()
                        .encodeAnswer(read(",\"encoding_format\":\"base64\""), TOLD)
                        .utf8());
    }

    @Test
    void aDeploymentOfAzuresIsAModelUnlessTheBodyNamesOne() {
        String path = "/openai/deployments/prod/embeddings";

        assertEquals(
                new ModelName("prod"), OPENAI.read(path, "{\"input\":\"hi\"}").model());
        assertEquals(
                new ModelName("m"),
                OPENAI.read(path, "{\"input\":\"hi\",\"model\":\"m\"}").model());
    }
}
