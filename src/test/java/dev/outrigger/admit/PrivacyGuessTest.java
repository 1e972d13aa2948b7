package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance.Cause;
import dev.outrigger.admit.Privacy.Head;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.sensitive.Names;
import dev.outrigger.sensitive.Planted;
import dev.outrigger.sensitive.SensitiveType;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names, addresses and what is said of health count where the operator asks for it, and nowhere else. */
class PrivacyGuessTest {
    private static final ChatRequest UNDERSTOOD = Asked.of("Hi").request();
    private static final Privacy ON = new Privacy(Optional.of(settings(true, Optional.empty())));
    private static final Privacy OFF = new Privacy(Optional.of(settings(false, Optional.empty())));

    private static PrivacySettings settings(boolean isGuessing, Optional<Rule> onMissing) {
        List<SensitiveType> kinds = List.copyOf(SensitiveType.guessed());
        return new PrivacySettings(
                Rule.LOCAL_ONLY,
                Optional.empty(),
                Optional.empty(),
                isGuessing ? Optional.of(kinds) : Optional.empty(),
                Optional.empty(),
                onMissing,
                100_000,
                List.of());
    }

    private static Clearance of(Privacy privacy, String body) {
        return privacy.of(UNDERSTOOD, Bytes.of(body), Head.NONE);
    }

    @Provide
    Arbitrary<Planted> planted() {
        return Arbitraries.of(Stream.of(Planted.guessed(), Planted.health())
                .flatMap(List::stream)
                .toList());
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"%s.\"}]}",
                "{\"model\":\"auto\",\"max_tokens\":12,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello. %s.\"}]}]}",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"%s, thank you.\"}]}]}",
                "{\"messages\":[{\"role\":\"tool\",\"content\":\"{\\\"note\\\":\\\"%s.\\\"}\"}]}",
                "{\"metadata\":{\"remark\":\"%s.\"}}",
                "{\"system\":\"The user wrote:\\n%s.\\n\\nAnswer in German.\"}");
    }

    @Property(tries = 300)
    void findsThemWhereverTheyArePlanted(
            @ForAll("planted") Planted planted, @ForAll("places") String place, @ForAll boolean isEscaped) {
        Clearance clearance = of(ON, place.formatted(isEscaped ? escaped(planted.text()) : planted.text()));

        assertEquals(Rule.LOCAL_ONLY, clearance.rule());
        assertTrue(clearance.found().containsKey(planted.type()), clearance::because);
    }

    @Property(tries = 300)
    void letsThemThroughUnlessTheyAreAskedFor(@ForAll("planted") Planted planted, @ForAll("places") String place) {
        assertEquals(Clearance.OPEN, of(OFF, place.formatted(planted.text())));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }

    @Example
    void keepsToTheRuleWhereWhatGuessesIsMissing() {
        for (Rule rule : Rule.values()) {
            Privacy blind = new Privacy(Optional.of(settings(true, Optional.of(rule))), Optional.<Names>empty());

            Clearance clearance = of(blind, "{}");

            assertEquals(Set.of(Cause.MISSING), clearance.causes());
            assertEquals(rule, clearance.rule());
        }
        assertEquals(
                Rule.LOCAL_ONLY,
                of(new Privacy(Optional.of(settings(true, Optional.empty())), Optional.<Names>empty()), "{}")
                        .rule());
    }

    @Example
    void missesNothingWhereNoGuessIsWanted() {
        Privacy blind = new Privacy(Optional.of(settings(false, Optional.empty())), Optional.<Names>empty());

        assertEquals(Clearance.OPEN, of(blind, "{}"));
    }

    @Example
    void saysWhatWasGuessedByItsKindAlone() {
        Clearance clearance = of(ON, "{\"messages\":[{\"content\":\"My name is Maria Gonzalez.\"}]}");

        assertTrue(clearance.because().contains("NAME"));
        assertFalse(clearance.because().contains("Gonzalez"));
    }

    @Example
    void saysWhyInWordsThatHoldNothingOfTheRequest() {
        ChatRequest request = Asked.of(new Part.Other("jane@example.com")).request();

        String because = OFF.of(request, Bytes.of("{\"a\":\"jane@example.com\"}"), Head.NONE)
                .because();

        assertEquals("it holds EMAIL; it holds what is not looked into: a part of a kind that is not known", because);
    }
}
