package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands right beside a number, and the words around it. */
class BesideTest {
    private static List<Finding> scan(String text) {
        return Scanner.ofAll().scan(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text\",\"text\":\"What is 123456789 times 2?\"}",
                "{\"text\":\"123456789\"}",
                "{\"text\": 1700000000123}",
                "{\"message\":\"1700000000\"}",
                "{\"contact\":{\"id\":123456789}}",
                "the text has 123456789 characters",
                "call_id: 123456789",
                "message-id: 1234567890",
                "message 1234567890 was sent",
                "function call 123456789",
                "iPhone 123456789",
                "microphone: 123456789",
                "automobile 123456789",
                "microphone number 123456789"
            })
    void isNoTelephoneBesideAWordThatMeansMuchElse(String text) {
        assertEquals(List.of(), scan(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me at 123456789",
                "Text us on 123456789.",
                "call 123456789",
                "Contact: 123456789",
                "contact support at 123456789",
                "messages to 123456789",
                "contact number 123456789",
                "{\"text\":\"Please call me on 123456789\"}",
                "{\"phone\":\"123456789\"}",
                "{\"homePhone\":123456789}",
                "phone_number=123456789",
                "telephone 123456789",
                "Mobilfunknummer 123456789"
            })
    void isATelephoneWhereOneIsAskedToCall(String text) {
        int start = text.indexOf("123456789");

        assertEquals(List.of(new Finding(SensitiveType.PHONE, start, start + 9)), scan(text));
    }
}
