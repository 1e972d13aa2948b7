package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers whose groups stand in cells, and rows of other numbers. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CellsTest {
    private static final Scanner ALL = Scanner.byForm();
    private static final int LONG = 300_000;

    private static List<SensitiveType> types(String text) {
        return ALL.scan(text).stream().map(Finding::type).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019\n2020\n2021\n2022",
                "| 4111 | 1111 | 1111 | 1112 |",
                "| 4111 | 1111 | 1111 | 1111 | 1111 |",
                "| 4111 | 1111 | 1111 |",
                "[4111, 1111, 1111]",
                "4111 + 1111 + 1111 + 1111",
                "4111=1111=1111=1111",
                "4111px\n1111px\n1111px\n1111px",
                "4111 * 1111 * 1111 * 1111",
                "9111\n1111\n1111\n1113",
                "12,345,678,901",
                "DE89 | 3704 | 0044 | 0532 | 0130 | 01",
                "DE89 | 3704 | 0044\n| 0532 | 0130 | 00",
                "| 078 | 05 | 1120 |",
                "| 212 | 555 | 0123 |",
                "phone prices | 699 | 799 | 899",
                "Mobile sales by quarter:\n0|123|456|789",
                "phone a b c\n0 | 12 | 34 | 56\n1 | 22 | 34 | 56",
                "phone 12.27604212e10",
                "ssn cost 123,456,789",
                "| 529 | 982 | 247 | 25 |",
                "(x**2 + 4*x + 4)**10000000*(x**2 + 1)",
                "call f(3 * 12 * 2024 * 1111)",
                "4.111111111111112e15",
                "4.2e15 and 1e20 and 3.141592653589793e0",
                "1.5e10, 2.5e-3, 6.02214076e23",
                "x\u00b2\u00b3 and 10\u2074\u2075 and m\u00b2"
            })
    void takesRowsOfOtherNumbersForNone(String text) {
        assertEquals(List.of(), types(text));
    }

    @Test
    void takesARowAmongOthersThatAreNoCardsForNone() {
        String row = "| 4111 | 1111 | 1111 | 1111 |\n";

        assertEquals(List.of(SensitiveType.CREDIT_CARD), types(row));
        assertEquals(List.of(SensitiveType.CREDIT_CARD, SensitiveType.CREDIT_CARD), types(row + row));
        assertEquals(List.of(), types(row + "| 4120 | 1310 | 1400 | 1520 |\n"));
        assertEquals(List.of(SensitiveType.CREDIT_CARD), types("card " + row + "| 4120 | 1310 | 1400 | 1520 |\n"));
    }

    @Test
    void findsACardWithWhatIsPrintedBesideIt() {
        assertEquals(List.of(SensitiveType.CREDIT_CARD), types("4111\n1111\n1111\n1111\n12/27\n123"));
    }

    @ParameterizedTest
    @CsvSource({
        "{\"z\":4.111111111111111e15}, CREDIT_CARD",
        "{\"z\":41111111111111110E-1}, CREDIT_CARD",
        "{\"z\":0.4111111111111111e+16}, CREDIT_CARD",
        "{\"ssn\":7.8051121e8}, US_SSN",
        "{\"phone\":4.42079460958e11}, PHONE"
    })
    void readsNumbersWithAnExponent(String text, SensitiveType type) {
        assertEquals(List.of(type), types(text));
    }

    /** What marks, notes and shaped digits beside a number hid or made longer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Office **(212) 555-0142** 2024-05-06; (212) 555-0142",
                "B\u00fcro **030 1234567** 9-17 Uhr; 030 1234567",
                "`06-12345678` 24/7; 06-12345678",
                "- **030 1234567** 12345 Berlin; 030 1234567",
                "<b>030 1234567</b> <i>12345</i>; 030 1234567",
                "**06 12345678** **06 87654321**; 06 12345678, 06 87654321",
                "phone **5551234** 2024; 5551234",
                "123-45-6789_\u00b9\u00b2; 123-45-6789",
                "4111111111111111_\u00b9\u00b2; 4111111111111111",
                "030 1234567 \u00b9\u00b2; 030 1234567",
                "(212) 555-0142 \u00b9\u00b2\u00b3; (212) 555-0142",
                "\u00b9\u00b2 030 1234567; 030 1234567",
                "\u2460\u2461 06 12345678; 06 12345678",
                "jane@example.com-\u00b9\u00b2; jane@example.com",
                "jane@example.com.\u00b9\u00b2; jane@example.com",
                "5 1 85 05 78 006 084 91~~ 12 34 56; 1 85 05 78 006 084 91",
                "**4111** 1111 1111 1111; 4111** 1111 1111 1111",
                "<b>020</b> 7946 0958; 020</b> 7946 0958",
                "card \u2463\u2460\u2460\u2460 \u2460\u2460\u2460\u2460 \u2460\u2460\u2460\u2460 \u2460\u2460\u2460\u2460;"
                        + " \u2463\u2460\u2460\u2460 \u2460\u2460\u2460\u2460 \u2460\u2460\u2460\u2460 \u2460\u2460\u2460\u2460"
            })
    void findsWhatMarksStandBeside(String text, String values) {
        assertEquals(
                values,
                ALL.scan(text).stream()
                        .map(found -> text.substring(found.start(), found.end()))
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void readsAnArrayOfNumbers() {
        assertEquals(List.of(SensitiveType.CREDIT_CARD), types("{\"z\":[4111,1111,1111,1111],\"n\":[1,2]}"));
        assertEquals(List.of(SensitiveType.US_SSN), types("{\"ssn\": [\"123\",\"45\",\"6789\"]}"));
        assertEquals(List.of(SensitiveType.PHONE), types("{\"phone\": [212, 555, 1142]}"));
    }

    @Test
    void leavesANoteBehindANumberAlone() {
        assertEquals(List.of(SensitiveType.CREDIT_CARD), types("4111 1111 1111 1111\u00b9"));
        assertEquals(List.of(SensitiveType.PHONE), types("\u2460 020-7946-0958"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x @ self.weight",
                "a @ b.to(device)",
                "I bought it @ example.com yesterday",
                "Let's have dinner @ joes.com",
                "tomorrow @ zoom.us",
                "docs @ example.com",
                "return x @ self.at",
                "x @ layer.in",
                "\"a\"@en.us",
                "{\"handle\":\"@foo.bar\",\"a\":\"@b.com\"}",
                "[\"abc\",\"@foo.com\"]",
                "see @**everyone** in <b>@</b>channel",
                "\"label\"@en ."
            })
    void takesOtherSignsForNoMail(String text) {
        assertEquals(List.of(), types(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane.doe @ example.com", "\"jane doe\"@example.com", "mail me: jane @ example.com"})
    void readsAddressesThatAreWrittenApart(String text) {
        assertEquals(List.of(SensitiveType.EMAIL), types(text));
    }

    /** One in forty rows of four cells with four digits each passes first digits and check; of longer tables hardly any. */
    @ParameterizedTest
    @CsvSource({"1, 4, 0.04", "3, 4, 0.01", "10, 4, 0.005", "10, 3, 0", "10, 5, 0"})
    void takesFewTablesOfOtherNumbersForCards(int rows, int cells, double most) {
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            StringBuilder table = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                for (int cell = 0; cell < cells; cell++)
                    table.append("| ").append(1_000 + random.nextInt(9_000)).append(' ');
                table.append("|\n");
            }
            if (!types(table.toString()).isEmpty()) found++;
        }

        assertTrue(found <= most * 2_000, found + " of 2000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\n",
                "1111\n",
                "4111 | ",
                "4111</td><td>",
                "4111<b></b><b></b>",
                "1* ",
                "1 <b>",
                "<b>",
                "1<",
                "**",
                "1**",
                "DE89 | ",
                "DE89\n3704\n",
                "1e1",
                "1.1e1 ",
                "111111111111111.",
                "\"a\"@",
                "a@<b>",
                "a@*",
                "@ ",
                "a @ b",
                "\u00b9",
                "\u2460\u2461 ",
                "a\u00b9\u00b9"
            })
    void takesTimeInProportionToTheText(String piece) {
        Allowance allowance = Allowance.of(200L * LONG);

        ALL.scan(piece.repeat(LONG / piece.length()), allowance);

        assertTrue(allowance.used() >= LONG);
    }
}
