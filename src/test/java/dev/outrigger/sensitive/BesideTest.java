package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands right beside a number, and the words around it. */
class BesideTest {
    private static List<Finding> scan(String text) {
        return Scanner.byForm().scan(text);
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

    @ParameterizedTest
    @CsvSource({
        "CREDIT_CARD, _, 4111 1111 1111 1111, _",
        "CREDIT_CARD, card_, 4111111111111111, ''",
        "CREDIT_CARD, '', 4111111111111111, _old",
        "IBAN, _, DE89370400440532013000, _",
        "IBAN, iban_, DE89 3704 0044 0532 0130 00, _",
        "US_SSN, _, 078-05-1120, _",
        "ES_DNI, _, 12345678Z, _",
        "PHONE, _, 415-555-0132, _"
    })
    void seesANumberBesideALowLine(SensitiveType type, String before, String value, String behind) {
        List<Finding> found = scan(before + value + behind);

        assertEquals(List.of(new Finding(type, before.length(), before.length() + value.length())), found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111_000", "1_4111111111111111", "4_111_111_111_111_111"})
    void takesALowLineBetweenDigitsForAPartOfTheNumber(String text) {
        assertEquals(List.of(), scan(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane.doe@example.py",
                "jane@example.md",
                "jane@example.zip",
                "jane@printer.local",
                "jane@mail.internal",
                "jane@example.corp",
                "jane@nas.lan"
            })
    void takesEveryDomainForOneThatCanBe(String mail) {
        assertEquals(List.of(new Finding(SensitiveType.EMAIL, 0, mail.length())), scan(mail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173/@vite/client", "see http://localhost:5173/@vite for it"})
    void endsTheHostOfAUrlAtASlashBehindItsPort(String text) {
        assertEquals(List.of(), scan(text));
    }

    @Test
    void findsAPasswordWithASlashInIt() {
        String url = "postgres://bob:s3/cr3t@db";

        assertEquals(List.of(new Finding(SensitiveType.CONNECTION_STRING, 0, url.length())), scan(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u000b", "\u001c", "\u001f"})
    void takesWhatPartsFieldsForTheEndOfANumber(String between) {
        String text = String.join(between, "7", "4111111111111111", "2027");
        assertEquals(List.of(new Finding(SensitiveType.CREDIT_CARD, 2, 18)), scan(text));
    }

    @Test
    void seesThroughLettersOfTwoBytes() {
        String text = "4111111111111111".replaceAll("(.)", "$1\0");
        assertEquals(
                List.of(SensitiveType.CREDIT_CARD),
                scan(text).stream().map(Finding::type).toList());
    }
}
