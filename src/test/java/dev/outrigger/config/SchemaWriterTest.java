package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the binder agree, as told by a validator that is not ours. */
class SchemaWriterTest {
    @Doc("The whole file.")
    record Root(
            @Doc("Bounds.") @Default("{}") Limits limits,
            Map<String, Backend> backends,
            @Default("[]") List<Stage> stages,
            @Default("local-only") Privacy privacy) {}

    record Limits(
            @Doc("How long an exchange may take.") @Range(min = "1s", max = "1h") @Default("10m")
            Duration deadline,

            @Range(min = "1", max = "9") @Default("3") int attempts,
            @Default("true") boolean strict,
            @Range(min = "0", max = "1") OptionalDouble ratio,
            @Default("20MiB") DataSize bodyBytes) {}

    @Variants(field = "kind")
    sealed interface Backend {
        record Engine() implements Backend {}

        record OpenaiCompatible(URI url, Optional<Secret> key) implements Backend {}
    }

    @Variants
    sealed interface Stage {
        record Rule(
                @Key("if") String when,
                @Default("[a, 1, true]") List<String> prefer) implements Stage {}

        record Cascade(
                List<Stage> from,
                @Default("{ quality: 0.5 }") Map<String, Double> weights) implements Stage {}
    }

    enum Privacy {
        OFF,
        LOCAL_ONLY
    }

    private static final String SCHEMA = SchemaWriter.write("outrigger.yaml", Root.class);

    private static JsonNode tree() throws JsonProcessingException {
        return new ObjectMapper().readTree(SCHEMA);
    }

    private static boolean isValid(String yaml) throws JsonProcessingException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SCHEMA);
        return schema.validate(new YAMLMapper().readTree(yaml)).isEmpty();
    }

    private static boolean isBound(String yaml) {
        return Document.parse("a.yaml", yaml).then(node -> Binder.bind(node, Root.class)) instanceof Bound.Ok<Root>;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backends: {}",
                "{backends: {here: {kind: engine}}, privacy: 'off'}",
                "backends: {a: {kind: openai-compatible, url: 'https://a/v1', key: {env: KEY}}}",
                "backends: {a: {kind: openai-compatible, url: 'https://a/v1', key: {file: /k}}}",
                "{backends: {}, limits: {deadline: 2s, attempts: 9, strict: false, ratio: 0.5, bodyBytes: 64KiB}}",
                "{backends: {}, stages: [{rule: {if: x}}, {cascade: {from: [{rule: {if: y, prefer: [b]}}]}}]}",
            })
    void takesWhatTheBinderTakes(String yaml) throws JsonProcessingException {
        assertEquals(List.of(true, true), List.of(isBound(yaml), isValid(yaml)), yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{backends: {}, backend: {}}",
                "{backends: {here: {kind: engine, slots: 1}}}",
                "{backends: {here: {kind: engin}}}",
                "{backends: {here: {}}}",
                "{backends: {a: {kind: openai-compatible}}}",
                "{backends: {a: {kind: openai-compatible, url: u, key: sk}}}",
                "{backends: {a: {kind: openai-compatible, url: u, key: {env: A, file: b}}}}",
                "{backends: {}, limits: {attempts: 0}}",
                "{backends: {}, limits: {attempts: 1.5}}",
                "{backends: {}, limits: {ratio: 1.1}}",
                "{backends: {}, limits: {deadline: 5}}",
                "{backends: {}, limits: {bodyBytes: 5MB}}",
                "{backends: {}, privacy: none}",
                "{backends: {}, stages: {}}",
                "{backends: {}, stages: [{rule: {when: x}}]}",
                "{backends: {}, stages: [{rule: {if: x}, cascade: {from: []}}]}",
            })
    void refusesWhatTheBinderRefuses(String yaml) throws JsonProcessingException {
        assertEquals(List.of(false, false), List.of(isBound(yaml), isValid(yaml)), yaml);
    }

    @Test
    void isAlwaysTheSameText() {
        assertEquals(SCHEMA, SchemaWriter.write("outrigger.yaml", Root.class));
        assertFalse(SCHEMA.contains("null"));
    }

    @Test
    void carriesDocumentationDefaultsAndRanges() throws JsonProcessingException {
        // When
        JsonNode limits = tree().at("/$defs/config.SchemaWriterTest.Limits/properties");

        // Then
        assertEquals("The whole file.", tree().path("description").asText());
        assertEquals("Bounds.", tree().at("/properties/limits/description").asText());
        assertEquals("{}", tree().at("/properties/limits/default").toString());
        assertEquals(
                "How long an exchange may take. Range: 1s–1h.",
                limits.at("/deadline/description").asText());
        assertEquals("\"10m\"", limits.at("/deadline/default").toString());
        assertEquals("3", limits.at("/attempts/default").toString());
        assertEquals("[1,9]", "[" + limits.at("/attempts/minimum") + "," + limits.at("/attempts/maximum") + "]");
        assertEquals("true", limits.at("/strict/default").toString());
    }

    @Test
    void writesDefaultsOfCollectionsAsJson() throws JsonProcessingException {
        // When
        JsonNode definitions = tree().path("$defs");

        // Then
        assertEquals(
                "[\"a\",1,true]",
                definitions
                        .at("/config.SchemaWriterTest.Stage.Rule/properties/prefer/default")
                        .toString());
        assertEquals(
                "{\"quality\":0.5}",
                definitions
                        .at("/config.SchemaWriterTest.Stage.Cascade/properties/weights/default")
                        .toString());
    }
}
