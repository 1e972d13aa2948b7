package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CallIdsTest {
    private final CallIds ids = new CallIds(id -> id.replaceAll("[^a-z0-9_]", "_"), 8);

    @Test
    void anIdThatIsUniqueStays() {
        assertEquals("call_1", ids.ofCall("call_1"));
        assertEquals("call_1", ids.ofResult("call_1"));
    }

    @Test
    void anIdThatComesAgainGetsANumberAndItsResultFollows() {
        assertEquals("f", ids.ofCall("f"));
        assertEquals("f", ids.ofResult("f"));
        assertEquals("f_2", ids.ofCall("f"));
        assertEquals("f_2", ids.ofResult("f"));
        assertEquals("f_3", ids.ofCall("f"));
        assertEquals("f_3", ids.ofResult("f"));
    }

    @Test
    void resultsOfOneTurnGoToItsCallsInTheirOrder() {
        assertEquals("f", ids.ofCall("f"));
        assertEquals("f_2", ids.ofCall("f"));
        assertEquals("f", ids.ofResult("f"));
        assertEquals("f_2", ids.ofResult("f"));
    }

    @Test
    void idsThatDifferInWhatIsNotTakenDifferInTheirNumbers() {
        assertEquals("a_b", ids.ofCall("a.b"));
        assertEquals("a_b_2", ids.ofCall("a:b"));
        assertEquals("a_b_2", ids.ofResult("a:b"));
        assertEquals("a_b", ids.ofResult("a.b"));
    }

    @Test
    void aNumberThatIsAnIdAlreadyIsNotGivenAgain() {
        assertEquals("f_2", ids.ofCall("f_2"));
        assertEquals("f", ids.ofCall("f"));
        assertEquals("f_3", ids.ofCall("f"));
        assertEquals("f_2_2", ids.ofCall("f_2"));
    }

    @Test
    void aCallThatNobodyAnsweredInItsTurnIsNotAnsweredLater() {
        assertEquals("f", ids.ofCall("f"));
        assertEquals("g", ids.ofCall("g"));
        assertEquals("g", ids.ofResult("g"));
        assertEquals("f_2", ids.ofCall("f"));
        assertEquals("f_2", ids.ofResult("f"));
    }

    @Test
    void aNumberedIdIsNoLongerThanAllowed() {
        assertEquals("abcdefgh", ids.ofCall("abcdefgh"));
        assertEquals("abcdef_2", ids.ofCall("abcdefgh"));
    }

    @Test
    void aResultWithoutACallKeepsItsId() {
        assertEquals("none_", ids.ofResult("none!"));
    }
}
