package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Passage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|{}",
                "` `|{}",
                "null|{}",
                "` null\n`|{}",
                "{\"a\":null}|{\"a\":null}",
                "{\"a\":1} and more|{\"a\":1}",
                "nullable|none",
                "[]|none",
                "{\"a\":|none",
            })
    void areTheObjectThatIsSaidOrAnEmptyOne(String said, String object) {
        assertEquals(
                object,
                CallArguments.object(Passage.of(said)).map(Object::toString).orElse("none"));
    }
}
