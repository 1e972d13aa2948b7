package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderRulesToldTest {
    @Test
    void tellsWhatMayLeaveOfAHeadButForKeys() {
        MultiMap app = MultiMap.caseInsensitiveMultiMap()
                .add("Authorization", "Bearer key")
                .add("x-api-key", "key")
                .add("x-goog-api-key", "key")
                .add("api-key", "key")
                .add("x-amz-security-token", "key")
                .add("Cookie", "a=b")
                .add("traceparent", "00-1-2-01")
                .add("x-outrigger-user", "jane")
                .add("connection", "close")
                .add("X-Customer", "jane@example.com")
                .add("x-customer", "two")
                .add("OpenAI-Organization", "org");

        assertEquals(
                List.of("x-customer: jane@example.com", "x-customer: two", "openai-organization: org"),
                HeaderRules.told(app));
    }
}
