package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.KeyOwner;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which of several keys of an app's go where. */
class HeaderKeysTest {
    private static MultiMap headers(String... pairs) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < pairs.length; i += 2) headers.add(pairs[i], pairs[i + 1]);
        return headers;
    }

    @Test
    void sendsNoKeyForOthersBesideTheOneThatIsLookedFor() {
        for (KeyHeader expected : KeyHeader.values()) {
            MultiMap upstream = MultiMap.caseInsensitiveMultiMap();
            MultiMap app =
                    headers("Authorization", "Bearer a", "x-api-key", "b", "Api-Key", "c", "x-goog-api-key", "d");
            HeaderRules.toUpstream(app, upstream, KeyOwner.APP, expected);
            assertEquals(
                    List.of(expected.header()),
                    upstream.names().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    @Test
    void sendsAnotherKeyWhereTheOneThatIsLookedForIsTheDummy() {
        MultiMap upstream = MultiMap.caseInsensitiveMultiMap();
        HeaderRules.toUpstream(
                headers("authorization", "Bearer outrigger", "x-goog-api-key", "d"),
                upstream,
                KeyOwner.APP,
                KeyHeader.BEARER);

        assertEquals("d", upstream.get("x-goog-api-key"));
    }

    @Test
    void sendsAzuresKeyOnlyToWhoLooksForIt() {
        for (KeyHeader expected : KeyHeader.values()) {
            MultiMap upstream = MultiMap.caseInsensitiveMultiMap();
            HeaderRules.toUpstream(headers("Api-Key", "app"), upstream, KeyOwner.APP, expected);
            assertEquals(expected == KeyHeader.API_KEY, upstream.contains("api-key"), expected.toString());
        }
    }
}
