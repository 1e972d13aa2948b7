package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Decision;
import dev.outrigger.support.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class NobodyTest {
    private static final Decision.Excluded UNTRUSTED =
            new Decision.Excluded("big", "privacy", "not trusted with it: it holds IBAN");
    private static final Decision.Excluded UNABLE = new Decision.Excluded("smol", "capability", "no images");
    private static final Decision.Excluded LOADING = new Decision.Excluded("smol", "health", "loading");

    private static Failure of(Decision.Excluded... excluded) {
        return Nobody.of(
                new Decision("default", "hash", Decision.Reason.PRIVATE, List.of(), List.of(), List.of(excluded)));
    }

    @Test
    @Row("own.permission")
    void saysWhichRuleWithholdsTheRequestAndWhatToDo() {
        Failure failure = of(UNTRUSTED, UNABLE);

        assertInstanceOf(Failure.Private.class, failure);
        assertEquals(451, failure.status());
        assertTrue(
                failure.message()
                        .startsWith("no model may answer this request; big: not trusted with it: it holds IBAN;"
                                + " smol: no images. Leave it out of the request, or"),
                failure::message);
    }

    @Test
    void asksToWaitWhereWhoIsTrustedMayComeBack() {
        assertInstanceOf(Failure.NoCandidate.class, of(UNTRUSTED, LOADING));
    }

    @Test
    void blamesTheRequestWhereNobodyIsAble() {
        assertEquals(400, assertInstanceOf(Failure.Rejected.class, of(UNABLE)).status());
    }
}
