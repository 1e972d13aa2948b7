package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuickProbeTest {
    private static final QuickProbe PROBE = new QuickProbe(QuickModel.ofProduct());

    private static Map<Dimension, Score> scores(String prompt) {
        return PROBE.measure(Subject.of(ChatRequest.of(new ModelName("auto"), prompt)))
                .result()
                .scores();
    }

    @Test
    void givesEveryDimensionThatItNames() {
        assertEquals(
                PROBE.dimensions(),
                scores("Write a Python function that sorts a list of numbers.").keySet());
    }

    @Test
    void isSureOfWhatIsPlain() {
        // When
        Analysis analysis =
                Analysis.of(scores("Write a Python function that sorts a list of dictionaries by two keys."));

        // Then
        assertEquals(Optional.of("code"), analysis.label(Dimension.DOMAIN));
    }

    @Test
    void givesAGuessAloneWhereItIsNotSure() {
        // When
        Score task = Analysis.of(scores("and then?")).score(Dimension.TASK);

        // Then
        assertTrue(
                task instanceof Score.Missing(Score.Reason reason, Optional<Score.Measured> likeliest)
                        && reason == Score.Reason.ABSTAINED
                        && likeliest.isPresent(),
                task::toString);
    }

    @Test
    void hasNothingToSayWithoutText() {
        assertEquals(
                Reading.missing(PROBE.dimensions(), Score.Reason.NOT_APPLICABLE).scores(), scores(" "));
    }

    @Test
    void saysNothingOfAlphabetsThatTheEncoderDoesNotRead() {
        assertEquals(
                Reading.missing(PROBE.dimensions(), Score.Reason.UNKNOWN_TEXT).scores(),
                scores("Напиши функцию, которая сортирует список"));
    }
}
