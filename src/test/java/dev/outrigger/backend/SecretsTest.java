package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Header;
import dev.outrigger.chat.Passage;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String KEY = "sk-a/b+c=d.e";

    private static Secrets of(String key) {
        return Secrets.of(new KeyCredential(KeyHeader.BEARER, () -> Optional.of(key), Optional::empty).proof());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "sk-a\\/b+c=d.e",
                "sk-a\\u002fb\\u002Bc\\u003dd.e",
                "sk-a%2Fb%2bc%3Dd.e",
            })
    void hidesAKeyInEachOfItsForms(String form) {
        assertEquals("a *** b", of(KEY).hidden("a " + form + " b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-a/b+c=dxe", "sk-a/b+c=d", "SK-A/B+C=D.E"})
    void leavesWhatOnlyLooksLikeIt(String other) {
        assertEquals(other, of(KEY).hidden(other));
    }

    @Test
    void leavesAWordThatStandsInForAKey() {
        assertEquals("no such model in ollama", of("ollama").hidden("no such model in ollama"));
    }

    @Test
    void leavesBytesOfOtherCharactersAsTheyAre() {
        byte[] bytes = {'"', (byte) 0xc3, (byte) 0xa9, (byte) 0xff, 0};
        assertEquals(Bytes.of(bytes), of(KEY).hidden(Bytes.of(bytes)));
    }

    @Test
    void hidesItInAHeadAndLeavesOneWithoutIt() {
        MultiMap head =
                MultiMap.caseInsensitiveMultiMap().add("a", "Bearer " + KEY).add("a", "b");
        assertEquals(List.of("Bearer ***", "b"), of(KEY).hidden(head).getAll("a"));
        MultiMap plain = MultiMap.caseInsensitiveMultiMap().add("a", "b");
        assertSame(plain, of(KEY).hidden(plain));
    }

    @Test
    void hidesItInAllThatAnErrorHandsOn() {
        Verbatim said = new Verbatim(
                400, "a/" + KEY, Bytes.of(KEY), "openai", Passage.of("x " + KEY), List.of(new Header("h", KEY)));
        assertEquals(
                new Failure.Rejected(
                        400,
                        "m",
                        Optional.of(new Verbatim(
                                400,
                                "a/***",
                                Bytes.of("***"),
                                "openai",
                                Passage.of("x ***"),
                                List.of(new Header("h", "***"))))),
                of(KEY).hidden(new Failure.Rejected(400, "m", Optional.of(said))));
    }

    @Test
    void hidesNothingWhereNothingWasShown() {
        assertEquals(KEY, Secrets.of(Optional.empty()).hidden(KEY));
    }
}
