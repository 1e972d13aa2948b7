package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance.Cause;
import dev.outrigger.admit.Privacy.Head;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.sensitive.Planted;
import dev.outrigger.sensitive.SensitiveType;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyTest {
    private static final Part IMAGE =
            new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "AAAA"));
    private static final String MAIL = "jane@example.com";
    private static final Privacy ON = new Privacy(Optional.of(settings(Rule.LOCAL_ONLY, Optional.empty(), 1_000)));

    private static PrivacySettings settings(Rule personalData, Optional<Rule> unscannable, int scanChars) {
        return PrivacySettingsTest.of(personalData, unscannable, scanChars);
    }

    private static ChatRequest chat(String prompt) {
        return Asked.of(prompt).request();
    }

    private static Clearance of(String body) {
        return ON.of(chat("Hi"), Bytes.of(body), Head.NONE);
    }

    static List<Planted> planted() {
        return Planted.all();
    }

    static List<Part> opaque() {
        return List.of(
                new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "AAAA")),
                new Part.Media(Part.Media.Kind.AUDIO, new Part.Source.Url("https://example.com/a.mp3")),
                new Part.Media(Part.Media.Kind.DOCUMENT, new Part.Source.Uploaded("file-1")),
                new Part.SealedReasoning(new Seal("anthropic", "sealed")),
                new Part.Other("guardContent"),
                new Part.ToolResult(
                        "call-1",
                        List.of(new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "AAAA"))),
                        false));
    }

    @Test
    void leavesARequestOpenInWhichNothingIsFound() {
        assertEquals(Clearance.OPEN, of("{\"messages\":[{\"role\":\"user\",\"content\":\"What is 2 + 2?\"}]}"));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void seesEachKindAsJsonWritesItAndWithEveryCharacterEscaped(Planted planted) {
        String plain =
                planted.text().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        StringBuilder escaped = new StringBuilder();
        planted.text().chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));

        for (String written : List.of(plain, escaped.toString())) {
            Clearance clearance = of("{\"a\":[\"" + written + "\"]}");

            assertEquals(Set.of(planted.type()), clearance.found().keySet());
            assertEquals(Rule.LOCAL_ONLY, clearance.rule());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":{\"unknown\":[[\"jane@example.com\"]]}}",
                "{\"jane@example.com\":1}",
                "{\"arguments\":\"{\\\"mail\\\":\\\"jane\\\\u0040example.com\\\"}\"}",
                "{\"arguments\":\"\\\"{\\\\\\\"a\\\\\\\":\\\\\\\"jane\\\\\\\\u0040example.com\\\\\\\"}\\\"\"}",
                "{\"url\":\"https://example.org/?to=jane%40example.com\"}",
                "{\"url\":\"https://example.org/?to=jane%2540example.com\"}",
                "{\"ssn\": 78051120, \"n\": 4111111111111111}",
                "{\"ssn\":\"078051120\"}",
                "{\"user\":{\"taxpayerSsn\":\"078051120\"}}"
            })
    void seesKeysNumbersAndWhatStandsUnderFurtherEscapes(String body) {
        assertTrue(of(body).causes().contains(Cause.FOUND), body);
    }

    @Test
    void readsTheTextsOfAMessageAsOne() {
        ChatRequest split = Asked.of(new Part.Text("card 4111 1111 "), new Part.Text("1111 1111"))
                .request();

        Clearance clearance = ON.of(split, Bytes.of("{}"), Head.NONE);

        assertEquals(Map.of(SensitiveType.CREDIT_CARD, 1), clearance.found());
    }

    @Test
    void countsEachKindOnceHoweverOftenATextIsRead() {
        Clearance clearance = of("{\"a\":\"" + MAIL + " bob@example.com 50%25\"}");

        assertEquals(Map.of(SensitiveType.EMAIL, 2), clearance.found());
    }

    @Test
    void seesHeadersAndTheQuery() {
        Head header = new Head(List.of("x-customer: " + MAIL), false);
        Head query = new Head(List.of("/v1/chat/completions?user=jane%40example.com"), false);

        for (Head head : List.of(header, query)) {
            assertEquals(
                    Rule.LOCAL_ONLY, ON.of(chat("Hi"), Bytes.of("{}"), head).rule());
            assertEquals(Rule.LOCAL_ONLY, ON.ofHead(head).rule());
        }
    }

    @ParameterizedTest
    @MethodSource("opaque")
    @Row("own.permission")
    void refusesWhatNobodyLooksIntoUnlessToldOtherwise(Part part) {
        ChatRequest request = Asked.of(new Part.Text("Hi"), part).request();

        assertEquals(Rule.REFUSE, ON.of(request, Bytes.of("{}"), Head.NONE).rule());
        for (Rule rule : Rule.values()) {
            Privacy told = new Privacy(Optional.of(settings(Rule.LOCAL_ONLY, Optional.of(rule), 1_000)));
            assertEquals(rule, told.of(request, Bytes.of("{}"), Head.NONE).rule());
        }
    }

    @Test
    void looksThroughWhatStandsBesideMediaHoweverLargeTheseAre() {
        Privacy told = new Privacy(Optional.of(settings(Rule.LOCAL_ONLY, Optional.of(Rule.ALLOW), 1_000)));
        ChatRequest image = Asked.of(IMAGE).request();
        String large = "iVBORw0KGgo+\\/A9".repeat(1_000);

        Clearance nothing = told.of(image, Bytes.of("{\"data\":\"" + large + "\"}"), Head.NONE);
        Clearance found = told.of(image, Bytes.of("{\"data\":\"" + large + "\",\"a\":\"" + MAIL + "\"}"), Head.NONE);

        assertEquals(Rule.ALLOW, nothing.rule());
        assertEquals(Rule.LOCAL_ONLY, found.rule());
        assertEquals(Set.of(Cause.FOUND, Cause.UNSCANNABLE), found.causes());
    }

    @Test
    void looksThroughWhatIsSaidBesideStoredState() {
        Privacy told = new Privacy(Optional.of(settings(Rule.LOCAL_ONLY, Optional.of(Rule.ALLOW), 1_000)));

        assertEquals(
                Rule.ALLOW,
                told.ofStored(Bytes.of("{\"input\":\"Hi\"}"), Head.NONE).rule());
        assertEquals(
                Rule.LOCAL_ONLY,
                told.ofStored(Bytes.of("{\"input\":\"" + MAIL + "\"}"), Head.NONE)
                        .rule());
        assertEquals(
                Rule.REFUSE,
                ON.ofStored(Bytes.of("{\"input\":\"Hi\"}"), Head.NONE).rule());
    }

    @Test
    void holdsIdsOfTokensForWhatNobodyLooksInto() {
        EmbeddingRequest texts = new EmbeddingRequest(
                new ModelName("m"), List.of(new EmbeddingInput.Text("a")), OptionalInt.empty(), Set.of());
        EmbeddingRequest tokens = new EmbeddingRequest(
                new ModelName("m"), List.of(new EmbeddingInput.Own("ids")), OptionalInt.empty(), Set.of());

        assertEquals(Clearance.OPEN, ON.of(texts, Bytes.of("{\"input\":\"a\"}"), Head.NONE));
        assertEquals(
                Rule.LOCAL_ONLY,
                ON.of(texts, Bytes.of("{\"input\":\"" + MAIL + "\"}"), Head.NONE)
                        .rule());
        assertEquals(
                Rule.REFUSE,
                ON.of(tokens, Bytes.of("{\"input\":[1,2]}"), Head.NONE).rule());
    }

    @Test
    @Row("own.permission")
    void takesForPrivateWhatIsLongerThanIsLookedThrough() {
        Clearance just = of("{" + " ".repeat(998) + "}");
        Clearance over = of("{" + " ".repeat(999) + "}");
        Clearance farOver = of("{" + " ".repeat(9_999) + "}");

        assertEquals(Clearance.OPEN, just);
        for (Clearance clearance : List.of(over, farOver)) {
            assertEquals(Set.of(Cause.TOO_LONG), clearance.causes());
            assertEquals(Rule.LOCAL_ONLY, clearance.rule());
        }
    }

    @Test
    @Row("own.permission")
    void isNotToldThatAHeadTooLongHasABodyThatCanBeLookedInto() {
        Privacy open = new Privacy(Optional.of(settings(Rule.ALLOW, Optional.of(Rule.REFUSE), 1_000)));
        Head head = new Head(List.of("x-note: " + "a".repeat(2_000)), false);

        assertEquals(Rule.REFUSE, open.unread(head).rule());
        assertEquals(Rule.REFUSE, open.ofStored(Bytes.of("{}"), head).rule());
        assertEquals(Rule.ALLOW, open.ofHead(head).rule());
    }

    @Test
    @Row("own.permission")
    void takesForPrivateWhatMakesTheCheckBreak() {
        Privacy broken = new Privacy(
                Optional.of(settings(Rule.REFUSE, Optional.empty(), 1_000)),
                (text, allowance) -> {
                    throw new IllegalStateException("a fault of ours");
                },
                false,
                Optional.empty());

        Clearance clearance = broken.of(chat("Hi"), Bytes.of("{}"), Head.NONE);

        assertEquals(Set.of(Cause.FAILED), clearance.causes());
        assertEquals(Rule.REFUSE, clearance.rule());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void doesWithWhatIsFoundAsTheOperatorSays(Rule rule) {
        Privacy told = new Privacy(Optional.of(settings(rule, Optional.empty(), 1_000)));

        Clearance clearance = told.of(chat("Hi"), Bytes.of("{\"a\":\"" + MAIL + "\"}"), Head.NONE);

        assertEquals(rule, clearance.rule());
        assertEquals(Map.of(SensitiveType.EMAIL, 1), clearance.found());
    }

    @Test
    void takesTheStricterRuleWhereBothHold() {
        ChatRequest image = Asked.of(IMAGE).request();
        Privacy strict = new Privacy(Optional.of(settings(Rule.REFUSE, Optional.of(Rule.LOCAL_ONLY), 1_000)));

        assertEquals(
                Rule.REFUSE,
                strict.of(image, Bytes.of("{\"a\":\"" + MAIL + "\"}"), Head.NONE)
                        .rule());
        assertEquals(
                Rule.LOCAL_ONLY, strict.of(image, Bytes.of("{}"), Head.NONE).rule());
    }

    @Test
    void tightensForOneRequestAndLoosensNothing() {
        Head hint = new Head(List.of(), true);
        Privacy refuse = new Privacy(Optional.of(settings(Rule.REFUSE, Optional.empty(), 1_000)));

        assertEquals(Rule.LOCAL_ONLY, ON.of(chat("Hi"), Bytes.of("{}"), hint).rule());
        assertEquals(
                Rule.LOCAL_ONLY,
                Privacy.OFF.of(chat("Hi"), Bytes.of("{}"), hint).rule());
        assertEquals(Rule.LOCAL_ONLY, Privacy.OFF.unread(hint).rule());
        assertEquals(
                Rule.REFUSE,
                refuse.of(chat("Hi"), Bytes.of("{\"a\":\"" + MAIL + "\"}"), hint)
                        .rule());
    }

    @Test
    void looksForNothingWithoutTheSection() {
        ChatRequest image = Asked.of(IMAGE).request();

        assertEquals(Clearance.OPEN, Privacy.OFF.of(image, Bytes.of("{\"a\":\"" + MAIL + "\"}"), Head.NONE));
        assertEquals(Clearance.OPEN, Privacy.OFF.unread(Head.NONE));
        assertFalse(Privacy.OFF.isOn());
    }
}
