package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Passage;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatedWindowTest {
    private static OptionalInt stated(String words) {
        Verbatim sent = new Verbatim(400, "application/json", Bytes.EMPTY, "openai", Passage.of(words), List.of());
        return StatedWindow.of(new Failure.TooLong("too long", Optional.of(sent)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8192|This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
                "4096|This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (3000 in the messages, 2000 in the completion).",
                "200000|prompt is too long: 210000 tokens > 200000 maximum",
                "1048576|The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                "4096|the request exceeds the available context size (4096 tokens), try increasing it",
                "131072|Input is longer than the context window of 131,072 tokens"
            })
    @Row("before.too-long-learned")
    void isReadFromTheVendorsWords(int window, String words) {
        assertEquals(OptionalInt.of(window), stated(words));
    }

    @Test
    void isNoneWhereNoNumberIsStated() {
        assertEquals(OptionalInt.empty(), stated("Input is too long for requested model."));
        assertEquals(OptionalInt.empty(), stated("Request body too large: 20971520 bytes"));
        assertEquals(OptionalInt.empty(), stated("maximum context length is 12 tokens"));
        assertEquals(OptionalInt.empty(), StatedWindow.of(new Failure.TooLong("too long", Optional.empty())));
    }
}
