package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Role;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormProbeTest {
    private static Score score(Dimension dimension, ChatRequest request) {
        return Analysis.of(new FormProbe().measure(Subject.of(request)).result().scores())
                .score(dimension);
    }

    private static String label(Dimension dimension, String prompt) {
        Score score = score(dimension, ChatRequest.of(new ModelName("auto"), prompt));
        return score instanceof Score.Measured(Score.Value.Label(String label), var confidence) ? label : "missing";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json|Extract name and age from the text below and reply in JSON: Ann is 30.",
                "json|Name three rivers. Return ONLY a valid JSON array of strings.",
                "xml|Describe the product as an XML document.",
                "yaml|Give me the settings as YAML.",
                "csv|Convert these notes to CSV with a header.",
                "table|Compare Kotlin and Java in a table with two columns.",
                "list|Give me 10 ideas for a birthday party.",
                "list|List the planets by size.",
                "list|Summarise the article in five bullet points.",
                "code|Write a Python function that adds two numbers.",
                "code|Can you write an SQL query that counts users by country?",
                "code|Refactor this class so that it has no static state.",
                "markdown|Explain REST and use markdown headings.",
                "verse|Write a haiku about autumn.",
                "verse|Explain gravity in the form of a poem.",
                "value|Is the review positive? Answer with yes or no.",
                "value|How tall is the Eiffel tower? Give just the number.",
                "prose|Write an essay about the French revolution.",
                "prose|Explain the water cycle, and no bullet points please.",
                "prose|Write a script for a YouTube video about bees.",
                "json|Gib die Namen als JSON aus.",
                "table|Vergleiche beide als Tabelle.",
                "prose|Escribe un ensayo sobre la lluvia.",
                "verse|Écris un poème sur la mer.",
                "prose|Scrivi una lettera al sindaco.",
                "list|Liste as capitais em forma de lista."
            })
    void readsTheFormThatIsAskedFor(String label, String prompt) {
        assertEquals(label, label(Dimension.ANSWER_FORMAT, prompt));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the capital of France?",
                "How do I parse JSON in Python?",
                "What is a hash table?",
                "Why does my dentist use a coffee table?",
                "Tell me more about the essay that you read.",
                "I do not want JSON.",
                "Thank you!"
            })
    void tellsNoFormWhereNoneIsAskedFor(String prompt) {
        assertEquals("missing", label(Dimension.ANSWER_FORMAT, prompt));
    }

    @Test
    void prefersTheFormOfTheAnswerToWhatIsWritten() {
        assertEquals(
                "json", label(Dimension.ANSWER_FORMAT, "Write a story about a cat. Wrap your answer in JSON format."));
        assertEquals("list", label(Dimension.ANSWER_FORMAT, "Write an article about cats in three bullet points."));
    }

    @Test
    void saysThatItIsUnsureOfTwoThatWeighTheSame() {
        ChatRequest request = ChatRequest.of(new ModelName("auto"), "Show it as JSON and as XML.");

        assertEquals(Score.missing(Score.Reason.UNSURE), score(Dimension.ANSWER_FORMAT, request));
    }

    @Test
    void isLessSureWhereAnotherFormIsNamedToo() {
        // Given weights of 3 alone, and of 3 before 1.8
        assertEquals(1 / (1 + Math.exp(-3)), confidence("Use bullet points."), 1e-9);
        assertEquals(1 / (1 + Math.exp(-2.1)), confidence("Use bullet points, in markdown."), 1e-9);
    }

    private static double confidence(String prompt) {
        return ((Score.Measured) score(Dimension.ANSWER_FORMAT, ChatRequest.of(new ModelName("auto"), prompt)))
                .confidence()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"true, Describe the Alps.", "false, Write a poem."})
    void isCertainOfWhatAFieldOfTheRequestDemands(boolean hasSchema, String prompt) {
        OutputFormat format = hasSchema ? new OutputFormat.Schema("n", "{}") : new OutputFormat.Json();
        ChatRequest free = ChatRequest.of(new ModelName("auto"), prompt);
        ChatRequest request = new ChatRequest(
                free.model(),
                free.messages(),
                free.tools(),
                free.toolChoice(),
                free.toolCalling(),
                format,
                free.sampling(),
                free.thinking(),
                free.display(),
                free.stream(),
                free.vendorFields());

        assertEquals(
                new Score.Measured(new Score.Value.Label("json"), OptionalDouble.empty()),
                score(Dimension.ANSWER_FORMAT, request));
    }

    @Test
    void readsSystemTextsAndNotEarlierTurns() {
        List<Message> messages = List.of(
                Message.of(Role.SYSTEM, "You are a classifier. Always respond in JSON."),
                Message.of(Role.USER, "Write a poem."),
                Message.of(Role.ASSISTANT, "Roses are red."),
                Message.of(Role.USER, "And in a friendly tone?"));

        assertEquals("json", label(Dimension.ANSWER_FORMAT, messages));
        assertEquals("friendly", label(Dimension.TONE, messages));
    }

    private static String label(Dimension dimension, List<Message> messages) {
        return ((Score.Value.Label) ((Score.Measured) score(dimension, WordingTest.request(messages))).value()).label();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "formal|Write a formal letter to the bank.",
                "formal|Make this sound more professional: hey, where is it?",
                "casual|Explain taxes in a casual tone.",
                "friendly|Reply politely that I cannot come.",
                "humorous|Write a funny story about a cat.",
                "humorous|Tell me a joke.",
                "persuasive|Write a persuasive speech about trees.",
                "empathetic|Answer in a compassionate tone.",
                "enthusiastic|Give me a motivational speech.",
                "simple|Explain black holes like I'm five.",
                "simple|What is inflation, in simple terms?",
                "poetic|Describe the sea in a poetic style.",
                "angry|Write an angry tweet about the trains.",
                "serious|Write a sad poem.",
                "neutral|Summarise both views in a neutral tone.",
                "simple|Erkläre mir das in einfachen Worten.",
                "formal|Écris cela dans un ton formel."
            })
    void readsTheToneThatIsAskedFor(String label, String prompt) {
        assertEquals(label, label(Dimension.TONE, prompt));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the capital of France?",
                "Why are sad songs popular?",
                "Write a simple web server in Go.",
                "My professional life is a mess.",
                "Do not be funny.",
                "Is this a polite way of saying no?"
            })
    void tellsNoToneWhereNoneIsAskedFor(String prompt) {
        assertEquals("missing", label(Dimension.TONE, prompt));
    }

    @Test
    void hasNothingToReadWithoutWords() {
        ChatRequest request = ChatRequest.of(new ModelName("auto"), "?!");

        assertEquals(Score.missing(Score.Reason.NOT_APPLICABLE), score(Dimension.ANSWER_FORMAT, request));
        assertEquals(Score.missing(Score.Reason.NOT_APPLICABLE), score(Dimension.TONE, request));
    }

    @Test
    void tellsNoLabelButTheKnownOnes() {
        Set<String> forms = new TreeSet<>(FormProbe.labels().get(Dimension.ANSWER_FORMAT));
        assertTrue(forms.remove("none"));
        assertEquals(words(AnswerFormat.values(), AnswerFormat::word), forms);
        assertEquals(
                words(Tone.values(), Tone::word),
                new TreeSet<>(FormProbe.labels().get(Dimension.TONE)));
    }

    private static <T> Set<String> words(T[] values, java.util.function.Function<T, String> word) {
        return Arrays.stream(values).map(word).collect(Collectors.toCollection(TreeSet::new));
    }
}
