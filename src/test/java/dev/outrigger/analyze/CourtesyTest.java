package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourtesyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Explain how tides work.",
                "Please explain how tides work.",
                "Hi! Please, explain how tides work.",
                "hello, could you help me with this? Explain how tides work.",
                "Hey there, can you please Explain how tides work.",
                "Explain how tides work. Thanks!",
                "Explain how tides work., please",
                "Good morning. I have a question: Explain how tides work. Thank you very much! Cheers",
                "Hola! Explain how tides work. Muchas gracias"
            })
    void leavesWhatIsAsked(String polite) {
        assertEquals("explain how tides work.", Courtesy.without(polite).toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "Thanks!",
                "thank you very much",
                "Hi there",
                "Please help",
                "Highlight the verbs",
                "How do I say please in French?",
                "Say hello, thanks and goodbye to them",
                "Heyerdahl sailed where?",
                "Can you swim",
                "hello.py crashes at its first line",
                "hey.com is down",
                "Hello Kitty history",
                "What is the German word for please",
                "Translate into Spanish: thank you",
                "How do the French say merci"
            })
    void leavesWhatIsNoMereCourtesyAsItIs(String text) {
        assertEquals(text, Courtesy.without(text));
    }

    @Test
    void takesTimeInProportionToTheText() {
        String hostile = "please ".repeat(20_000) + "thanks ".repeat(20_000) + "x";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Courtesy.without(hostile));
    }
}
