package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the file says which of several records is meant, also one inside another. */
class VariantsTest {
    @Variants
    sealed interface Stage {
        record Score() implements Stage {}

        record Cascade(List<Stage> stages, @Default("0.7") double confidence) implements Stage {}

        @Key("when")
        record Rule(String when, @Default("[]") List<String> prefer) implements Stage {}
    }

    @Variants(field = "kind")
    sealed interface Backend {
        record Engine() implements Backend {}

        @Key("openai")
        record OpenAi(Secret key) implements Backend {}

        record NodeLocal(@Key("if") String condition) implements Backend {}
    }

    private static String bind(String text, Class<?> type) {
        return switch (Document.parse("a.yaml", text).then(node -> Binder.bind(node, type))) {
            case Bound.Ok<?>(Object value) -> value.toString();
            case Bound.Wrong<?>(List<Mistake> mistakes) -> mistakes.toString();
        };
    }

    @Test
    void choosesByTheOnlyKeyAtAnyDepth() {
        assertEquals(
                "Cascade[stages=[Cascade[stages=[Score[]], confidence=0.7]], confidence=0.5]",
                bind("cascade: {stages: [{cascade: {stages: [{score: {}}]}}], confidence: 0.5}", Stage.class));
    }

    @Test
    void takesAnEmptyBodyWhereNothingIsRequired() {
        assertEquals("Score[]", bind("score:", Stage.class));
    }

    @Test
    void choosesByAFieldInKebabCase() {
        assertEquals("Engine[]", bind("kind: engine", Backend.class));
        assertEquals("NodeLocal[condition=x]", bind("{if: x, kind: node-local}", Backend.class));
    }

    @Test
    void takesTheWordOfTheAnnotation() {
        assertEquals("OpenAi[key=Env[env=KEY]]", bind("{kind: openai, key: {env: KEY}}", Backend.class));
    }

    @Test
    void writesARecordOfItsOwnWordShort() {
        assertEquals(new Secret.Env("KEY").toString(), bind("env: KEY", Secret.class));
        assertEquals(new Secret.File(Path.of("/k")).toString(), bind("file: /k", Secret.class));
    }

    @Test
    void objectsToAnEmptyMappingAndToAScalarWithoutRepeatingIt() {
        String must = "the document must be a mapping with exactly one key of env, file";
        assertMistake(must + ", had 0 keys", bind("{}", Secret.class));
        assertMistake(must + ", was a single value", bind("sk-live-1234", Secret.class));
        assertMistake(must + ", was empty", bind("", Secret.class));
    }

    @Test
    void tellsMistakesInsideTheVariantAtItsPath() {
        assertMistake("unknown key 'x' in score, no keys are known here", bind("score: {x: 1}", Stage.class));
        assertMistake("cascade.stages[0].when.when is missing", bind("cascade: {stages: [{when: {}}]}", Stage.class));
        assertMistake("env must be the name of an environment variable", bind("env: $KEY", Secret.class));
        assertMistake("unknown key 'slots', known: kind", bind("{kind: engine, slots: 1}", Backend.class));
    }

    @Test
    void objectsToAFieldThatIsNotAWord() {
        assertMistake(
                "kind must be one of engine, openai, node-local, was a list", bind("kind: [engine]", Backend.class));
    }

    private static void assertMistake(String message, String told) {
        assertEquals("[" + message + " (a.yaml:1)]", told);
    }
}
