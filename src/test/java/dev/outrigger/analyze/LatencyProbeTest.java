package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LatencyProbeTest {
    private static final Message PLAIN = Message.of(Role.USER, "Describe the Alps.");
    private static final Message ANSWER = Message.of(Role.ASSISTANT, "They are high.");
    private static final Message RESULT =
            new Message(Role.USER, List.of(new Part.ToolResult("c", List.of(new Part.Text("4 km")), false)));

    private boolean stream;
    private OutputFormat format = new OutputFormat.Free();
    private Sampling sampling = Sampling.UNSAID;
    private Optional<Thinking> thinking = Optional.empty();

    private ChatRequest request(Message... messages) {
        ChatRequest base = ChatRequest.of(new ModelName("auto"), "");
        return new ChatRequest(
                base.model(),
                List.of(messages),
                base.tools(),
                base.toolChoice(),
                base.toolCalling(),
                format,
                sampling,
                thinking,
                base.display(),
                stream,
                base.vendorFields());
    }

    private Score score(Optional<Patience> stated, Message... messages) {
        Reading reading = new LatencyProbe()
                .measure(new Subject(request(messages), stated))
                .result();
        return Analysis.of(reading.scores()).score(Dimension.LATENCY);
    }

    private Score score(Message... messages) {
        return score(Optional.empty(), messages);
    }

    private static void assertIs(String label, double logOdds, Score score) {
        assertTrue(score instanceof Score.Measured, score::toString);
        Score.Measured measured = (Score.Measured) score;
        assertEquals(new Score.Value.Label(label), measured.value());
        assertEquals(1 / (1 + Math.exp(-logOdds)), measured.confidence().orElseThrow(), 1e-9);
    }

    private Sampling sampling(int maxTokens, int choices) {
        Sampling unsaid = Sampling.UNSAID;
        return new Sampling(
                unsaid.temperature(),
                unsaid.topP(),
                unsaid.topK(),
                OptionalInt.of(maxTokens),
                unsaid.seed(),
                unsaid.stop(),
                choices,
                unsaid.presencePenalty(),
                unsaid.frequencyPenalty(),
                unsaid.topLogProbs());
    }

    @ParameterizedTest
    @EnumSource
    void believesWhatTheAppSaysWhateverElseThereIs(Patience patience) {
        // Given what speaks for each
        stream = true;
        sampling = sampling(9000, 3);

        // Then
        assertEquals(
                new Score.Measured(new Score.Value.Label(patience.word()), OptionalDouble.empty()),
                score(Optional.of(patience), PLAIN));
    }

    @Test
    void saysThatNothingTells() {
        assertEquals(Score.missing(Score.Reason.UNSURE), score(PLAIN));
        assertEquals(Score.missing(Score.Reason.UNSURE), score());
    }

    @Test
    void takesAStreamForAReader() {
        stream = true;

        assertIs("interactive", 2.0, score(PLAIN));
    }

    @Test
    void takesAConversationForAReader() {
        assertIs("interactive", 1.2, score(PLAIN, ANSWER, PLAIN));
    }

    @Test
    void knowsThatSomethingGoesOnAfterATool() {
        assertIs("interactive", 0.7, score(PLAIN, ANSWER, RESULT));
        assertIs("interactive", 0.7, score(PLAIN, ANSWER, Message.of(Role.TOOL, "4 km")));
    }

    @Test
    void takesSeveralAnswersAndLongOnesInOnePieceForAProgram() {
        sampling = sampling(100, 3);
        assertIs("batch", 1.0, score(PLAIN));
        sampling = sampling(LatencyProbe.LONG_TOKENS, 1);
        assertIs("batch", 0.8, score(PLAIN));
        sampling = Sampling.UNSAID;
        thinking = Optional.of(new Thinking.Effort(Thinking.Effort.Level.HIGH));
        assertIs("batch", 0.8, score(PLAIN));
    }

    @Test
    void expectsNothingOfLengthThatIsReadAsItComes() {
        stream = true;
        sampling = sampling(LatencyProbe.LONG_TOKENS, 1);
        thinking = Optional.of(new Thinking.Budget(LatencyProbe.LONG_TOKENS));

        assertIs("interactive", 2.0, score(PLAIN));
    }

    @Test
    void showsAGuessWhereTheSignsAreWeak() {
        // Given: −0.5
        format = new OutputFormat.Json();

        // Then
        double confidence = 1 / (1 + Math.exp(-0.5));
        assertTrue(confidence < LatencyProbe.LEAST);
        assertEquals(Score.abstained(Score.labelled("batch", confidence)), score(PLAIN));
    }

    @ParameterizedTest
    @CsvSource({
        "'Describe the Alps. It is urgent!', interactive, 0.8",
        "'Wo ist der Fehler? Dringend.', interactive, 0.8",
        "Classify all tickets; no rush., batch, 1.2",
        "Score these rows in the nightly run., batch, 1.2",
        "Bitte alle Zeilen prüfen. Keine Eile!, batch, 1.2"
    })
    void readsWhatTheWordsSay(String text, String label, double logOdds) {
        assertIs(label, logOdds, score(Message.of(Role.USER, text)));
    }

    @Test
    void isNotToldByPartsOfWords() {
        assertEquals(
                Score.missing(Score.Reason.UNSURE), score(Message.of(Role.USER, "What are insurgents and nightlyfe?")));
    }

    @Test
    void weighsWordsLessThanWhatTheRequestIs() {
        stream = true;

        assertIs("interactive", 0.8, score(Message.of(Role.USER, "Describe the Alps, no rush.")));
    }

    @Test
    void knowsTheWordsOfTheHeader() {
        assertEquals(Optional.of(Patience.BATCH), Patience.of(" Batch "));
        assertEquals(Optional.of(Patience.INTERACTIVE), Patience.of("interactive"));
        assertEquals(Optional.empty(), Patience.of("soon"));
    }
}
