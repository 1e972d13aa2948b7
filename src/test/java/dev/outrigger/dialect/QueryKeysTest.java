package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryKeysTest {
    @ParameterizedTest
    @CsvSource({
        "key=AIza-1, x-goog-api-key, AIza-1",
        "alt=sse&key=AIza-1, x-goog-api-key, AIza-1",
        "$key=AIza-1, x-goog-api-key, AIza-1",
        "%6B%65y=AIza%2D1, x-goog-api-key, AIza-1",
        "key=&key=AIza-2, x-goog-api-key, AIza-2",
        "access_token=ya29.x, authorization, Bearer ya29.x",
        "oauth_token=ya29.x, authorization, Bearer ya29.x",
    })
    void readsAKeyAsTheHeaderThatSaysTheSame(String query, String name, String value) {
        assertEquals(Optional.of(new QueryKeys.Header(name, value)), QueryKeys.header(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alt=sse",
                "key=",
                "key",
                "keys=1",
                "Key=1",
                "key=a%0D%0Ax-evil:%201",
                "key=a%20b",
                "key=%C3%A9"
            })
    void readsNothingThatNoHeaderCanHold(String query) {
        assertEquals(
                Optional.empty(),
                QueryKeys.header(query).filter(key -> !key.value().equals("key")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "key=1, ''",
        "alt=sse&key=1&prettyPrint=false, alt=sse&prettyPrint=false",
        "key=1&key=2&a=%20b, a=%20b",
        "%6Bey=1&pageToken=k%26ey, pageToken=k%26ey",
        "keys=1&monkey=2, keys=1&monkey=2",
        "access_token=1&bearer_token=3&$access_token=2, ''",
        "key=%zz, ''",
        "a=%zz, a=%zz",
    })
    void takesEveryKeyOutAndNothingElse(String query, String rest) {
        assertEquals(rest, QueryKeys.without(query));
    }

    @Test
    void namesNoKeyInWords() {
        assertFalse(
                new QueryKeys.Header("x-goog-api-key", "AIza-SECRET").toString().contains("SECRET"));
    }
}
