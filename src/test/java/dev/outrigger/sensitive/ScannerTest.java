package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ScannerTest {
    private static final Scanner ALL = Scanner.byForm();
    private static final int LONG = 200_000;

    static List<Planted> planted() {
        return Planted.all();
    }

    static List<Planted> bare() {
        return Planted.bare();
    }

    private static List<SensitiveType> types(String text) {
        return ALL.scan(text).stream().map(Finding::type).toList();
    }

    @ParameterizedTest
    @MethodSource("planted")
    void findsOneOfEachKindAndWhereItStands(Planted planted) {
        // Given
        String text = "Hello. " + planted.text() + " , thank you";

        // When
        List<Finding> found = ALL.scan(text);

        // Then
        int start = text.indexOf(planted.value());
        assertEquals(
                List.of(new Finding(
                        planted.type(), start, start + planted.value().length())),
                found,
                planted.type()::name);
    }

    @Test
    void hasAnExampleOfEveryKind() {
        assertEquals(
                SensitiveType.byForm(),
                Planted.all().stream()
                        .map(Planted::type)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(SensitiveType.class))));
    }

    @ParameterizedTest
    @MethodSource("bare")
    void findsItInQuotesBracketsAndAtBothEnds(Planted planted) {
        for (String around : List.of("%s", "\"%s\"", "<%s>", "[%s]", "(see %s)", "key=%s;", "\n%s\n", "日本%s、"))
            if (!around.startsWith("日") || !isBesideLetters(planted))
                assertTrue(types(around.formatted(planted.value())).contains(planted.type()), around + planted.type());
    }

    /** Where letters right before it belong to it, or make a power of it. */
    private static boolean isBesideLetters(Planted planted) {
        char first = planted.value().charAt(0);
        return planted.type() == SensitiveType.EMAIL
                || (first >= 0x80 && Character.getType(first) == Character.OTHER_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Check digits that do not fit
                "card 4111 1111 1111 1112",
                "DE88 3704 0044 0532 0130 00",
                "12345678A",
                "RSSMRA85T10A562T",
                "529.982.247-26",
                "11010519491231002Y",
                "756.9217.0769.86",
                "131052-308U",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
                "NHS number 9434765918",
                "bsn 111222334",
                "PESEL 44051401358",
                "666-12-3456",
                "000-12-3456",
                "1M8GDM9A_KP042788",
                // Plain digits without a word beside them
                "order 078051120 has shipped",
                "invoice 86095742719",
                "items 943476591 and 111222333",
                // Versions, times, dates, hashes and the like
                "Chrome/120.0.6099.109 Safari/537.36",
                "version 1.2.3.4",
                "section 1.2.3.4 of the manual",
                "§ 12.3.45.6 and §12.3.45.6",
                "chapter 10.20.3.14",
                "hosts 10.0.0.5, 172.16.9.1, 172.31.255.9, 192.168.1.20 and 169.254.10.10",
                "server 192.0.2.15, 198.51.100.7 or 203.0.113.99",
                "addresses 2001:db8::8a2e:370:7334, fe80::1ff:fe23:4567:890a and fd12:3456:789a:1::1",
                "2024-01-15T10:30:00.123456Z",
                "2024-01-15 10:30:00",
                "782910-20220401-1445.log",
                "social security, 2022 - 01/31/2",
                "20220915120516GBP",
                "1700000000",
                "1700000000123",
                "550e8400-e29b-41d4-a716-446655440000",
                "4111e840-e29b-41d4-a716-411111111111",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "order #10023-44821",
                "ISBN 978-3-16-148410-0",
                "#ff8800 and #1a2b3c",
                "rgba(12, 34, 56, 0.5)",
                "0.1234567890123456",
                "3.141592653589793 2.718281828459045",
                "std::vector<int> a::b::c",
                "10:30 - 11:45",
                "127.0.0.1:8080 and ::1",
                "1 + 2 = 3, 10 20 30 40 50",
                "pages 100-200, 2019-2024",
                "$1,234,567.89 or 12.345.678 euros",
                // Code
                "@app.route('/x') def f(a @ b): pass",
                "npm i react@18.2.0 @types/node@20.1.0",
                "logo@2x.png",
                "git clone git@github.com:org/repo.git",
                "password: string",
                "password = getpass.getpass()",
                "password=\"${DB_PASSWORD}\"",
                "\"password\": {\"type\": \"string\"}",
                "token = tokenizer.encode(text)",
                "api_key=os.environ['OPENAI_API_KEY']",
                "apiKey: process.env.OPENAI_API_KEY",
                "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
                "class=\"sk-circle-fade-dot-animation-wrapper\"",
                "https://example.com/a/b?c=d#e",
                "http://localhost:8080/path",
                "https://user:${PASSWORD}@host/x",
                "-----BEGIN CERTIFICATE-----",
                "the secret of the token is the key to the password",
                "max_tokens: 4096, tokens=1000000000000000000",
                "Planetecosystems is the brainchild",
                "ln = ls[1::3] + output[10::2]",
                "0.372435 -0.60416454",
                "a bornite sample of 2024-01-15"
            })
    void takesNothingElseForIt(String text) {
        assertEquals(List.of(), types(text));
    }

    @Test
    void seesThroughOtherScriptsWidthsAndWhatTakesNoRoom() {
        // Given: full width, Arabic-Indic digits, zero-width joiners, no-break spaces and hyphens
        String wide = "\uFF14\uFF11\uFF11\uFF11 1111\u00A01111\u202F1111";
        String arabic =
                "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661";
        String hidden = "07\u200B8\u201105\u20111\u00AD120";
        String mathematical = "411111111111\uD835\uDFCF11\uD835\uDFCF";
        String mail = "jane\uFF20example\uFF0Ecom";

        for (String text : List.of(wide, arabic, mathematical)) {
            // When
            List<Finding> found = ALL.scan("\u00FC " + text + " !");

            // Then
            assertEquals(List.of(new Finding(SensitiveType.CREDIT_CARD, 2, 2 + text.length())), found, text);
        }
        String keys = "4\uFE0F\u20E31\uFE0F\u20E31\uFE0F\u20E31\uFE0F\u20E3 1111 1111 1111";
        String control = "4111\u00011111\u0000 1111\u007F 1111";
        assertEquals(List.of(new Finding(SensitiveType.CREDIT_CARD, 0, keys.length())), ALL.scan(keys));
        assertEquals(List.of(new Finding(SensitiveType.CREDIT_CARD, 0, control.length())), ALL.scan(control));
        assertEquals(List.of(new Finding(SensitiveType.US_SSN, 0, hidden.length())), ALL.scan(hidden));
        assertEquals(List.of(new Finding(SensitiveType.EMAIL, 0, mail.length())), ALL.scan(mail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host 172.32.0.9",
                "host 172.15.0.9",
                "host 192.169.1.20",
                "host 11.0.0.5",
                "host 203.0.114.99",
                "2001:db9::8a2e:370:7334",
                "2a00:1450:4001:81b::200e",
                "fb00::1ff:fe23:4567:890a"
            })
    void knowsPublicAddressesBesideTheOthers(String text) {
        assertEquals(List.of(SensitiveType.IP_ADDRESS), types(text));
    }

    @Test
    void looksForTheKindsThatItIsAskedFor() {
        Scanner mails = new Scanner(Set.of(SensitiveType.EMAIL));

        List<Finding> found = mails.scan("jane@example.com paid with 4111 1111 1111 1111");

        assertEquals(List.of(new Finding(SensitiveType.EMAIL, 0, 16)), found);
    }

    @Test
    void givesFindingsInOrderAndApart() {
        List<Finding> found = ALL.scan("postgres://bob:s3cr3t!@db.example.com then 078-05-1120, then +44 20 7946 0958");

        assertEquals(
                List.of(SensitiveType.CONNECTION_STRING, SensitiveType.US_SSN, SensitiveType.PHONE),
                found.stream().map(Finding::type).toList());
        for (int i = 1; i < found.size(); i++)
            assertTrue(found.get(i - 1).end() <= found.get(i).start());
    }

    /** What makes regular expressions run for minutes; here it is over long before the time that a test has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "1-",
                "11111 ",
                "4111 1111 1111 1111 ",
                "a@",
                "@",
                "a.",
                "aa@a.",
                "sk-",
                "eyJ",
                "eyJ-",
                "eyJa.",
                "-----BEGIN ",
                "-----BEGIN RSA PRIVATE KEY-----",
                "a://b:",
                "://",
                "password=",
                "password: password: ",
                "1:",
                "a:",
                "::",
                "1.1.1.",
                "(12) ",
                "+1 ",
                "DE89 ",
                "DE8937040044053201300",
                "ssn 078051120 ",
                "3",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ",
                "\\",
                "%41",
                "\u200B",
                "\uD835"
            })
    void takesTimeInProportionToTheText(String piece) {
        String text = piece.repeat(LONG / piece.length());

        assertTrue(ALL.scan(text).size() <= text.length());
    }

    /** 8 MB. A walk to the end from each of their beginnings takes seven seconds and more; one walk takes less than one. */
    @ParameterizedTest
    @ValueSource(strings = {"-----BEGIN PRIVATE KEY-----", "eyJ-"})
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void walksOnceThroughWhatBeginsOftenAndNeverEnds(String piece) {
        String text = piece.repeat(16_000 / piece.length()) + ". ";

        int found = ALL.scan(text.repeat(8_000_000 / text.length())).size();

        assertEquals(piece.startsWith("eyJ") ? 0 : 8_000_000 / text.length() * (16_000 / piece.length()), found);
    }

    @Test
    void findsAKeyWithAnEndBehindOnesWithout() {
        String begin = "-----BEGIN PRIVATE KEY-----";
        String alone = (begin + "\n").repeat(700);
        String whole = begin + "\nMIIE\n-----END PRIVATE KEY-----";

        List<Finding> found = ALL.scan(alone + whole);

        assertEquals(alone.length() + whole.length(), found.getLast().end());
        assertEquals(new Finding(SensitiveType.PRIVATE_KEY, 0, begin.length()), found.getFirst());
    }
}
