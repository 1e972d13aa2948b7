package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Row;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyCredentialTest {
    private Optional<String> key = Optional.of("one");
    private Optional<String> lack = Optional.empty();
    private final KeyCredential credential = new KeyCredential(KeyHeader.BEARER, () -> key, () -> lack);

    private Proof proof() {
        return credential.proof().orElseThrow();
    }

    private static void answer(Proof proof, int status) {
        assertEquals(Optional.empty(), proof.refused(status, name -> Optional.empty()));
    }

    @Test
    void showsTheKeyInItsHeader() {
        assertEquals(
                Map.of("authorization", "Bearer one"),
                proof().headers(new RequestOptions(), Optional.empty()).result());
        key = Optional.empty();
        assertTrue(credential.proof().isEmpty());
    }

    @Test
    @Row("before.401-probe")
    void isRefusedUntilItIsAnother() {
        answer(proof(), 401);
        assertTrue(credential.isRefused());
        key = Optional.of("two");
        assertFalse(credential.isRefused());
        key = Optional.empty();
        assertFalse(credential.isRefused());
    }

    @Test
    @Row("before.401-probe")
    void isNotJudgedByTheOneThatACallUnderWayHadShown() {
        Proof before = proof();
        key = Optional.of("two");
        answer(before, 401);
        assertFalse(credential.isRefused());
    }

    @Test
    void isRefusedByNoOtherStatus() {
        answer(proof(), 401);
        key = Optional.of("two");
        answer(proof(), 403);
        assertFalse(credential.isRefused());
    }

    @Test
    @Row("before.401-probe")
    void isAnotherOnceItIsThereAtAll() {
        lack = Optional.of("file key does not exist");
        assertEquals(lack, credential.lack());
        assertFalse(credential.isRefused());
    }

    @Test
    void isPresumedToBeTheOneWhereNobodyToldWhich() {
        assertTrue(credential.isRefused());
    }
}
