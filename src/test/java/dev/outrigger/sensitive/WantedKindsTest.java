package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A kind that is not looked for neither is found nor hides another. */
class WantedKindsTest {
    static List<Planted> planted() {
        return Planted.all();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREDIT_CARD | Phone: 555-0100 4111 1111 1111 1111 | 4111 1111 1111 1111",
                "CREDIT_CARD | +1 415 4111 1111 1111 1111 | 4111 1111 1111 1111",
                "EMAIL | password: jane.doe1@example.com | jane.doe1@example.com",
                "EMAIL | postgres://bob:s3cr3t!@example.com/x | s3cr3t!@example.com",
                "US_SSN | -----BEGIN PRIVATE KEY----- 078-05-1120 -----END PRIVATE KEY----- | 078-05-1120",
                "CA_SIN | ssn or sin 130692544 | 130692544",
                "MEDICAL_RECORD | passport, patient id 1234567 | 1234567"
            })
    void isFoundWhereAnotherKindStandsToo(SensitiveType type, String text, String value) {
        int start = text.indexOf(value);

        List<Finding> found = new Scanner(Set.of(type)).scan(text);

        assertEquals(List.of(new Finding(type, start, start + value.length())), found);
    }

    @ParameterizedTest
    @MethodSource("planted")
    void isFoundAlone(Planted planted) {
        int start = planted.text().indexOf(planted.value());

        List<Finding> found = new Scanner(Set.of(planted.type())).scan(planted.text());

        assertEquals(
                List.of(new Finding(
                        planted.type(), start, start + planted.value().length())),
                found);
    }

    @Test
    void isNotFoundUnlessLookedFor() {
        for (Planted planted : Planted.all())
            assertEquals(List.of(), new Scanner(Set.of()).scan(planted.text()), planted.type()::name);
    }
}
