package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.chat.Vector;
import dev.outrigger.dialect.Dialect.Answered;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every dialect that has embeddings, and between each two of them. */
class EmbeddingDialectContractTest {
    private static final ModelName MODEL = new ModelName("m");
    private static final List<Spoken> ALL = Spoken.all().stream()
            .filter(spoken -> spoken.dialect().embeddings().isPresent())
            .toList();
    private static final List<EmbeddingRequest> ASKED = List.of(
            asked(OptionalInt.empty(), "one"),
            asked(OptionalInt.of(3), "Où est la gare ? \"🙂\""),
            asked(OptionalInt.of(256), "one", "two", "one"));
    private static final Embeddings TOLD = new Embeddings(
            MODEL,
            List.of(
                    Vector.of(0.1f, -0.2f, Float.MIN_VALUE),
                    Vector.of(Float.MAX_VALUE, 0f, -0f),
                    Vector.of(1, 2, 16777216f)),
            Usage.ofInput(7));

    private static EmbeddingRequest asked(OptionalInt dimensions, String... texts) {
        List<EmbeddingInput> inputs =
                Stream.of(texts).<EmbeddingInput>map(EmbeddingInput.Text::new).toList();
        return new EmbeddingRequest(MODEL, inputs, dimensions, Set.of());
    }

    static List<Spoken> dialects() {
        return ALL;
    }

    static Stream<Arguments> pairs() {
        return ALL.stream().flatMap(one -> ALL.stream().map(other -> Arguments.of(one, other)));
    }

    @Test
    void everyDialectOfTheProductIsHere() {
        assertTrue(ALL.size() >= 3, ALL.toString());
        for (Spoken spoken : ALL)
            for (String kind : List.of("embeddings-request", "embeddings-answer"))
                assertFalse(spoken.cassettes(kind).isEmpty(), spoken + " has no cassette of an " + kind);
    }

    /** A request in the vendor's words, as a server of the vendor's would read it. */
    private static EmbeddingInbound said(Spoken vendor, EmbeddingRequest request) {
        EmbeddingDialect.Said said = words(vendor).encodeRequest(request, MODEL);
        String beginning = Stream.of("/v1", "/v1beta", "/api")
                .filter(each -> vendor.dialect()
                        .endpoint(new RequestHead("POST", each + said.path(), "", name -> java.util.Optional.empty()))
                        .filter(Endpoint.Embeddings.class::isInstance)
                        .isPresent())
                .findFirst()
                .orElseThrow();
        return new Vectored(vendor.dialect())
                .read(beginning + said.path(), said.body().utf8());
    }

    private static EmbeddingDialect words(Spoken spoken) {
        return spoken.dialect().embeddings().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatIsSaidIsReadAgain(Spoken vendor) {
        for (EmbeddingRequest request : ASKED)
            assertEquals(request, said(vendor, request).request());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsAskedArrives(Spoken app, Spoken vendor) {
        for (EmbeddingRequest request : ASKED) {
            EmbeddingRequest asked = said(app, request).request();

            assertEquals(request, said(vendor, asked).request());
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void vectorsArriveToTheLastBit(Spoken vendor, Spoken app) {
        EmbeddingInbound toVendor = said(vendor, ASKED.getLast());
        EmbeddingInbound ofApp = said(app, ASKED.getLast());

        List<Vector> told = words(vendor).decodeVectors(words(vendor).encodeAnswer(toVendor, TOLD));
        List<Vector> arrived =
                words(app).decodeVectors(words(app).encodeAnswer(ofApp, new Embeddings(MODEL, told, Usage.ABSENT)));

        assertEquals(TOLD.vectors(), arrived);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theVendorsOwnAnswersArrive(Spoken vendor, Spoken app) {
        for (String cassette : vendor.cassettes("embeddings-answer")) {
            Bytes body = Bytes.of(cassette);
            assertInstanceOf(Answered.Whole.class, words(vendor).decodeAnswer(body));
            List<Vector> vectors = words(vendor).decodeVectors(body);
            assertFalse(vectors.isEmpty());
            EmbeddingRequest as = vectors.size() == 1 ? ASKED.getFirst() : ASKED.getLast();

            Bytes told = words(app).encodeAnswer(said(app, as), new Embeddings(MODEL, vectors, Usage.ABSENT));

            assertEquals(vectors, words(app).decodeVectors(told));
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void anAnswerIsHandedOnAsItCame(Spoken vendor) {
        for (String cassette : vendor.cassettes("embeddings-answer")) {
            Bytes body = Bytes.of(cassette);

            Answered.Whole whole =
                    assertInstanceOf(Answered.Whole.class, words(vendor).decodeAnswer(body));

            assertEquals(body, whole.frame().raw());
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatIsNoAnswerIsAFailure(Spoken vendor) {
        for (String body : List.of("", "[]", "{}", "<html>", "{\"data\":3,\"embeddings\":3,\"embedding\":3}"))
            assertInstanceOf(
                    Failure.Malformed.class,
                    assertInstanceOf(Answered.Broken.class, words(vendor).decodeAnswer(Bytes.of(body)), body)
                            .failure());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void anErrorInsideAnAnswerIsAFailure(Spoken vendor) {
        String error = "{\"error\":{\"message\":\"overloaded\",\"code\":503,\"status\":\"UNAVAILABLE\"}}";

        assertInstanceOf(Answered.Broken.class, words(vendor).decodeAnswer(Bytes.of(error)));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aBodyThatIsNoRequestIsRefused(Spoken vendor) {
        EmbeddingInbound right = said(vendor, ASKED.getFirst());

        for (String body : List.of("", "[]", "{", "{\"a\":1,\"a\":2}", "{\"model\":3,\"content\":3}")) {
            var read = words(vendor).decodeRequest(right.at(), Bytes.of(body));
            var unreadable = assertInstanceOf(EmbeddingDialect.Reading.Unreadable.class, read, body);
            assertInstanceOf(Failure.Rejected.class, unreadable.failure());
        }
    }
}
