package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance.Cause;
import dev.outrigger.admit.Privacy.Head;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.sensitive.Allowance;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is looked at in one request, at most. */
class PrivacyLooksTest {
    private static final int CHARS = 40_000;
    private static final String LAYERS = "&amp;amp;amp;amp;lt; ";

    private static Privacy on(Rule personalData, Rule unscannable) {
        return new Privacy(Optional.of(PrivacySettingsTest.of(personalData, Optional.of(unscannable), CHARS)));
    }

    /** A message of two texts, which are read again as one, of as many characters as may be looked through. */
    private static Clearance full(Privacy privacy, String begin, String unit) {
        String text = begin + unit.repeat((CHARS - 20 - begin.length()) / unit.length());
        ChatRequest request =
                Asked.of(new Part.Text(text), new Part.Text("And?")).request();
        String json = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
        return privacy.of(request, Bytes.of("{\"a\":\"" + json + "\"}"), Head.NONE);
    }

    /** Each under the escapes that such texts have, so that it is read four times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quick brown fox jumps over the lazy dog &amp; runs. ",
                "if (x == \"1\") { return foo[i] + 17; } // \\\\n\n",
                "12.5, 17, 1044, 3.14159, ",
                "41 17 23 11 ",
                "417 173 237 118\n",
                "1417\t1173\t2237\t1118\n",
                "2026-11-30 04:11:37.123 INFO GET /a/b?c=1 200 17ms\\n",
                "0, 1, 0, 0, 1,\n",
                "<td>41</td><td>17</td>&nbsp;"
            })
    void isNeverTooLittleForWhatPeopleAndTheirToolsWrite(String unit) {
        Clearance clearance = full(on(Rule.REFUSE, Rule.ALLOW), "&lt; ", unit);

        assertFalse(clearance.causes().contains(Cause.TOO_MUCH), clearance.because());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 1 1 1 ", "4(1(1(1(", "0 0 ", "(2"})
    @Row("own.permission")
    void isTooLittleForDigitsApartUnderEscapesWithinOneAnother(String unit) {
        Clearance clearance = full(on(Rule.LOCAL_ONLY, Rule.REFUSE), LAYERS, unit);

        assertTrue(clearance.causes().contains(Cause.TOO_MUCH), clearance.because());
        assertTrue(clearance.because().contains("privacy.scanChars"), clearance.because());
        assertEquals(Rule.REFUSE, clearance.rule());
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL_ONLY, ALLOW, LOCAL_ONLY",
        "LOCAL_ONLY, REFUSE, REFUSE",
        "REFUSE, ALLOW, REFUSE",
        "ALLOW, REFUSE, REFUSE",
        "ALLOW, ALLOW, ALLOW"
    })
    void closesAsTheStricterOfBothRulesSays(Rule personalData, Rule unscannable, Rule expected) {
        assertEquals(
                expected,
                full(on(personalData, unscannable), LAYERS, "4 1 1 1 ").rule());
    }

    @Test
    void boundsAllTextsOfARequestTogether() {
        Privacy privacy = on(Rule.REFUSE, Rule.ALLOW);
        String header = "x-a: " + "4 1 1 1 ".repeat(CHARS / 16);

        assertEquals(Set.of(), privacy.ofHead(new Head(List.of(header), false)).causes());
        assertEquals(
                Set.of(Cause.TOO_MUCH),
                privacy.ofHead(new Head(List.of(header, header, header, header), false))
                        .causes());
    }

    @Test
    void saysThatItWasCutShortByWhoAskedToLookNoFurther() {
        Privacy privacy = on(Rule.REFUSE, Rule.ALLOW);
        Allowance enough = Allowance.of(CHARS);
        Allowance little = Allowance.of(4);

        assertEquals(Clearance.OPEN, privacy.within(enough).ofHead(new Head(List.of("a: b"), false)));
        assertEquals(
                Rule.REFUSE,
                privacy.within(little).ofHead(new Head(List.of("a: bc"), false)).rule());
        assertFalse(enough.isSpent());
        assertTrue(little.isSpent());
    }

    @Test
    @Row("own.permission")
    void closesWhatWasNotLookedThroughAsTheStricterOfBothRulesSays() {
        assertEquals(Rule.REFUSE, on(Rule.LOCAL_ONLY, Rule.REFUSE).unseen(false).rule());
        assertEquals(Rule.REFUSE, on(Rule.REFUSE, Rule.ALLOW).unseen(false).rule());
        assertEquals(Rule.LOCAL_ONLY, Privacy.OFF.unseen(true).rule());
        assertEquals(Clearance.OPEN, Privacy.OFF.unseen(false));
    }
}
