package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors made in this process, over real sockets, by the real model. */
class LocalEmbeddingsIT {
    private static final String LOCAL = "all-minilm-l6-v2";
    private static final String YAML = """
            backends: { here: { kind: engine, slots: 1, context: 128 } }
            models:
              smol: { backend: here, model: smollm2-135m-instruct }
              mini: { backend: here, model: all-minilm-l6-v2 }
            """;

    @SuppressWarnings("NullAway.Init")
    private static RunningSidecar sidecar;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        sidecar = RunningSidecar.with(folder, LocalCache.withModels(folder), YAML);
        sidecar.awaitDetail("model.mini", "ready");
    }

    @AfterAll
    static void stop() {
        sidecar.close();
    }

    private static ValidatableResponse ask(String path, String body) {
        return sidecar.app().body(body).post(path).then();
    }

    private static double cosine(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) sum += a.get(i) * (double) b.get(i);
        return sum;
    }

    @Test
    void textsOfLikeMeaningLieNearEachOther() {
        JsonPath answer = ask(
                        "/v1/embeddings",
                        "{\"model\":\"mini\",\"input\":[\"A man is eating food.\","
                                + "\"Someone is having a meal.\",\"The stock market fell on Monday.\"]}")
                .statusCode(200)
                .header("x-outrigger-model", LOCAL)
                .body("model", equalTo(LOCAL))
                .body("data.index", equalTo(List.of(0, 1, 2)))
                .extract()
                .jsonPath();
        List<Float> eats = answer.getList("data[0].embedding", Float.class);
        double near = cosine(eats, answer.getList("data[1].embedding", Float.class));
        double far = cosine(eats, answer.getList("data[2].embedding", Float.class));
        assertEquals(384, eats.size());
        assertEquals(1, cosine(eats, eats), 1e-3);
        assertTrue(near > 0.5 && far < 0.2, near + " and " + far);
        // 8, 8 and 9 with the marks around each
        assertEquals(25, answer.getInt("usage.prompt_tokens"));
    }

    @Test
    void geminisAndOllamasAppsGetTheSameVector() {
        String openai = ask("/v1/embeddings", "{\"model\":\"all-minilm-l6-v2\",\"input\":\"hello\"}")
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("data[0].embedding[5]");
        double number = Double.parseDouble(openai);
        assertEquals(
                number,
                ask("/v1beta/models/mini:embedContent", "{\"content\":{\"parts\":[{\"text\":\"hello\"}]}}")
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getDouble("embedding.values[5]"),
                1e-6);
        JsonPath ollama = ask("/api/embed", "{\"model\":\"mini\",\"input\":[\"hello\"]}")
                .statusCode(200)
                .body("prompt_eval_count", equalTo(3))
                .extract()
                .jsonPath();
        assertEquals(number, ollama.getDouble("embeddings[0][5]"), 1e-6);
    }

    @Test
    void refusesWhatItIsNotMadeFor() {
        ask("/v1/chat/completions", "{\"model\":\"mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .statusCode(400)
                .body("error.message", containsString("only embeddings"));
        ask("/v1/embeddings", "{\"model\":\"smol\",\"input\":\"hello\"}")
                .statusCode(400)
                .body("error.message", containsString("no embeddings"));
        ask("/v1/embeddings", "{\"model\":\"mini\",\"input\":\"" + "word ".repeat(255) + "\"}")
                .statusCode(400)
                .body("error.message", containsString("257 tokens"));
    }

    @Test
    void isListedAsWhatItIs() {
        sidecar.app().get("/v1/models").then().statusCode(200).body("data.id", hasItems("mini", LOCAL));
        ask("/api/show", "{\"model\":\"mini\"}").statusCode(200).body("capabilities", equalTo(List.of("embedding")));
    }
}
