package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SmolLM2, which by itself writes no JSON, kept to a form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaFormIT {
    private static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["city","population","coastal","tags"],
             "properties":{"city":{"type":"string","maxLength":20},"population":{"type":"integer","minimum":0},
             "coastal":{"type":"boolean"},
             "tags":{"type":"array","minItems":1,"maxItems":3,"items":{"enum":["old","new","big"]}}}}""";

    private final LlamaGenerator generator = LlamaGenerator.load(
            DjlRuntime.load(1),
            new ModelName("smollm2-135m-instruct"),
            TestModels.smollm2(),
            new GeneratorSettings(4, 512, 8, 400));

    LlamaFormIT() throws IOException {}

    @AfterAll
    void close() {
        generator.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.5})
    void aSchemaIsKept(double temperature) throws InterruptedException {
        for (int seed = 0; seed < 4; seed++) {
            // When
            Sampling said = new Drawn()
                    .temperature(temperature)
                    .topP(1)
                    .seed(seed)
                    .maxTokens(200)
                    .sampling();
            Recorded answer = answer(new OutputFormat.Schema("city", SCHEMA), said);
            // Then
            assertEquals(FinishReason.STOP, answer.finish());
            JsonObject city = JsonParser.parseString(answer.text()).getAsJsonObject();
            assertEquals(Set.of("city", "population", "coastal", "tags"), city.keySet());
            assertTrue(city.get("population").getAsBigInteger().signum() >= 0, answer.text());
            assertTrue(city.get("city").getAsString().codePoints().count() <= 20, answer.text());
            assertTrue(city.get("coastal").getAsJsonPrimitive().isBoolean(), answer.text());
            for (JsonElement tag : city.getAsJsonArray("tags"))
                assertTrue(Set.of("old", "new", "big").contains(tag.getAsString()), answer.text());
        }
    }

    @Test
    void jsonModeGivesAnObject() throws InterruptedException {
        Recorded answer =
                answer(new OutputFormat.Json(), new Drawn().maxTokens(300).sampling());
        if (answer.finish() == FinishReason.STOP)
            assertTrue(JsonParser.parseString(answer.text()).isJsonObject());
        assertTrue(answer.text().stripLeading().startsWith("{"), answer.text());
    }

    @Test
    void aSchemaThatIsNotPromisedGoesElsewhere() throws InterruptedException {
        Recorded answer = answer(new OutputFormat.Schema("no", "{\"not\":{\"type\":\"string\"}}"), Sampling.UNSAID);
        Failure failure = assertInstanceOf(Failure.Untranslatable.class, answer.failure());
        assertTrue(failure.message().startsWith("the local model cannot promise the schema: #"), failure.message());
    }

    private Recorded answer(OutputFormat format, Sampling sampling) throws InterruptedException {
        ChatRequest request = Asked.of("Describe Lisbon as a JSON object.")
                .format(format)
                .sampling(sampling)
                .request();
        Recorded recorded = Recorded.unbounded();
        generator.generate(request).subscribe(recorded);
        return recorded.await();
    }
}
