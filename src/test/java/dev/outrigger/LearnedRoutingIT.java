package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.support.LocalCache;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named examples and learned abilities over the real encoder, as explain shows them. */
class LearnedRoutingIT {
    @TempDir
    private static Path folder;

    private static final String CONFIG = """
            backends: { there: { kind: openai, url: "http://127.0.0.1:9/v1" } }
            models:
              mini: { backend: there, model: gpt-4o-mini, quality: 0.7 }
              old: { backend: there, model: gpt-3.5-turbo, quality: 0.5 }
              desk: { backend: there, model: desk }
              lawyer: { backend: there, model: lawyer }
            examples:
              billing: [I was charged twice this month, where is my invoice, the amount on my bill is wrong]
              legal: [is this agreement binding, what does this clause of the contract mean, may I terminate the lease]
            policies:
              default:
                stages:
                  - semantic: { prefer: { billing: [desk], legal: [lawyer] } }
                  - learned: { as: { mini: zeroeval_matrix/gpt-4o-mini-2024-07-18, old: zeroeval_matrix/gpt-3.5-turbo-0125 } }
                  - score: {}
            """;

    private static final List<JsonNode> REFERENCES = new ArrayList<>();
    private static List<JsonPath> answers = List.of();

    private static final List<String> ASKED = List.of(
            "my last bill shows the wrong amount, can you refund it?",
            "please check whether this contract clause is enforceable",
            "how do I make pancakes?");

    @BeforeAll
    static void explainAll() throws IOException {
        Path config = Files.writeString(folder.resolve("outrigger.yaml"), CONFIG);
        try (InputStream file = RouterModel.class.getResourceAsStream("router-texts.json")) {
            new ObjectMapper().readTree(file).path("of").forEach(REFERENCES::add);
        }
        List<String> texts = new ArrayList<>(ASKED);
        REFERENCES.forEach(reference -> texts.add(reference.path("text").asText()));
        String lines =
                texts.stream().map(text -> "{\"prompt\":\"" + text + "\"}").collect(Collectors.joining("\n"));
        Shell shell = new Shell();
        assertEquals(0, shell.run(command(lines), "explain", "--config", config.toString(), "--jsonl", "-"));
        answers = shell.out().lines().map(JsonPath::from).toList();
        assertEquals(texts.size(), answers.size());
    }

    @Test
    void sendsARequestToTheModelOfTheExamplesItIsLike() {
        assertEquals("desk", answers.get(0).getString("decision.candidates[0].model"));
        assertEquals("similar", answers.get(0).getString("decision.reason"));
        assertEquals("lawyer", answers.get(1).getString("decision.candidates[0].model"));
        assertTrue(answers.get(2).getDouble("analysis.similarity.value.billing") < 0.5);
        assertTrue(answers.get(2).getDouble("analysis.similarity.value.legal") < 0.5);
    }

    @Test
    void findsTheFactorsThatPythonFinds() {
        for (int i = 0; i < REFERENCES.size(); i++) {
            Map<String, Number> factors = answers.get(ASKED.size() + i).getMap("analysis.factors.value");
            int factor = 0;
            for (Number found : factors.values())
                assertEquals(
                        REFERENCES.get(i).path("factors").get(factor++).asDouble(),
                        found.doubleValue(),
                        0.02,
                        REFERENCES.get(i).path("text").asText());
        }
    }

    @Test
    void expectsLessOfAWeakerModelAndSaysAsWhom() {
        for (int i = ASKED.size(); i < answers.size(); i++) {
            assertTrue(
                    quality(answers.get(i), "mini") > quality(answers.get(i), "old"),
                    answers.get(i).prettify());
            assertTrue(answers.get(i)
                    .getString("decision.candidates.find { it.model == 'mini' }.because")
                    .contains(", as zeroeval_matrix/gpt-4o-mini-2024-07-18"));
        }
    }

    private static double quality(JsonPath answer, String model) {
        return answer.getDouble("decision.candidates.find { it.model == '" + model + "' }.quality");
    }

    private static ExplainCommand command(String lines) throws IOException {
        return new ExplainCommand(
                Map.of("OUTRIGGER_CACHE", LocalCache.withModels(folder).toString()),
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                () -> false);
    }
}
