package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.dialect.json.Json;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error that comes with the status 200 is told as if it had come with its own. */
class InAnswerFailureTest {
    private static final String WORDS = "prompt is bad: field foo";

    private static Failure failure(String dialect, String body) {
        Dialect spoken = Spoken.all().stream()
                .map(Spoken::dialect)
                .filter(one -> one.name().equals(dialect))
                .findFirst()
                .orElseThrow();
        return assertInstanceOf(Dialect.Answered.Broken.class, spoken.decodeAnswer(Bytes.of(body.replace('\'', '"'))))
                .failure();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai | {'error':{'message':'prompt is bad: field foo','code':400}} | rejected",
                "openai | {'object':'error','message':'prompt is bad: field foo','type':'BadRequestError'} | rejected",
                "openai-responses | {'error':{'message':'prompt is bad: field foo','code':400}} | rejected",
                "anthropic | {'type':'error','error':{'type':'invalid_request_error',"
                        + "'message':'prompt is bad: field foo'}} | rejected",
                "gemini | {'error':{'code':400,'status':'INVALID_ARGUMENT','message':'prompt is bad: field foo'}}"
                        + " | rejected",
                "ollama | {'error':'prompt is bad: field foo'} | overloaded",
                "bedrock | {'message':'prompt is bad: field foo','__type':'ValidationException'} | rejected",
            })
    void itsWordsAndItsBodyAreTheApps(String dialect, String body, String label) throws IOException {
        Failure failure = failure(dialect, body);

        assertEquals(label, failure.label());
        assertEquals(WORDS, failure.words());
        Verbatim original = failure.original().orElseThrow();
        assertEquals(failure.status(), original.status());
        assertEquals(dialect, original.dialect());
        assertEquals(
                Json.LENIENT.readTree(body.replace('\'', '"')),
                Json.LENIENT.readTree(original.body().utf8()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai | {'error':{'message':'maximum context length is 4096 tokens','code':400}}",
                "openai | {'error':{'message':'maximum context length is 4096 tokens'}}",
                "openai-responses | {'status':'failed','error':{'message':'over the context window'}}",
                "anthropic | {'type':'error','error':{'type':'invalid_request_error','message':'prompt is too long'}}",
                "ollama | {'error':'the input length exceeds the context length'}",
                "bedrock | {'message':'input is too long','__type':'ValidationException'}",
            })
    void oneOfTheWindowIsKnownByItsWords(String dialect, String body) {
        assertInstanceOf(Failure.TooLong.class, failure(dialect, body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai | {'error':{'message':'Incorrect API key provided: sk-SECRET','code':401}}",
                "anthropic | {'type':'error','error':{'type':'authentication_error','message':'bad key SECRET'}}",
            })
    void oneOfTheKeyIsNobodysToRead(String dialect, String body) {
        Failure failure = failure(dialect, body);

        assertInstanceOf(Failure.Unauthorized.class, failure);
        assertEquals(true, failure.original().isEmpty() && !failure.words().contains("SECRET"));
    }
}
