package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.PrivacySettings;
import dev.outrigger.admit.Rule;
import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.sensitive.SensitiveType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    @Test
    void tellsEveryNameThatNothingBearsWithItsLine() {
        List<String> mistakes = mistakes("""
            backends:
              there: { kind: openai }
            models:
              one: { backend: their, model: m }
              two: { backend: there, model: m, replicas: [three], equivalents: [one, four] }
            """);

        assertEquals(3, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.get(0).contains("models.one.backend must name a backend, was their"), mistakes.toString());
        assertTrue(mistakes.get(0).contains("a.yaml:4"), mistakes.toString());
        assertTrue(mistakes.get(1).contains("must name a model, was three"), mistakes.toString());
        assertTrue(mistakes.get(2).contains("must name a model, was four"), mistakes.toString());
        assertTrue(mistakes.get(2).contains("a.yaml:5"), mistakes.toString());
    }

    @Test
    void readsWhoMayBeToldWhat() {
        Bound<Settings> read = SettingsReader.read("a.yaml", Bytes.of("""
            backends: { there: { kind: openai }, here: { kind: engine } }
            models:
              far: { backend: there, model: m }
              node: { backend: there, model: n, trusted: true }
              smol: { backend: here, model: s }
              leaky: { backend: here, model: l, trusted: false }
            privacy: { unscannable: local-only, types: [iban, us-ssn] }
            """).array());

        Settings settings = read.orElseThrow();
        assertEquals(
                List.of(false, true, true, false),
                settings.profiles().stream().map(ModelProfile::trusted).toList());
        assertEquals(
                Optional.of(new PrivacySettings(
                        Rule.LOCAL_ONLY,
                        Optional.of(Rule.LOCAL_ONLY),
                        Optional.of(List.of(SensitiveType.IBAN, SensitiveType.US_SSN)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1_000_000,
                        List.of())),
                settings.privacy());
        assertEquals(
                Optional.empty(),
                SettingsReader.read("a.yaml", Bytes.of("{}").array())
                        .orElseThrow()
                        .privacy());
    }

    @Test
    void tellsWhatIsWrongWithIt() {
        String all = String.join(
                "\n",
                mistakes(
                        "privacy: { personalData: mask, types: [nickname], confidence: 2, onMissing: hope, scanChars: 10, models: [a] }"));

        assertTrue(all.contains("privacy.personalData must be"), all);
        assertTrue(all.contains("privacy.types[0] must be"), all);
        assertTrue(all.contains("privacy.confidence must be"), all);
        assertTrue(all.contains("privacy.onMissing must be"), all);
        assertTrue(all.contains("privacy.scanChars must be"), all);
        assertTrue(all.contains("unknown key 'models' in privacy"), all);
    }

    @Test
    void readsWhatIsGuessed() {
        Settings settings = SettingsReader.read(
                        "a.yaml",
                        Bytes.of("privacy: { guesses: [name, address], confidence: 0.9, onMissing: refuse }")
                                .array())
                .orElseThrow();

        assertEquals(
                Optional.of(new PrivacySettings(
                        Rule.LOCAL_ONLY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(List.of(SensitiveType.NAME, SensitiveType.ADDRESS)),
                        Optional.of(0.9),
                        Optional.of(Rule.REFUSE),
                        1_000_000,
                        List.of())),
                settings.privacy());
    }

    @Test
    void tellsWhatHasNoMeaningWhereNothingIsGuessed() {
        String rule = " must be left out where nothing is guessed (guesses: [name, address]), was ";

        assertEquals(List.of("privacy.confidence" + rule + "0.9 (a.yaml:1)"), mistakes("privacy: { confidence: 0.9 }"));
        assertEquals(
                List.of("privacy.onMissing" + rule + "local-only (a.yaml:2)"),
                mistakes("privacy:\n  { guesses: [], onMissing: local-only }"));
        assertEquals(List.of(), mistakes("privacy: { types: [name, iban], confidence: 0.9, onMissing: allow }"));
    }

    @Test
    void tellsOfBlanksAroundAValueThatIsAllowed() {
        for (String value : List.of(" a@b.example", "a@b.example ", "\u00a0@b.example", "  ", "\u3000", "\t"))
            assertEquals(
                    List.of("privacy.allow must hold values without blanks around them, was '" + value
                            + "' (a.yaml:2)"),
                    mistakes("privacy:\n  allow: [c@d.example, \"" + value.replace("\t", "\\t") + "\"]"));
        assertEquals(
                List.of("privacy.allow must hold values, @domain or @*.domain, not '' (a.yaml:1)"),
                mistakes("privacy: { allow: [''] }"));
    }

    @Test
    void tellsThatWhatIsKnownByItsFormIsNotGuessed() {
        String all = String.join("\n", mistakes("privacy: { guesses: [name, iban] }"));

        assertTrue(all.contains("guesses must hold name, address and health alone"), all);
    }

    @Test
    void tellsThemTogetherWithEveryOtherMistake() {
        List<String> mistakes = mistakes("""
            backends:
              there: { kind: openai, url: "ftp://x" }
            models:
              one: { backend: nope, model: m, replicas: [zz, one], latncy: 3 }
            routes:
              - { model: auto, policy: thirft }
            policies:
              thrift:
                baseline: besst
                stages:
                  - rule: { when: "analysis.nothing == 1", prefer: [one, smoll], avoid: [x], only: [y] }
              contract: {}
            """);

        String all = String.join("\n", mistakes);
        for (String mistake : List.of(
                "backends.there.url must be http:// or https:// with a host (a.yaml:2)",
                "models.one.backend must name a backend, was nope (a.yaml:4)",
                "models.one.replicas[0] must name a model, was zz (a.yaml:4)",
                "models.one.replicas[1] must name another model, was one (a.yaml:4)",
                "unknown key 'latncy' in models.one",
                "routes[0].policy must name a policy, was thirft (a.yaml:6)",
                "policies.thrift.baseline must name a model, was besst (a.yaml:9)",
                "policies.thrift.stages[0].rule.prefer[1] must name a model, was smoll (a.yaml:11)",
                "policies.thrift.stages[0].rule.avoid[0] must name a model, was x (a.yaml:11)",
                "policies.thrift.stages[0].rule.only[0] must name a model, was y (a.yaml:11)",
                "policies.contract must have another name: contract is built in (a.yaml:12)"))
            assertTrue(all.contains(mistake), mistake + " is not in\n" + all);
        assertTrue(all.contains("nothing"), all);
        assertEquals(12, mistakes.size(), all);
    }

    @Test
    void fieldsWithoutWhichThereIsNoRequestAreNeitherRejectedNorRenamed() {
        for (String fields : List.of(
                "rejects: [model]",
                "rejects: [\"messages[].content\"]",
                "renames: { messages: input }",
                "renames: { a: model }")) {
            List<String> mistakes = mistakes("backends: { there: { kind: openai } }\n"
                    + "models: { one: { backend: there, model: m, " + fields + " } }\n");

            assertEquals(1, mistakes.size(), mistakes.toString());
            assertTrue(mistakes.getFirst().contains("there is no request without it"), mistakes.toString());
        }
    }

    @Test
    void aFieldThatIsRejectedOrRenamedIsNamedByAPath() {
        Map<String, String> wrong = Map.of(
                "rejects: [\"tools[0].strict\"]",
                "models.one.rejects must hold paths of names with a dot between two, and [] after that of an array, not"
                        + " tools[0].strict (a.yaml:3)",
                "renames: { \"options..num_ctx\": n }",
                "models.one.renames must hold paths of names with a dot between two, and [] after that of an array, not"
                        + " options..num_ctx (a.yaml:3)",
                "renames: { max_tokens: options.num_predict }",
                "models.one.renames must give max_tokens a name, for it stays where it is, but gives"
                        + " options.num_predict (a.yaml:3)");
        wrong.forEach((fields, mistake) -> assertEquals(
                List.of(mistake),
                mistakes("backends: { there: { kind: openai } }\n" + "models: { one: { backend: there, model: m,\n  "
                        + fields + " } }\n")));
    }

    @Test
    void aCollectorsCredentialsDoNotStandInTheFile() {
        List<String> mistakes = mistakes("telemetry: { otlp: \"http://u:secret@c:4318\" }\n");

        assertEquals(1, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.getFirst().contains("OTEL_EXPORTER_OTLP_HEADERS"), mistakes.toString());
        assertTrue(!mistakes.getFirst().contains("secret"), mistakes.toString());
    }

    @Test
    void aProcessIsOneEngine() {
        List<String> mistakes = mistakes("""
            backends:
              here: { kind: engine }
              there: { kind: openai }
              also: { kind: engine, slots: 2 }
              third: { kind: engine }
            """);

        assertEquals(2, mistakes.size(), mistakes.toString());
        assertEquals(
                "backends.also must not be of kind engine: that is this process, which backends.here is already"
                        + " (a.yaml:4)",
                mistakes.get(0));
        assertTrue(mistakes.get(1).contains("backends.third") && mistakes.get(1).contains("a.yaml:5"));
    }

    @Test
    void whatIsNeverDialledHasNoTimeToConnect() {
        List<String> mistakes = mistakes("backends: { here: { kind: engine, guard: { connect: 1s } } }\n");

        assertEquals(1, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.getFirst().contains("unknown key 'connect' in backends.here.guard"), mistakes.toString());
    }

    @Test
    void tellsOfARouteToAPolicyThatThereIsNot() {
        List<String> mistakes = mistakes("routes:\n  - { model: \"x*\", policy: thrift }\n");

        assertEquals(1, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.getFirst().contains("a.yaml:2"), mistakes.toString());
    }

    @Test
    void theBuiltInDefaultIsRightWithAndWithoutAKey() {
        assertEquals(
                1, read(DefaultConfig.yaml(Map.of())).orElseThrow().models().size());
        assertEquals(
                1,
                read(DefaultConfig.yaml(Map.of("OPENAI_API_KEY", " ")))
                        .orElseThrow()
                        .models()
                        .size());
        assertEquals(
                2,
                read(DefaultConfig.yaml(Map.of("OPENAI_API_KEY", "k")))
                        .orElseThrow()
                        .models()
                        .size());
    }

    @Test
    void theBuiltInDefaultHasEachVendorWhoseKeyIsThere() {
        Settings settings = read(DefaultConfig.yaml(
                        Map.of("OPENAI_API_KEY", "k", "ANTHROPIC_API_KEY", "k", "GEMINI_API_KEY", "k")))
                .orElseThrow();

        assertEquals(
                List.of("here", "openai", "anthropic", "gemini"),
                List.copyOf(settings.backends().keySet()));
        assertEquals(4, settings.models().size());
    }

    @Test
    void anEmptyFileIsAConfiguration() {
        assertEquals(7070, read("").orElseThrow().listen().data());
    }

    private static List<String> mistakes(String yaml) {
        return switch (read(yaml)) {
            case Bound.Wrong<Settings>(List<Mistake> found) ->
                found.stream().map(Mistake::toString).toList();
            case Bound.Ok<Settings> ok -> List.of();
        };
    }

    private static Bound<Settings> read(String yaml) {
        return SettingsReader.read("a.yaml", Bytes.of(yaml).array());
    }
}
