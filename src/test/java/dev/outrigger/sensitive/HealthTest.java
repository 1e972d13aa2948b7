package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of somebody's health. How often it is right is measured, see {@code perf/results/privacy.md}. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HealthTest {
    private static final Scanner HEALTH = new Scanner(Set.of(SensitiveType.HEALTH), Optional.empty());

    static List<Planted> planted() {
        return Planted.health();
    }

    private static List<String> said(String text) {
        return HEALTH.scan(text).stream()
                .map(found -> text.substring(found.start(), found.end()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("planted")
    void findsTheConditionThatIsSomebodys(Planted planted) {
        String text = "Hello. " + planted.text() + ", thank you.";

        assertEquals(List.of(planted.value()), said(text));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void findsItInTheJsonOfARequest(Planted planted) {
        String text = "{\"model\":\"what\",\"messages\":[{\"role\":\"user\",\"content\":\"" + planted.text() + "\"}]}";

        assertEquals(List.of(planted.value()), said(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I have asthma, eczema and high blood pressure. | 3",
                "I have stage 4 cancer. | 1",
                "My mother has ALS and he has AIDS. | 2",
                "I was diagnosed with an AML. | 1",
                "My MS is getting worse, says my doctor. | 1",
                "I am depressed. | 1",
                "I'm HIV-positive and my wife has lupus. | 2",
                "The patient has a history of COPD, hypertension and gout. | 3",
                "My mother's dementia is worse. | 1",
                "My husband, who has Parkinson's, fell. | 1",
                "As a diabetic I need snacks. | 1",
                "Diagnosis: epilepsy | 1",
                "J'ai le diab\u00e8te et ma s\u0153ur souffre d'asthme. | 2"
            })
    void findsEachOfSeveral(String text, int count) {
        assertEquals(count, said(text).size(), () -> said(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is type 2 diabetes?",
                "List the symptoms of flu.",
                "What should people with diabetes avoid?",
                "If I have diabetes, can I eat rice?",
                "Do I have depression?",
                "I don't have diabetes.",
                "I have never had cancer.",
                "I have a question about HIV.",
                "I have cancer research due tomorrow.",
                "Write a story about a man who has cancer.",
                "How do you treat a patient with COPD?",
                "Imagine I have schizophrenia.",
                "My depression-era photos.",
                "He had a stroke of luck.",
                "We have MS Office.",
                "My MS in physics took two years.",
                "I'm a Cancer with a Leo moon.",
                "I have a 2 TB drive",
                "I have an ADD instruction",
                "My ODD and EVEN numbers",
                "my TB hard drive",
                "I have SLE 15 installed",
                "I have an AML compliance question",
                "My CLL is a linked list",
                "I have 3 pots",
                "I have an anxiety detection model",
                "I was depressed by the movie",
                "ich habe keine Depressionen",
                "Je n'ai pas le sida.",
                "No tengo diabetes."
            })
    void findsNothingInWhatIsAskedSupposedOrDenied(String text) {
        assertEquals(List.of(), said(text));
    }

    @Test
    void isLessSureOfOthersThanOfWhoSpeaks() {
        String own = "I have epilepsy.";
        String others = "He has epilepsy.";
        Scanner sure =
                new Scanner(Set.of(SensitiveType.HEALTH), Optional.empty(), Health.OF_SPEAKER, (type, value) -> false);

        assertEquals(1, sure.scan(own).size());
        assertEquals(0, sure.scan(others).size());
        assertEquals(1, HEALTH.scan(others).size());
    }

    @Test
    void isNoneOfTheKindsThatAreKnownByTheirForm() {
        assertFalse(SensitiveType.byForm().contains(SensitiveType.HEALTH));
        assertEquals(List.of(), Scanner.byForm().scan("I have epilepsy."));
    }

    @Test
    void needsNoFileOfATagger() {
        assertFalse(HEALTH.isBlind());
    }

    @Test
    void stopsWhatIsNobodys() {
        Scanner scanner = new Scanner(
                Set.of(SensitiveType.HEALTH), Optional.empty(), 0, (type, value) -> value.equals("epilepsy"));

        assertEquals(0, scanner.scan("I have epilepsy.").size());
    }

    /** Below what was measured when it was written, so that a change that makes it much worse is seen. */
    @ParameterizedTest
    @CsvSource({"seen, 0.9, 0.97", "validation, 0.85, 0.93"})
    void findsMostOfWhatIsToldAndLittleElse(String set, double leastRecall, double leastPrecision) throws IOException {
        int told = 0;
        int right = 0;
        int wrong = 0;
        for (String line : Files.readAllLines(Path.of("src/test/resources/privacy/health-" + set + ".txt"))) {
            if (line.isEmpty() || line.startsWith("#")) continue;
            boolean isTold = line.startsWith("+ ");
            boolean isFound = !said(line.substring(2)).isEmpty();
            if (isTold) told++;
            if (isFound && isTold) right++;
            if (isFound && !isTold) wrong++;
        }

        assertTrue(told >= 150);
        assertTrue(right >= leastRecall * told, right + " of " + told);
        assertTrue(right >= leastPrecision * (right + wrong), wrong + " wrong beside " + right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ",
                "I have ",
                "I have diabetes ",
                "diabetes ",
                "my ",
                "type 2 ",
                ". ",
                "\n\n",
                "cancer, ",
                "who ",
                "\u00e9"
            })
    void takesTimeInProportionToTheText(String piece) {
        String text = piece.repeat(400_000 / piece.length());

        Assertions.assertTimeout(Duration.ofSeconds(8), () -> HEALTH.scan(text));
    }
}
