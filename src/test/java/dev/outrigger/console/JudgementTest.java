package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.ExchangeId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {
    private static Judgement read(String body) {
        return Judgement.read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isOfAnAnswerOrOfAModel() {
        assertEquals(
                new Judgement(new Judgement.Subject.Answer(new ExchangeId("01K")), Optional.empty(), true),
                read("{\"exchange\":\"01K\",\"good\":true}"));
        assertEquals(
                new Judgement(new Judgement.Subject.Model("mini"), Optional.of("code"), false),
                read("{\"model\":\"mini\",\"domain\":\"code\",\"good\":false}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"good\":true}",
                "{\"model\":\"mini\"}",
                "{\"model\":\"mini\",\"good\":1}",
                "{\"model\":\"mini\",\"good\":\"true\"}",
                "{\"model\":\"mini\",\"exchange\":\"01K\",\"good\":true}",
                "{\"model\":\"mini\",\"good\":true,\"score\":3}",
                "{\"model\":\"mini\",\"good\":true,\"good\":false}",
                "{\"model\":5,\"good\":true}",
                "{\"model\":\" \",\"good\":true}",
                "{\"model\":\"mini\",\"domain\":null,\"good\":true}",
                "{\"model\":\"mini\",\"good\":true} {}",
            })
    void isNothingElse(String body) {
        assertThrows(IllegalArgumentException.class, () -> read(body));
    }

    @Test
    void namesNothingLongerThanItsBound() {
        String most = "x".repeat(Judgement.MOST_CHARACTERS);

        assertEquals(
                Optional.of(most),
                read("{\"model\":\"m\",\"domain\":\"" + most + "\",\"good\":true}")
                        .domain());
        assertThrows(
                IllegalArgumentException.class,
                () -> read("{\"model\":\"m\",\"domain\":\"" + most + "x\",\"good\":true}"));
    }

    @Property(tries = 300)
    void failsInNoOtherWay(@ForAll byte[] body) {
        assertThrows(IllegalArgumentException.class, () -> Judgement.read(body));
    }
}
