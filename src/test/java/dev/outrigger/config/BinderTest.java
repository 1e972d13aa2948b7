package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a whole document becomes records, and what is said of one that does not. */
class BinderTest {
    record Root(
            @Default("{}") Limits limits,
            Map<String, Backend> backends,
            @Default("[]") List<Stage> stages) {}

    record Limits(
            @Range(min = "1s", max = "1h") @Default("10m") Duration deadline,
            @Range(min = "1") @Default("3") int attempts,
            @Default("20MiB") DataSize bodyBytes) {
        Limits {
            if (attempts == 13) throw new IllegalArgumentException("attempts must not be 13, was 13");
            if (attempts == 14) throw new IllegalArgumentException("neither may it be 14");
        }
    }

    @Variants(field = "kind")
    sealed interface Backend {
        record Engine(@Default("4") int slots) implements Backend {}

        record OpenaiCompatible(String url, Secret key) implements Backend {}
    }

    @Variants
    sealed interface Stage {
        record Rule(String when, @Default("[]") List<String> prefer) implements Stage {}

        record Score() implements Stage {}
    }

    private static final String MANY = """
            limits:
              deadline: 0s
              attemps: 3
              bodyBytes: 20MB
            limts: {}
            backends:
              here: { kind: engin }
              there: { url: https://example.org }
              other:
                kind: openai-compatible
                key: sk-pasted-by-mistake
            stages:
              - rule: { prefer: best }
              - scor: {}
              - rule: { when: "x" }
                score: {}
            """;

    private static Bound<Root> bind(String text) {
        return Document.parse("outrigger.yaml", text).then(node -> Binder.bind(node, Root.class));
    }

    private static List<String> mistakes(String text) {
        return switch (bind(text)) {
            case Bound.Ok<Root>(Root root) -> List.of("none: " + root);
            case Bound.Wrong<Root>(List<Mistake> mistakes) ->
                mistakes.stream().map(Mistake::toString).toList();
        };
    }

    @Test
    void bindsNestedRecordsMapsListsAndBothKindsOfVariants() {
        // When
        Root root = bind("""
                        limits: { deadline: 2s }
                        backends:
                          here: { kind: engine }
                          remote: { kind: openai-compatible, url: https://example.org, key: { env: API_KEY } }
                        stages:
                          - rule: { when: "a > b", prefer: [best] }
                          - score: {}
                        """).orElseThrow();

        // Then
        assertEquals(new Limits(Duration.ofSeconds(2), 3, new DataSize(20 << 20)), root.limits());
        assertEquals(List.of("here", "remote"), List.copyOf(root.backends().keySet()));
        assertEquals(new Backend.Engine(4), root.backends().get("here"));
        assertEquals(
                new Backend.OpenaiCompatible("https://example.org", new Secret.Env("API_KEY")),
                root.backends().get("remote"));
        assertEquals(List.of(new Stage.Rule("a > b", List.of("best")), new Stage.Score()), root.stages());
    }

    @Test
    void tellsAllMistakesInOneGoInTheOrderOfLines() {
        // When
        List<String> mistakes = mistakes(MANY);

        // Then
        assertEquals(
                List.of(
                        "limits.deadline must be 1s–1h, was 0s (outrigger.yaml:2)",
                        "unknown key 'attemps' in limits, did you mean 'attempts'? (outrigger.yaml:3)",
                        "limits.bodyBytes must be a size such as 512B, 64KiB or 20MiB, was 20MB (outrigger.yaml:4)",
                        "unknown key 'limts', did you mean 'limits'? (outrigger.yaml:5)",
                        "backends.here.kind must be one of engine, openai-compatible, was engin (outrigger.yaml:7)",
                        "backends.there.kind is missing, it must be one of engine, openai-compatible"
                                + " (outrigger.yaml:8)",
                        "backends.other.url is missing (outrigger.yaml:10)",
                        "backends.other.key must be a mapping with exactly one key of env, file, was a single value"
                                + " (outrigger.yaml:11)",
                        "stages[0].rule.when is missing (outrigger.yaml:13)",
                        "stages[0].rule.prefer must be a list, was best (outrigger.yaml:13)",
                        "unknown key 'scor' in stages[1], did you mean 'score'? (outrigger.yaml:14)",
                        "stages[2] must be a mapping with exactly one key of rule, score, had 2 keys"
                                + " (outrigger.yaml:15)"),
                mistakes);
    }

    @Test
    void putsWhatAConstructorObjectsToAtTheKeyItNames() {
        // When
        List<String> mistakes = mistakes("backends: {}\nlimits:\n  deadline: 1m\n  attempts: 13\n");

        // Then
        assertEquals(List.of("limits.attempts must not be 13, was 13 (outrigger.yaml:4)"), mistakes);
    }

    @Test
    void putsWhatAConstructorObjectsToAtTheRecordOtherwise() {
        // When
        List<String> mistakes = mistakes("backends: {}\nlimits:\n  deadline: 1m\n  attempts: 14\n");

        // Then
        assertEquals(List.of("limits: neither may it be 14 (outrigger.yaml:3)"), mistakes);
    }

    @Test
    void saysWhereAKeyStoodBefore() {
        // When
        List<String> mistakes = mistakes("backends: {}\nlimits: {}\nlimits: { attempts: 2 }\n");

        // Then
        assertEquals(List.of("key limits is repeated, it is already at line 2 (outrigger.yaml:3)"), mistakes);
    }

    @Test
    void takesASectionWhoseKeysAreAllCommentedOutAsItsDefault() {
        // When
        Root root = bind("backends:\n  here: { kind: engine }\nlimits:\n  # attempts: 2\n")
                .orElseThrow();

        // Then
        assertEquals(3, root.limits().attempts());
    }

    @Test
    void bindsADocumentWithoutContentWhenNothingIsRequired() {
        // When
        Limits limits = Binder.bind("outrigger.yaml", new byte[0], Limits.class).orElseThrow();

        // Then
        assertEquals(Duration.ofMinutes(10), limits.deadline());
    }
}
