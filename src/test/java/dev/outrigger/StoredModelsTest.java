package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.KnownLabels;
import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.engine.HeadsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration is told of the local models that lie there: their names, and the labels of the heads it names. */
class StoredModelsTest {
    private static final String POLICIES = """
            policies:
              thrift:
                stages:
                  - rule:
                      when: "analysis.task == 'refund' || analysis.task == 'refnd' || analysis.language == 'english'"
                      prefer: [smol]
                  - local:
                      except: [refund, refnd]
                      languages: [en, deu, english]
            """;

    @TempDir
    Path home;

    @Test
    void anOperatorsOwnLabelsAreKnownFromTheirFile() throws IOException {
        heads("mine", "[\"refund\", \"complaint\", \"other\"]");
        // When
        List<String> mistakes = mistakes("analyzer: { heads: mine }\n" + POLICIES);
        // Then
        assertEquals(5, mistakes.size(), mistakes::toString);
        assertTrue(
                mistakes.get(0).startsWith("policies.thrift.stages[0].rule.when: 'analysis.task == 'refund' ||"),
                mistakes::toString);
        assertTrue(mistakes.get(0).contains(": task is never 'refnd'; its labels are refund, complaint, other"));
        assertTrue(mistakes.get(0).endsWith("(a.yaml:6)"), mistakes::toString);
        assertTrue(mistakes.get(1).contains(": language is never 'english'; its labels are"), mistakes::toString);
        assertTrue(
                mistakes.get(2)
                        .startsWith("policies.thrift.stages[1].local.except[1]: domain is never 'refnd'; its labels"),
                mistakes::toString);
    }

    @Test
    void theProductsLabelsAreKnownWithoutAFile() {
        List<String> mistakes = mistakes(POLICIES);
        assertEquals(7, mistakes.size(), mistakes::toString);
        assertTrue(mistakes.getFirst().contains("task is never 'refund'; its labels are code"), mistakes::toString);
    }

    @Test
    void aStrengthNamesALabelThatItsDimensionHas() {
        List<String> mistakes = mistakes("""
                models:
                  mini:
                    backend: none
                    model: x
                    strengths: { domains: { code: 0.9, coding: 0.9 }, fields: { law: 1, legal: 1 }, languages: [de, german] }
                """);

        for (String key : List.of("domains.coding", "fields.legal", "languages[1]"))
            assertTrue(
                    mistakes.stream().anyMatch(told -> told.startsWith("models.mini.strengths." + key + ": ")),
                    key + " in " + mistakes);
        assertTrue(
                mistakes.stream().noneMatch(told -> told.contains("domains.code:") || told.contains("fields.law:")),
                mistakes::toString);
    }

    @Test
    void ofHeadsThatCannotBeReadYetNothingIsRefused() throws IOException {
        String yaml = "analyzer: { heads: mine }\n" + POLICIES;
        assertEquals(3, mistakes(yaml).size(), "the languages alone");
        heads("mine", "7");
        assertEquals(3, mistakes(yaml).size(), "the languages alone");
    }

    @Test
    void theShippedFileSaysWhatIsSaidWithoutOne() throws IOException {
        Path shipped = Path.of("gpu-models/outrigger-analyzer");
        KnownLabels read = KnownLabels.of(HeadsFile.labels(shipped));
        for (String label : List.of("verbose", "chatty"))
            assertEquals(
                    KnownLabels.ofProduct().objection(Dimension.STYLE, label), read.objection(Dimension.STYLE, label));
    }

    @Test
    void aNameThatNoModelBearsIsToldWithThoseThatDo() throws IOException {
        heads("mine", "[]");
        heads("other", "[]");
        // When
        List<String> mistakes = mistakesOf("""
                analyzer:
                  heads: mien
                  encoder: minilm
                backends: { here: { kind: engine } }
                models: { smol: { backend: here, model: m } }
                """);
        // Then
        // Nothing is said of an encoder and a generator: no manifest of their kind is there.
        assertEquals(
                List.of("analyzer.heads must name a local model of kind heads: mine, other, was mien (a.yaml:2)"),
                mistakes);
    }

    @Test
    void theBuiltInDefaultStartsWhereItsModelHasNoManifest() throws IOException {
        // Given: a generator of the operator's own alone.
        Path folder = Files.createDirectories(home.resolve("gpu-models/own"));
        Files.writeString(folder.resolve("manifest.yaml"), """
                name: own
                kind: generator
                licence: Apache-2.0
                origin: ours
                card: Ours.
                files:
                  - { name: model.gguf, source: "file:model.gguf" }
                """);
        String file =
                "backends: { here: { kind: engine } }\nmodels: { smol: { backend: here, model: smollm2-135m-instruct } }\n";
        StoredModels stored = StoredModels.of(Map.of("OUTRIGGER_HOME", home.toString()));

        // Then
        assertTrue(
                SettingsReader.read(DefaultConfig.NAME, Bytes.of(file).array(), stored) instanceof Bound.Ok<Settings>);
        assertTrue(SettingsReader.read("a.yaml", Bytes.of(file).array(), stored) instanceof Bound.Wrong<Settings>);
    }

    @Test
    void aModelOfAnotherKindIsNotMeant() {
        Settings settings = shipped("analyzer: { heads: outrigger-analyzer, encoder: all-minilm-l6-v2 }\n")
                .orElseThrow();
        assertEquals("outrigger-analyzer", settings.analyzer().heads());
        assertTrue(shipped("analyzer: { heads: all-minilm-l6-v2 }\n") instanceof Bound.Wrong<Settings>);
        assertTrue(shipped("analyzer: { encoder: outrigger-analyzer }\n") instanceof Bound.Wrong<Settings>);
    }

    @Test
    void nothingIsSaidOfNamesWhereNobodyKnowsAny() throws IOException {
        assertEquals(List.of(), mistakes("analyzer: { heads: mien, encoder: minilm }\n"));
        heads("mine", "[]");
        Files.writeString(home.resolve("gpu-models/mine/manifest.yaml"), "kind: what");
        assertEquals(List.of(), mistakes("analyzer: { heads: mien, encoder: minilm }\n"));
    }

    private static Bound<Settings> shipped(String yaml) {
        return SettingsReader.read("a.yaml", Bytes.of(yaml).array(), StoredModels.of(Map.of()));
    }

    private void heads(String name, String labels) throws IOException {
        Path folder = Files.createDirectories(home.resolve("gpu-models").resolve(name));
        Files.writeString(folder.resolve("manifest.yaml"), """
                name: %s
                kind: heads
                licence: Apache-2.0
                origin: ours
                card: Ours.
                files:
                  - { name: analyzer.json, source: "file:analyzer.json" }
                """.formatted(name));
        Files.writeString(
                folder.resolve("analyzer.json"), "{\"heads\": [{\"name\": \"task\", \"labels\": " + labels + "}]}");
    }

    private List<String> mistakes(String yaml) {
        String models = "backends: { there: { kind: openai } }\nmodels: { smol: { backend: there, model: m } }\n";
        return mistakesOf(yaml + models);
    }

    private List<String> mistakesOf(String yaml) {
        StoredModels stored = StoredModels.of(Map.of("OUTRIGGER_HOME", home.toString()));
        return switch (SettingsReader.read("a.yaml", Bytes.of(yaml).array(), stored)) {
            case Bound.Wrong<Settings>(List<Mistake> found) ->
                found.stream().map(Mistake::toString).toList();
            case Bound.Ok<Settings> ok -> List.of();
        };
    }
}
