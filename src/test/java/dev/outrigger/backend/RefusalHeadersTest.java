package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Header;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an app sees of the head of an error answer. */
class RefusalHeadersTest {
    private final MultiMap upstream = MultiMap.caseInsensitiveMultiMap();

    @Test
    void itsIdsAndLimitsAreTheApps() {
        upstream.add("X-Request-Id", "req-1").add("x-amzn-ErrorType", "ValidationException");

        assertEquals(
                List.of(new Header("X-Request-Id", "req-1"), new Header("x-amzn-ErrorType", "ValidationException")),
                HeaderRules.ofRefusal(upstream));
    }

    @Test
    void whetherAndWhenToAskAgainIsForThisProcessToSay() {
        upstream.add("Retry-After", "7").add("retry-after-ms", "7000").add("x-should-retry", "true");

        assertEquals(List.of(), HeaderRules.ofRefusal(upstream));
    }

    @Test
    void whatNoAppSeesOfAnAnswerItSeesOfNoRefusal() {
        upstream.add("content-length", "2")
                .add("transfer-encoding", "chunked")
                .add("set-cookie", "a=1")
                .add("x-outrigger-exchange", "theirs");

        assertEquals(List.of(), HeaderRules.ofRefusal(upstream));
    }

    @Test
    void itsValueIsNotSaidByChance() {
        assertEquals("x-request-id", new Header("x-request-id", "req-1").toString());
    }
}
