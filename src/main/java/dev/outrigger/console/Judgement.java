package dev.outrigger.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.ExchangeId;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody says of an answer.
 *
 * @param subject which answer, or whose
 * @param domain of the request, as {@code analysis.domain} names it; absent where it is not said
 * @param good whether the answer was
 */
record Judgement(Subject subject, Optional<String> domain, boolean good) {
    /** A longer name is none. */
    static final int MOST_CHARACTERS = 200;

    private static final Set<String> KEYS = Set.of("exchange", "model", "domain", "good");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String FORM =
            "the body must be {\"exchange\": ID, \"good\": true} or {\"model\": NAME, \"domain\": NAME, \"good\": true}, "
                    + "of which domain may be left out";

    /** What is judged. */
    sealed interface Subject {
        /** The answer of this exchange. */
        record Answer(ExchangeId exchange) implements Subject {}

        /** An answer of this model. */
        record Model(String name) implements Subject {}
    }

    /** @throws IllegalArgumentException when it is not written so */
    static Judgement read(byte[] body) {
        JsonNode json = parsed(body);
        Optional<Subject> answer = text(json, "exchange").map(id -> new Subject.Answer(new ExchangeId(id)));
        Optional<Subject> model = text(json, "model").map(Subject.Model::new);
        if (answer.isPresent() == model.isPresent() || !json.path("good").isBoolean())
            throw new IllegalArgumentException(FORM);
        return new Judgement(
                answer.or(() -> model).get(),
                text(json, "domain"),
                json.path("good").asBoolean());
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json == null || !json.isObject()) throw new IllegalArgumentException(FORM);
            for (Iterator<String> keys = json.fieldNames(); keys.hasNext(); )
                if (!KEYS.contains(keys.next())) throw new IllegalArgumentException(FORM);
            return json;
        } catch (IOException none) {
            throw new IllegalArgumentException(FORM, none);
        }
    }

    private static Optional<String> text(JsonNode json, String key) {
        if (!json.has(key)) return Optional.empty();
        String said = json.path(key).isTextual() ? json.path(key).asText() : "";
        if (said.isBlank() || said.length() > MOST_CHARACTERS)
            throw new IllegalArgumentException(key + " must be a text of 1–" + MOST_CHARACTERS + " characters");
        return Optional.of(said);
    }
}
