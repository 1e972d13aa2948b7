package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Clearance.Cause;
import dev.outrigger.admit.Privacy.Head;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.sensitive.SensitiveType;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a request is looked through: beside media, and in a query. */
class PrivacyDepthTest {
    private static final String CARD = "4111111111111111";
    private static final Privacy ON = new Privacy(Optional.of(new PrivacySettings(
            Rule.LOCAL_ONLY,
            Optional.of(Rule.ALLOW),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            100_000,
            List.of())));

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r\\n", "\\t", "-", "+", "/", "="})
    void takesNoRowOfNumbersForAMedium(String between) {
        ChatRequest image = Asked.of(new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "AAAA")))
                .request();
        String row = "4111 1111 1111 1111" + (between + "123456").repeat(1_000);

        Clearance clearance = ON.of(image, Bytes.of("{\"a\":\"" + row.replace(" ", "") + "\"}"), Head.NONE);

        assertEquals(Set.of(Cause.UNSCANNABLE, Cause.FOUND), clearance.causes(), between);
    }

    @Test
    void takesABlankForWhatAPlusIsInAQuery() {
        Head query = new Head(List.of("/v1/models?card=4111+1111+1111+1111"), false);
        Head header = new Head(List.of("x-sum: 4111+1111+1111+1111"), false);

        assertEquals(Map.of(SensitiveType.CREDIT_CARD, 1), ON.ofHead(query).found());
        assertEquals(Map.of(), ON.ofHead(header).found());
    }

    @Test
    void takesAPlusInAQueryForItselfToo() {
        Head query = new Head(List.of("/v1/models?to=+442079460958&card=" + CARD), false);

        assertEquals(
                Set.of(SensitiveType.PHONE, SensitiveType.CREDIT_CARD),
                ON.ofHead(query).found().keySet());
    }
}
